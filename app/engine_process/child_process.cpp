#include "app/engine_process/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

namespace octant::engine_process {
namespace {

// Between two looks at whether a child has ended. Only its last moments are waited for like this.
constexpr std::chrono::milliseconds kWaitStep{2};

// posix_spawn's two argument objects, released with their owner.
struct SpawnSetup {
  SpawnSetup() {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
  }
  ~SpawnSetup() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;

  // All are numbers of errors, 0 for none; the first one counts.
  int set_up(int socket, int output) {
    const int errors[] = {::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0),
                          ::posix_spawn_file_actions_adddup2(&actions, output, 1),
                          ::posix_spawn_file_actions_adddup2(&actions, output, 2),
                          ::posix_spawn_file_actions_adddup2(&actions, socket, kChildSocket),
                          ::posix_spawn_file_actions_addclosefrom_np(&actions, kChildSocket + 1),
                          set_signals()};
    for (const int error : errors) {
      if (error != 0) return error;
    }
    return 0;
  }

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;

 private:
  int set_signals() {
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    const int errors[] = {
        ::posix_spawnattr_setsigmask(&attributes, &none),
        ::posix_spawnattr_setsigdefault(&attributes, &all),
        ::posix_spawnattr_setpgroup(&attributes, 0),
        ::posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP)};
    for (const int error : errors) {
      if (error != 0) return error;
    }
    return 0;
  }
};

}  // namespace

std::string describe(const Exit& exit) {
  if (!exit.by_signal) return "ended with exit code " + std::to_string(exit.value);
  std::string text = "was killed by signal " + std::to_string(exit.value);
  const char* const name = ::sigdescr_np(exit.value);
  return name != nullptr ? text + " (" + name + ")" : text;
}

Result<ChildProcess> ChildProcess::start(const std::string& program,
                                         const std::vector<std::string>& arguments, UniqueFd socket,
                                         UniqueFd output) {
  SpawnSetup setup;
  int error = setup.set_up(socket.get(), output.get());
  std::vector<std::string> owned = arguments;
  std::vector<char*> argv;
  argv.reserve(owned.size() + 1);
  for (std::string& argument : owned) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  if (error == 0) {
    error = ::posix_spawn(&pid, program.c_str(), &setup.actions, &setup.attributes, argv.data(),
                          environ);
  }
  if (error != 0) return io_error(program + ": cannot be started: " + ::strerror(error));
  return ChildProcess(pid);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), exit_(other.exit_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    end();
    pid_ = std::exchange(other.pid_, 0);
    exit_ = other.exit_;
  }
  return *this;
}

ChildProcess::~ChildProcess() {
  end();
}

void ChildProcess::end() {
  if (pid_ == 0 || exit_) return;
  signal(SIGKILL);
  (void)wait(kReapTime);
}

std::optional<Exit> ChildProcess::wait(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (pid_ != 0 && !exit_) {
    int status = 0;
    const pid_t reaped = ::waitpid(pid_, &status, WNOHANG);
    if (reaped == pid_) {
      exit_ = WIFSIGNALED(status) ? Exit{true, WTERMSIG(status)} : Exit{false, WEXITSTATUS(status)};
    } else if (reaped < 0 && errno == ECHILD) {
      exit_ = Exit{};  // this process ignores SIGCHLD: nobody knows how it ended
    } else if (std::chrono::steady_clock::now() >= deadline) {
      break;
    } else {
      std::this_thread::sleep_for(kWaitStep);
    }
  }
  return exit_;
}

void ChildProcess::signal(int number) {
  if (pid_ != 0 && !exit_) ::kill(pid_, number);
}

}  // namespace octant::engine_process
