#include "app/engine_process/outbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>
#include <utility>

#include "app/engine_process/socket.h"

namespace octant::engine_process {

Outbox::Outbox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Status Outbox::push(std::string frame, WhenFull when_full) {
  {
    const std::lock_guard lock(mutex_);
    if (when_full == WhenFull::kRefuse && waiting_bytes_ > kMaxWaitingBytes) {
      return io_error("the engine does not take what it is sent: " +
                      std::to_string(waiting_bytes_) + " bytes wait");
    }
    waiting_bytes_ += frame.size();
    frames_.push_back(std::move(frame));
  }
  wake();
  return {};
}

void Outbox::wake() {
  const uint64_t one = 1;
  // Fails only if the counter is full, and then the thread is awake already.
  [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

void Outbox::clear_wake() {
  uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(wake_.get(), &count, sizeof count);
}

Result<bool> Outbox::flush(int socket) {
  for (;;) {
    if (sent_ == sending_.size()) {
      const std::lock_guard lock(mutex_);
      sending_.clear();
      sent_ = 0;
      if (frames_.empty()) return true;
      sending_ = std::move(frames_.front());
      frames_.pop_front();
    }
    const std::string_view rest = std::string_view(sending_).substr(sent_);
    ASSIGN_OR_RETURN(const Transfer some, send_some(socket, rest));
    if (some.kind == Transfer::Kind::kNothingNow) return false;
    const size_t done = some.kind == Transfer::Kind::kClosed ? rest.size() : some.bytes;
    sent_ += done;
    const std::lock_guard lock(mutex_);
    waiting_bytes_ -= done;
  }
}

}  // namespace octant::engine_process
