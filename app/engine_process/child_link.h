#pragma once
// ChildLink: one engine process from its start to its end, seen from the window's process.
//
// One thread owns the process, its socket and what it prints: it starts the program, sends what is
// put into the outbox, hands on what comes, watches that something comes, and at the end sees to it
// that the process is gone and reaped. Nobody else waits for anything here but the destructor.

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/engine_process/child_process.h"
#include "app/engine_process/frame.h"
#include "app/engine_process/last_lines.h"
#include "app/engine_process/messages.h"
#include "app/engine_process/outbox.h"
#include "app/engine_process/unique_fd.h"
#include "app/engine_process/watchdog.h"
#include "kernels/core/status.h"

namespace octant::engine_process {

// How an engine process is started and watched. Tests have their own programs and less patience.
struct ProcessOptions {
  std::string program = "/proc/self/exe";  // this program, even if its file has been replaced
  // Behind the program's name; followed by the socket's number and this process's.
  std::vector<std::string> arguments = {"engine"};
  HangLimits limits;
  std::chrono::milliseconds heartbeat{1000};
  // How long it may take to end by itself when it is asked to: a decode step and the release of the
  // memory. Then SIGTERM, and after kTermTime SIGKILL.
  std::chrono::milliseconds shutdown_time{2000};
  static constexpr std::chrono::milliseconds kTermTime{500};
  // Called whenever an event, a snapshot or another state has arrived, so that whoever draws need
  // not look again and again: from another thread, and it must not call the engine. For
  // EngineProcess; none if empty.
  std::function<void()> on_news;
};

// Both are called by the link's thread.
struct LinkHandlers {
  // A message that is no heartbeat. A failure ends the process and is the link's failure.
  std::function<Status(FromEngine)> on_message;
  // The process has ended and is reaped, why in one line and what it printed last: once, last, and
  // not if the destructor ended it. All messages that had come have been handed on.
  std::function<void(const Status& failure, std::vector<std::string> last_lines)> on_end;
};

class ChildLink {
 public:
  // Returns at once. `first` goes out behind the hello.
  ChildLink(const ProcessOptions& options, const Open& first, LinkHandlers handlers);
  // Ends the process: asks it, then SIGTERM, then SIGKILL; shutdown_time, kTermTime and
  // ChildProcess::kReapTime at most.
  ~ChildLink();
  ChildLink(const ChildLink&) = delete;
  ChildLink& operator=(const ChildLink&) = delete;

  // Errors: kInvalidArgument for a message too long for a frame, kIo when the outbox is full.
  Status send(const ToEngine& message, Outbox::WhenFull when_full = Outbox::WhenFull::kRefuse);

  pid_t pid() const { return pid_.load(); }  // 0: not started yet
  // What the engine printed last, so far.
  std::vector<std::string> last_lines() const;

 private:
  void run();
  Status start();
  Status serve();
  Status receive_messages();
  Status handle(FromEngine message);
  Status hung(const std::string& how);
  Status ended();
  void end_process();
  void read_output();

  const ProcessOptions options_;
  const Open first_;
  const LinkHandlers handlers_;
  Outbox outbox_;
  std::atomic<bool> closing_{false};
  std::atomic<pid_t> pid_{0};

  // The thread's own.
  ChildProcess process_;
  UniqueFd socket_;
  UniqueFd output_;  // what the engine prints; closed at its end
  MessageStream<FromEngine> stream_;
  Watchdog watchdog_;
  bool heard_ = false;         // bytes since the last look
  bool socket_ended_ = false;  // behind the last byte
  bool hung_ = false;          // and killed for it
  std::chrono::steady_clock::time_point shutdown_deadline_ =
      std::chrono::steady_clock::time_point::max();  // unless closing

  mutable std::mutex lines_mutex_;
  LastLines lines_;     // guarded by it
  std::thread thread_;  // last: it uses all the others
};

}  // namespace octant::engine_process
