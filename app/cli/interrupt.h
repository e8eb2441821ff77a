#pragma once
// Ctrl-C as something that can be waited for.
//
// An Interrupt is a flag and a pipe that becomes readable with it. SigintHandler connects SIGINT to
// one. By default SIGINT ends the process at once with exit code 130: right for commands that have
// nothing to finish. While a CatchInterrupts lives, SIGINT raises the flag instead, and the command
// ends in its own way; a second SIGINT that finds the flag still up ends the process at once, so
// that a command that hangs can always be left.

#include <atomic>

namespace octant::cli {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Raises the flag. From any thread, and from a signal handler.
  void notify() noexcept;
  bool pending() const { return flag_.load(); }
  // Lowers the flag; true if it was up. From one thread.
  bool take();
  // For whoever checks between two pieces of work.
  const std::atomic<bool>& flag() const { return flag_; }
  // Readable while the flag is up. -1 if the system had no pipe left; poll(2) ignores that, and
  // then returns with EINTR at SIGINT.
  int wake_fd() const { return pipe_[0]; }

 private:
  friend class CatchInterrupts;
  friend class SigintHandler;
  static void on_sigint(int) noexcept;

  std::atomic<bool> flag_{false};
  std::atomic<int> num_catchers_{0};
  int pipe_[2] = {-1, -1};
};

// While it lives, SIGINT raises the flag and does not end the process.
class CatchInterrupts {
 public:
  explicit CatchInterrupts(Interrupt& interrupt) : interrupt_(interrupt) {
    ++interrupt_.num_catchers_;
  }
  ~CatchInterrupts() { --interrupt_.num_catchers_; }
  CatchInterrupts(const CatchInterrupts&) = delete;
  CatchInterrupts& operator=(const CatchInterrupts&) = delete;

 private:
  Interrupt& interrupt_;
};

// Sends SIGINT to `interrupt` until it is destroyed; one at a time in a process.
class SigintHandler {
 public:
  explicit SigintHandler(Interrupt& interrupt);
  ~SigintHandler();
  SigintHandler(const SigintHandler&) = delete;
  SigintHandler& operator=(const SigintHandler&) = delete;
};

}  // namespace octant::cli
