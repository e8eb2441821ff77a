#pragma once
// A checkpoint folder: its shards' headers, read and checked, and every tensor's place in them.
// Reads headers only; weight bytes are read by weight_loader.h.
//
// Files: model.safetensors.index.json with its shards, or a single model.safetensors (or a path to
// one .safetensors file). Where both exist, the index counts. The rules that are enforced stand
// above parse_safetensors_header (safetensors.h) and parse_checkpoint_index (checkpoint_index.h).

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/load/safetensors.h"

namespace octant {

struct CheckpointFile {
  std::filesystem::path path;
  int64_t size_bytes = 0;
};

class Checkpoint {
 public:
  // Besides the rules of the formats: every indexed tensor exists in the shard that the index gives
  // it, and no tensor exists in two shards. Shards are opened inside the folder; links are
  // followed, since download caches are made of them. Errors: kNotFound (no folder, no shard),
  // kCorrupt (a header or the index breaks a rule), kUnsupported (an element type), kIo; the
  // message is one line that names the file and, where there is one, the tensor or field.
  static Result<Checkpoint> open(const std::filesystem::path& folder_or_file);
  // Whether a folder has every file that open() would read, without opening one but the index.
  // Errors: as open() has them for folder and index.
  static Status check_shards(const std::filesystem::path& folder);

  const std::vector<CheckpointFile>& files() const { return files_; }
  // Sorted by name.
  const std::vector<TensorEntry>& tensors() const { return tensors_; }
  // Null if there is no such tensor.
  const TensorEntry* find(std::string_view name) const;
  // "model-00001-of-000163.safetensors" of a tensor, fit for messages.
  std::string file_name(const TensorEntry& tensor) const;
  // What is odd but harmless, a line each: tensors that a shard has and the index does not list
  // (they are left out of tensors()).
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  static Result<Checkpoint> open_index(const std::filesystem::path& index_path);
  // Reads the header of `path` and appends file and tensors.
  Status add_file(const std::filesystem::path& path);
  // Sorts tensors_ by name; kCorrupt if one name occurs twice.
  Status sort_tensors();

  std::vector<CheckpointFile> files_;
  std::vector<TensorEntry> tensors_;
  std::vector<std::string> notes_;
};

}  // namespace octant
