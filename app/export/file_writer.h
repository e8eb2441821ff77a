#pragma once
// FileWriter: a file that is whole or not there.
//
// It is written beside its place under a temporary name with mode 0600, since conversations are
// private, brought to the disk, and renamed. Whoever looks at the place finds what was there before
// or the whole new file; after a failure, and at the end of a writer that was not committed, the
// temporary file is gone.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "kernels/core/status.h"

namespace octant::exporting {

class FileWriter {
 public:
  // `replace`: whether a file that is there gives way. Errors: kInvalidArgument if one is there and
  // must not be replaced, or a folder is; kNotFound if the folder is missing; kIo.
  static Result<FileWriter> open(const std::filesystem::path& path, bool replace);

  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();

  // Errors: kIo, e.g. a full disk.
  Status append(std::string_view text);
  // Nothing may follow it. Errors: kIo; kInvalidArgument if a file came into the place meanwhile.
  Status commit();

 private:
  FileWriter(std::filesystem::path path, std::string temporary, int descriptor, bool replace);
  Status flush();
  Status failure(int error) const;
  Status already_there() const;

  std::filesystem::path path_;
  std::string temporary_;  // empty: renamed, or moved from
  int descriptor_ = -1;
  bool replace_ = false;
  std::string pending_;
};

// The whole of a file that is written at once.
Status write_file(const std::filesystem::path& path, std::string_view text, bool replace);

}  // namespace octant::exporting
