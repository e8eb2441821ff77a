#include "app/store/paths.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

namespace octant::store {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnlyFolder = 0700;
constexpr mode_t kOwnerOnlyFile = 0600;

Status system_failure(const fs::path& path, int error) {
  return io_error(fmt::format("{}: {}", path.string(), std::generic_category().message(error)));
}

Status make_folders(const fs::path& folder) {
  std::error_code ignored;
  if (folder.empty() || fs::is_directory(folder, ignored)) return {};
  RETURN_IF_ERROR(make_folders(folder.parent_path()));
  if (mkdir(folder.c_str(), kOwnerOnlyFolder) == 0) return {};
  // Another instance may have made it in between.
  const int reason = errno;
  if (reason == EEXIST) {
    return fs::is_directory(folder, ignored) ? Status() : system_failure(folder, ENOTDIR);
  }
  return system_failure(folder, reason);
}

Status restrict_to_owner(const fs::path& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return errno == ENOENT ? Status() : system_failure(path, errno);
  }
  if ((info.st_mode & 077) == 0) return {};
  return chmod(path.c_str(), kOwnerOnlyFile) == 0 ? Status() : system_failure(path, errno);
}

}  // namespace

Result<fs::path> history_path(const Environment& environment) {
  if (const auto home = environment("OCTANT_HOME"); home && !home->empty()) {
    return fs::path(*home) / "history.db";
  }
  if (const auto data = environment("XDG_DATA_HOME"); data && fs::path(*data).is_absolute()) {
    return fs::path(*data) / "octant" / "history.db";
  }
  if (const auto home = environment("HOME"); home && !home->empty()) {
    return fs::path(*home) / ".local" / "share" / "octant" / "history.db";
  }
  return not_found("no place for the history: neither OCTANT_HOME, XDG_DATA_HOME nor HOME is set");
}

Result<fs::path> prepare_folder(const fs::path& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  if (error) return system_failure(path, error.value());
  RETURN_IF_ERROR(make_folders(absolute.parent_path()));
  const fs::path resolved = fs::weakly_canonical(absolute, error);
  if (error) return system_failure(path, error.value());
  return resolved;
}

Status sync_folder(const fs::path& folder) {
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return system_failure(folder, errno);
  const int reason = fsync(file) == 0 ? 0 : errno;
  close(file);
  return reason == 0 ? Status() : system_failure(folder, reason);
}

Status make_private_file(const fs::path& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile);
  if (file < 0 && errno != EEXIST) return system_failure(path, errno);
  if (file >= 0) {
    close(file);
    RETURN_IF_ERROR(sync_folder(path.parent_path()));
  }
  for (const char* suffix : {"", "-wal", "-shm"}) {
    fs::path of_history = path;
    of_history += suffix;
    RETURN_IF_ERROR(restrict_to_owner(of_history));
  }
  return {};
}

}  // namespace octant::store
