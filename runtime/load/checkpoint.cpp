#include "runtime/load/checkpoint.h"

#include <algorithm>
#include <span>
#include <system_error>
#include <utility>

#include "runtime/load/checkpoint_index.h"
#include "runtime/load/file.h"
#include "runtime/load/printable.h"

namespace octant {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndexName = "model.safetensors.index.json";
constexpr std::string_view kSingleName = "model.safetensors";

std::string display_name(const fs::path& path) {
  return printable(path.filename().native());
}

// `message` names no file yet.
Status in_file(const fs::path& path, Status status) {
  return std::move(status).with_context(display_name(path));
}

bool is_present(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

Result<std::string> read_text(const fs::path& path, int64_t max_bytes) {
  ASSIGN_OR_RETURN(const File file, File::open(path));
  if (file.size_bytes() > max_bytes) {
    return corrupt(file.name() + ": has " + std::to_string(file.size_bytes()) + " bytes, at most " +
                   std::to_string(max_bytes) + " are allowed");
  }
  std::string text(static_cast<size_t>(file.size_bytes()), '\0');
  RETURN_IF_ERROR(file.read_at(0, std::as_writable_bytes(std::span(text))));
  return text;
}

// The shards that `indexed` names, each once, in order of name.
std::vector<std::string> shard_names(const std::vector<IndexedTensor>& indexed) {
  std::vector<std::string> names;
  for (const IndexedTensor& tensor : indexed) names.push_back(tensor.file);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// An interrupted download is the usual reason, so all missing shards are counted at once.
Status check_shards_exist(const fs::path& folder, const std::vector<std::string>& names) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    if (!is_present(folder / name)) missing.push_back(name);
  }
  if (missing.empty()) return {};
  std::string text = printable(missing.front()) + ": shard is missing";
  if (missing.size() > 1) {
    text += ", and so are " + std::to_string(missing.size() - 1) + " of the other " +
            std::to_string(names.size() - 1);
  }
  return not_found(text);
}

Result<std::vector<IndexedTensor>> read_index(const fs::path& path) {
  ASSIGN_OR_RETURN(const std::string json, read_text(path, kMaxHeaderBytes));
  Result<std::vector<IndexedTensor>> parsed = parse_checkpoint_index(json);
  if (!parsed.ok()) return in_file(path, std::move(parsed).status());
  return parsed;
}

Status no_weights(const fs::path& folder) {
  return not_found(printable(folder.native()) + ": has neither " + std::string(kIndexName) +
                   " nor " + std::string(kSingleName));
}

}  // namespace

Status Checkpoint::check_shards(const fs::path& folder) {
  if (!is_present(folder / kIndexName)) {
    return is_present(folder / kSingleName) ? Status() : no_weights(folder);
  }
  ASSIGN_OR_RETURN(const std::vector<IndexedTensor> indexed, read_index(folder / kIndexName));
  return check_shards_exist(folder, shard_names(indexed));
}

Result<Checkpoint> Checkpoint::open(const fs::path& folder_or_file) {
  std::error_code error;
  const fs::file_status status = fs::status(folder_or_file, error);
  const std::string where = printable(folder_or_file.native());
  if (!fs::exists(status)) return not_found(where + ": there is no such folder or file");
  Checkpoint checkpoint;
  if (!fs::is_directory(status)) {
    if (folder_or_file.extension() != ".safetensors") {
      return invalid_argument(where + ": is neither a folder nor a .safetensors file");
    }
    RETURN_IF_ERROR(checkpoint.add_file(folder_or_file));
    RETURN_IF_ERROR(checkpoint.sort_tensors());
    return checkpoint;
  }
  const fs::path index_path = folder_or_file / kIndexName;
  if (is_present(index_path)) return open_index(index_path);
  if (!is_present(folder_or_file / kSingleName)) {
    return no_weights(folder_or_file);
  }
  RETURN_IF_ERROR(checkpoint.add_file(folder_or_file / kSingleName));
  RETURN_IF_ERROR(checkpoint.sort_tensors());
  return checkpoint;
}

Result<Checkpoint> Checkpoint::open_index(const fs::path& index_path) {
  ASSIGN_OR_RETURN(std::vector<IndexedTensor> indexed, read_index(index_path));

  Checkpoint checkpoint;
  const fs::path folder = index_path.parent_path();
  const std::vector<std::string> names = shard_names(indexed);
  RETURN_IF_ERROR(check_shards_exist(folder, names));
  for (const std::string& name : names) RETURN_IF_ERROR(checkpoint.add_file(folder / name));
  RETURN_IF_ERROR(checkpoint.sort_tensors());

  for (const IndexedTensor& tensor : indexed) {
    const TensorEntry* entry = checkpoint.find(tensor.name);
    const auto file = entry != nullptr ? static_cast<size_t>(entry->file) : 0;
    if (entry == nullptr || names[file] != tensor.file) {
      return in_file(index_path, corrupt(printable(tensor.name) + ": is not in " +
                                         printable(tensor.file) + ", where the index puts it"));
    }
  }
  if (indexed.size() == checkpoint.tensors_.size()) return checkpoint;

  std::sort(indexed.begin(), indexed.end(),
            [](const IndexedTensor& a, const IndexedTensor& b) { return a.name < b.name; });
  const size_t num_unlisted = std::erase_if(checkpoint.tensors_, [&](const TensorEntry& entry) {
    const auto at = std::lower_bound(
        indexed.begin(), indexed.end(), entry.name,
        [](const IndexedTensor& tensor, const std::string& name) { return tensor.name < name; });
    return at == indexed.end() || at->name != entry.name;
  });
  checkpoint.notes_.push_back(std::to_string(num_unlisted) +
                              " tensors of the shards are not in the index and are left out");
  return checkpoint;
}

Status Checkpoint::add_file(const fs::path& path) {
  ASSIGN_OR_RETURN(const File file, File::open(path));
  ASSIGN_OR_RETURN(std::vector<TensorEntry> entries, read_safetensors_header(file));
  const auto file_idx = static_cast<int32_t>(files_.size());
  files_.push_back({path, file.size_bytes()});
  for (TensorEntry& entry : entries) {
    entry.file = file_idx;
    tensors_.push_back(std::move(entry));
  }
  return {};
}

Status Checkpoint::sort_tensors() {
  std::sort(tensors_.begin(), tensors_.end(), [](const TensorEntry& a, const TensorEntry& b) {
    return std::pair<const std::string&, int32_t>(a.name, a.file) <
           std::pair<const std::string&, int32_t>(b.name, b.file);
  });
  const auto twice = std::adjacent_find(
      tensors_.begin(), tensors_.end(),
      [](const TensorEntry& a, const TensorEntry& b) { return a.name == b.name; });
  if (twice == tensors_.end()) return {};
  return corrupt(file_name(*(twice + 1)) + ": " + printable(twice->name) + ": is in " +
                 file_name(*twice) + " too");
}

const TensorEntry* Checkpoint::find(std::string_view name) const {
  const auto at = std::lower_bound(
      tensors_.begin(), tensors_.end(), name,
      [](const TensorEntry& entry, std::string_view wanted) { return entry.name < wanted; });
  return at != tensors_.end() && at->name == name ? &*at : nullptr;
}

std::string Checkpoint::file_name(const TensorEntry& tensor) const {
  return display_name(files_[static_cast<size_t>(tensor.file)].path);
}

}  // namespace octant
