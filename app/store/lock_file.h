#pragma once
// Who may write: the process that holds the lock on a file beside the database.
//
// The lock ends with its process, however that dies. The file stays, empty: removing it would let
// two processes lock two files of the same name.

#include <filesystem>
#include <optional>
#include <utility>

#include "kernels/core/status.h"

namespace octant::store {

class LockFile {
 public:
  // Nothing if somebody else holds it. Does not wait. Errors: kIo.
  static Result<std::optional<LockFile>> try_lock(const std::filesystem::path& path);

  LockFile(LockFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile();

 private:
  explicit LockFile(int file) : file_(file) {}

  int file_;
};

}  // namespace octant::store
