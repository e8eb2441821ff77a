#pragma once
// A folder that is being filled: all of it or nothing. Files that were created are removed again,
// and the folder too if it was created, unless commit() is reached.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

// A new file, open for writing. Move-only.
class OutputFile {
 public:
  OutputFile(int descriptor, std::filesystem::path path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;

  // Writes all of `bytes` at `offset`. Any thread. Errors: kIo with path and the system's reason.
  Status write(int64_t offset, std::span<const std::byte> bytes) const;

 private:
  int descriptor_;
  std::filesystem::path path_;
};

class OutputFolder {
 public:
  // Creates the folder and its parents where they are missing. Errors: kInvalidArgument if it holds
  // a config.json or a .safetensors file; kIo.
  static Result<OutputFolder> open(const std::filesystem::path& path);
  ~OutputFolder();
  OutputFolder(OutputFolder&& other) noexcept = default;
  OutputFolder& operator=(OutputFolder&&) = delete;

  // The file must not exist yet. Errors: kIo.
  Result<OutputFile> create(const std::string& file_name);
  // Creates a file with this content.
  Status write(const std::string& file_name, std::string_view content);
  // Keeps everything.
  void commit() { created_.clear(); }

 private:
  explicit OutputFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::vector<std::filesystem::path> created_;  // in order of creation, folders first
};

}  // namespace octant
