#include "app/cli/input.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace octant::cli {

Input::Fill Input::fill() {
  while (true) {
    if (interrupt_.pending()) return Fill::kInterrupted;
    pollfd fds[2] = {{fd_, POLLIN, 0}, {interrupt_.wake_fd(), POLLIN, 0}};
    if (::poll(fds, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return Fill::kFailed;
    }
    if (fds[1].revents != 0) continue;
    char bytes[4096];
    const ssize_t count = ::read(fd_, bytes, sizeof bytes);
    if (count > 0) {
      pending_.append(bytes, static_cast<std::size_t>(count));
      return Fill::kData;
    }
    if (count == 0) return Fill::kEnd;
    if (errno != EINTR && errno != EAGAIN) return Fill::kFailed;
  }
}

Input::Line Input::read_line(std::string* line) {
  while (true) {
    const std::size_t end = pending_.find('\n', searched_);
    if (end != std::string::npos) {
      line->assign(pending_, 0, end);
      pending_.erase(0, end + 1);
      searched_ = 0;
      if (!line->empty() && line->back() == '\r') line->pop_back();
      return Line::kLine;
    }
    searched_ = pending_.size();
    if (pending_.size() > kMaxLineBytes) return Line::kFailed;
    switch (fill()) {
      case Fill::kData:
        break;
      case Fill::kFailed:
        return Line::kFailed;
      case Fill::kInterrupted:
        interrupt_.take();
        pending_.clear();
        searched_ = 0;
        return Line::kInterrupted;
      case Fill::kEnd:
        if (pending_.empty()) return Line::kEnd;
        *line = std::exchange(pending_, {});
        searched_ = 0;
        return Line::kLine;
    }
  }
}

Result<std::string> Input::read_all(std::size_t max_bytes) {
  while (true) {
    if (pending_.size() > max_bytes) {
      return invalid_argument(
          fmt::format("standard input has more than {} bytes, the most that is read", max_bytes));
    }
    switch (fill()) {
      case Fill::kData:
        break;
      case Fill::kEnd:
        return std::exchange(pending_, {});
      case Fill::kInterrupted:
        return cancelled("interrupted while reading standard input");
      case Fill::kFailed:
        return io_error("standard input: " + std::generic_category().message(errno));
    }
  }
}

}  // namespace octant::cli
