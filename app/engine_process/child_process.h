#pragma once
// ChildProcess: a started program that is ended and reaped with its owner.
//
// The child has /dev/null as its input, a pipe as its output and its errors, one socket as
// descriptor kChildSocket, and nothing else of this process: no other descriptor, no ignored or
// blocked signal, and a process group of its own, so that Ctrl-C in a terminal reaches the window's
// process alone. One thread at a time.
//
// Start it from a thread that lives as long as the child shall: PR_SET_PDEATHSIG, which the child
// asks for, speaks of the thread that started it.

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/engine_process/unique_fd.h"
#include "kernels/core/status.h"

namespace octant::engine_process {

inline constexpr int kChildSocket = 3;

// How a process ended.
struct Exit {
  bool by_signal = false;
  int value = 0;  // the signal, or the exit code
};
// "was killed by signal 9 (Killed)", "ended with exit code 1".
std::string describe(const Exit& exit);

class ChildProcess {
 public:
  // `program` is started with `arguments`, the first of which is its name. Errors: kIo.
  static Result<ChildProcess> start(const std::string& program,
                                    const std::vector<std::string>& arguments, UniqueFd socket,
                                    UniqueFd output);
  ChildProcess() = default;  // none
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  // Kills it if it runs, and waits up to kReapTime.
  ~ChildProcess();

  // After SIGKILL a process is gone at once, unless it is in a system call that nothing interrupts
  // (a failing disk, a driver). It is not waited for longer: the system reaps it when this process
  // ends.
  static constexpr std::chrono::seconds kReapTime{2};

  pid_t pid() const { return pid_; }  // 0: none
  // How it ended; waits up to `timeout` for that, and reaps it. None: it still runs.
  std::optional<Exit> wait(std::chrono::milliseconds timeout);
  // Nothing happens if it has been reaped: its number may be another's by then.
  void signal(int number);

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}
  void end();

  pid_t pid_ = 0;
  std::optional<Exit> exit_;
};

}  // namespace octant::engine_process
