#include "app/export/file_writer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace octant::exporting {

namespace {

// Large enough that calls of the system cost nothing beside the disk.
constexpr size_t kBufferBytes = size_t{1} << 16;

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// Makes a rename outlast a power cut. Some file systems cannot: then it is as safe as they are.
void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  static_cast<void>(::fsync(descriptor));
  ::close(descriptor);
}

// Renames unless there is a file at `to`. Returns 0 or the error.
int rename_to_free_place(const std::string& from, const std::filesystem::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system that cannot do both at once.
  if (::access(to.c_str(), F_OK) == 0) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

FileWriter::FileWriter(std::filesystem::path path, std::string temporary, int descriptor,
                       bool replace)
    : path_(std::move(path)),
      temporary_(std::move(temporary)),
      descriptor_(descriptor),
      replace_(replace) {}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)),
      replace_(other.replace_),
      pending_(std::move(other.pending_)) {}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status FileWriter::failure(int error) const {
  return io_error(path_.string() + ": " + std::generic_category().message(error));
}

Status FileWriter::already_there() const {
  return invalid_argument(path_.string() + ": is there already and was not to be replaced");
}

Result<FileWriter> FileWriter::open(const std::filesystem::path& path, bool replace) {
  std::error_code error;
  const auto there = std::filesystem::symlink_status(path, error);
  if (std::filesystem::is_directory(std::filesystem::status(path, error))) {
    return invalid_argument(path.string() + ": is a folder");
  }
  std::string temporary = (folder_of(path) / ".octant-XXXXXX").string();
  // mkostemp() makes files with mode 0600.
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) {
    const int reason = errno;
    FileWriter nothing(path, "", -1, replace);
    if (reason == ENOENT) return not_found(path.string() + ": its folder is not there");
    return nothing.failure(reason);
  }
  FileWriter writer(path, std::move(temporary), descriptor, replace);
  if (!replace && std::filesystem::exists(there)) return writer.already_there();
  return writer;
}

Status FileWriter::append(std::string_view text) {
  pending_.append(text);
  return pending_.size() < kBufferBytes ? Status() : flush();
}

Status FileWriter::flush() {
  for (std::string_view rest = pending_; !rest.empty();) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    rest.remove_prefix(static_cast<size_t>(written));
  }
  pending_.clear();
  return {};
}

Status FileWriter::commit() {
  RETURN_IF_ERROR(flush());
  if (::fsync(descriptor_) != 0) return failure(errno);
  // Network file systems report a full disk only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) return failure(errno);
  const int error = replace_ ? (::rename(temporary_.c_str(), path_.c_str()) == 0 ? 0 : errno)
                             : rename_to_free_place(temporary_, path_);
  if (error == EEXIST) return already_there();
  if (error != 0) return failure(error);
  temporary_.clear();
  sync_folder(folder_of(path_));
  return {};
}

Status write_file(const std::filesystem::path& path, std::string_view text, bool replace) {
  ASSIGN_OR_RETURN(FileWriter writer, FileWriter::open(path, replace));
  RETURN_IF_ERROR(writer.append(text));
  return writer.commit();
}

}  // namespace octant::exporting
