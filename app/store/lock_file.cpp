#include "app/store/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

namespace octant::store {

Result<std::optional<LockFile>> LockFile::try_lock(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return io_error(fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
  }
  LockFile lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return std::optional<LockFile>(std::move(lock));
  if (errno == EWOULDBLOCK) return std::optional<LockFile>();
  return io_error(fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
}

LockFile::~LockFile() {
  if (file_ >= 0) close(file_);
}

}  // namespace octant::store
