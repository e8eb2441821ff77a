#pragma once
// Standard input that Ctrl-C can interrupt: lines of a chat, or everything up to the end.

#include <cstddef>
#include <string>

#include "app/cli/interrupt.h"
#include "kernels/core/status.h"

namespace octant::cli {

class Input {
 public:
  enum class Line { kLine, kEnd, kInterrupted, kFailed };

  // A longer line is an error: nobody types one, and memory must not follow /dev/zero.
  static constexpr std::size_t kMaxLineBytes = std::size_t{16} << 20;

  // Reads `fd` and leaves it open.
  Input(int fd, Interrupt& interrupt) : fd_(fd), interrupt_(interrupt) {}

  // The next line without its "\n" (or "\r\n"). The last one needs no newline. kInterrupted takes
  // the interrupt and drops what was typed of the line. kFailed: the system could not read, or the
  // line is longer than kMaxLineBytes.
  Line read_line(std::string* line);

  // Everything up to the end. Errors: kInvalidArgument if it is more than `max_bytes`, kIo,
  // kCancelled.
  Result<std::string> read_all(std::size_t max_bytes);

 private:
  enum class Fill { kData, kEnd, kInterrupted, kFailed };
  Fill fill();

  int fd_;
  Interrupt& interrupt_;
  std::string pending_;
  std::size_t searched_ = 0;  // of pending_: holds no newline
};

}  // namespace octant::cli
