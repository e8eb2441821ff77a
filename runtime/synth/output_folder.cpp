#include "runtime/synth/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <ranges>
#include <system_error>
#include <utility>

namespace octant {
namespace {

namespace fs = std::filesystem;

Status cannot(std::string_view what, const fs::path& path, const std::error_code& error) {
  return io_error(fmt::format("{}: cannot {}: {}", path.string(), what, error.message()));
}

std::error_code last_error() {
  return {errno, std::generic_category()};
}

// The name of a file that makes `folder` a checkpoint; empty if it is none.
std::string checkpoint_file(const fs::path& folder, std::error_code& error) {
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name == "config.json" || name.ends_with(".safetensors") ||
        name.ends_with(".safetensors.index.json")) {
      return name;
    }
  }
  return {};
}

}  // namespace

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

Status OutputFile::write(int64_t offset, std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      return cannot(fmt::format("write at byte {}", offset), path_, last_error());
    }
    bytes = bytes.subspan(static_cast<size_t>(written));
    offset += written;
  }
  return {};
}

Result<OutputFolder> OutputFolder::open(const fs::path& path) {
  if (path.empty()) return invalid_argument("the output folder has no name");
  std::error_code error;
  OutputFolder folder(fs::absolute(path, error).lexically_normal());
  if (error) return cannot("find", path, error);
  // Missing folders from the outermost to the innermost.
  fs::path prefix;
  for (const fs::path& part : folder.path_) {
    prefix /= part;
    if (part.empty() || fs::exists(prefix, error)) continue;
    if (fs::create_directory(prefix, error)) {
      folder.created_.push_back(prefix);
    } else if (error) {
      return cannot("create folder", prefix, error);
    }
  }
  if (!fs::is_directory(folder.path_, error)) {
    return invalid_argument(fmt::format("{}: not a folder", folder.path_.string()));
  }
  const std::string found = checkpoint_file(folder.path_, error);
  if (error) return cannot("list folder", folder.path_, error);
  if (!found.empty()) {
    return invalid_argument(
        fmt::format("{}: already holds a checkpoint ({})", folder.path_.string(), found));
  }
  return folder;
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;  // Nothing more can be done about a file that cannot be removed.
  for (const fs::path& path : created_ | std::views::reverse) fs::remove(path, ignored);
}

Result<OutputFile> OutputFolder::create(const std::string& file_name) {
  fs::path path = path_ / file_name;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return cannot("create", path, last_error());
  created_.push_back(path);
  return OutputFile(descriptor, std::move(path));
}

Status OutputFolder::write(const std::string& file_name, std::string_view content) {
  ASSIGN_OR_RETURN(const OutputFile file, create(file_name));
  return file.write(0, std::as_bytes(std::span(content)));
}

}  // namespace octant
