#include "runtime/load/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "runtime/load/printable.h"

namespace octant {
namespace {

std::string error_text(int error) {
  return std::generic_category().message(error);
}

}  // namespace

Status read_fully(const ReadAt& read_at, int64_t offset, std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t count = read_at(out, offset);
    if (count < 0) {
      const int error = errno;
      if (error == EINTR) continue;
      return io_error("reading at byte " + std::to_string(offset) +
                      " failed: " + error_text(error));
    }
    if (count == 0) {
      return io_error("ends at byte " + std::to_string(offset) + ", " + std::to_string(out.size()) +
                      " bytes are missing there");
    }
    offset += count;
    out = out.subspan(static_cast<size_t>(count));
  }
  return {};
}

Result<File> File::open(const std::filesystem::path& path) {
  std::string name = printable(path.filename().native());
  // O_NONBLOCK: opening a FIFO must not wait for a writer. It changes nothing for regular files.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR) return not_found(name + ": " + error_text(error));
    return io_error(name + ": cannot be opened: " + error_text(error));
  }
  File file(descriptor, 0, std::move(name));
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) return io_error(file.name_ + ": " + error_text(errno));
  if (!S_ISREG(info.st_mode)) return io_error(file.name_ + ": is not a regular file");
  file.size_bytes_ = info.st_size;
  return file;
}

File::File(int descriptor, int64_t size_bytes, std::string name)
    : descriptor_(descriptor), size_bytes_(size_bytes), name_(std::move(name)) {}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_bytes_(other.size_bytes_),
      name_(std::move(other.name_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_bytes_, other.size_bytes_);
  std::swap(name_, other.name_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status File::read_at(int64_t offset, std::span<std::byte> out) const {
  const int descriptor = descriptor_;
  const auto read_at = [descriptor](std::span<std::byte> part, int64_t at) {
    return ::pread(descriptor, part.data(), part.size(), at);
  };
  return read_fully(read_at, offset, out).with_context(name_);
}

}  // namespace octant
