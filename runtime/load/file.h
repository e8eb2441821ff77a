#pragma once
// A file that is read at given places. Weights are read this way and not mapped: a truncated file
// or a failing disk is then an error with a name and an offset, not a signal.

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "kernels/core/status.h"

namespace octant {

// What pread does: fills a beginning of `out` from `offset` on and returns its size; 0 at the end
// of the file, -1 with errno set on failure.
using ReadAt = std::function<ssize_t(std::span<std::byte> out, int64_t offset)>;

// Fills all of `out`, with as many calls of `read_at` as that takes; interrupted calls are
// repeated. Errors: kIo with the offset, at the end of the file and when `read_at` fails.
Status read_fully(const ReadAt& read_at, int64_t offset, std::span<std::byte> out);

// A regular file, open for reading. Move-only; read_at() may be called from several threads.
class File {
 public:
  // Errors: kNotFound; kIo if it cannot be opened or is not a regular file. The message begins with
  // the file's name.
  static Result<File> open(const std::filesystem::path& path);

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  int64_t size_bytes() const { return size_bytes_; }  // when it was opened
  // The last component of the path, fit for messages.
  const std::string& name() const { return name_; }
  // Errors: as read_fully, with the file's name in front.
  Status read_at(int64_t offset, std::span<std::byte> out) const;

 private:
  File(int descriptor, int64_t size_bytes, std::string name);

  int descriptor_ = -1;
  int64_t size_bytes_ = 0;
  std::string name_;
};

}  // namespace octant
