#pragma once
// Outbox: frames on their way to the engine. Any thread puts them in; the connection's thread sends
// them as the socket takes them, so that nobody else ever waits for the other process.
//
// Bounded: when more than kMaxWaitingBytes wait already, the engine does not read, and a frame is
// refused with kIo. That is what happens to requests. Frames that must not be lost (Cancel,
// Shutdown) are taken always; there is at most one for each request.

#include <deque>
#include <mutex>
#include <string>

#include "app/engine_process/unique_fd.h"
#include "kernels/core/status.h"

namespace octant::engine_process {

class Outbox {
 public:
  // As much text as the command line takes for one prompt: far above every model's context.
  static constexpr size_t kMaxWaitingBytes = size_t{64} << 20;
  enum class WhenFull { kRefuse, kTake };

  Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // Errors: kIo when full.
  Status push(std::string frame, WhenFull when_full = WhenFull::kRefuse);
  // Wakes the connection's thread without a frame.
  void wake();

  // The connection's thread.
  // Readable behind push() and wake(), until clear_wake().
  int wake_fd() const { return wake_.get(); }
  void clear_wake();
  // Sends what `socket` takes now. False: frames are left. Bytes for a socket that is closed at the
  // other end are thrown away: reading from it will tell. Errors: kIo.
  Result<bool> flush(int socket);

 private:
  const UniqueFd wake_;  // an eventfd
  std::string sending_;  // the connection's thread's: the frame under way
  size_t sent_ = 0;      // of it

  std::mutex mutex_;  // guards the two below
  std::deque<std::string> frames_;
  size_t waiting_bytes_ = 0;
};

}  // namespace octant::engine_process
