#include "tests/app/ui/views/window_run.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "kernels/core/check.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// In the child, between fork and exec.
[[noreturn]] void become(const fs::path& folder, const std::vector<std::string>& words,
                         const std::vector<std::string>& environment, int64_t largest_file) {
  if (largest_file > 0) {
    const rlimit limit = {static_cast<rlim_t>(largest_file), static_cast<rlim_t>(largest_file)};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
  }
  const fs::path output = folder / "output.txt";
  const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
  ::setenv("OCTANT_HOME", (folder / "home").c_str(), 1);
  // Compiled shaders are shared by all tests: a third of a second each time.
  const fs::path shaders = fs::temp_directory_path() / "octant_ui_shaders";
  ::setenv("MESA_SHADER_CACHE_DIR", shaders.c_str(), 1);
  for (const std::string& pair : environment) {
    const size_t equals = pair.find('=');
    ::setenv(pair.substr(0, equals).c_str(), pair.substr(equals + 1).c_str(), 1);
  }
  if (::chdir(folder.c_str()) != 0) ::_exit(126);
  std::vector<char*> raw;
  for (const std::string& word : words) raw.push_back(const_cast<char*>(word.c_str()));
  raw.push_back(nullptr);
  ::execv(raw[0], raw.data());
  ::_exit(127);
}

}  // namespace

pid_t WindowRun::start(const std::string& script) {
  CHECK(pid_ == 0);
  const fs::path file = folder() / "script.txt";
  std::ofstream(file) << script;
  std::vector<std::string> words = wrapper;
  words.push_back(OCTANT_PROGRAM);
  if (!has(arguments, "--model")) {
    words.insert(words.end(), {"--model", OCTANT_SOURCE_DIR "/models/demo"});
  }
  words.insert(words.end(), {"--headless", "--script", file.string()});
  words.insert(words.end(), arguments.begin(), arguments.end());
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) become(folder(), words, environment, largest_file);
  return pid_;
}

WindowRun::Outcome WindowRun::finish() {
  int status = 0;
  CHECK(::waitpid(pid_, &status, 0) == pid_);
  pid_ = 0;
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .output = contents(folder() / "output.txt")};
}

WindowRun::Outcome WindowRun::run(const std::string& script) {
  start(script);
  return finish();
}

WindowRun::Outcome WindowRun::run_file(const std::string& name) {
  return run(contents(fs::path(OCTANT_SOURCE_DIR) / "tests/app/ui/views/scripts" / name));
}

bool WindowRun::wait_for(const std::string& file) const {
  for (int i = 0; i < 6000; ++i) {
    if (fs::exists(folder() / file)) return true;
    siginfo_t ended = {};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        ended.si_pid != 0) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

std::string WindowRun::contents_of(const std::string& file) const {
  return contents(folder() / file);
}

std::optional<pid_t> WindowRun::engine_of(pid_t window) {
  for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(window) + "/task")) {
    std::ifstream children(task.path() / "children");
    pid_t child = 0;
    if (children >> child) return child;
  }
  return std::nullopt;
}

}  // namespace octant::ui
