#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "runtime/api/model_list.h"
#include "runtime/folder/hub_cache.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

}  // namespace

Result<ModelPath> find_model(const std::string& given, bool allow_file,
                             const Environment& environment) {
  if (given.empty()) return invalid_argument("the model's path is empty");
  const fs::path path(given);
  if (is_folder(path)) {
    if (!is_file(path / "config.json")) {
      return not_found(given + ": the folder has no config.json");
    }
    const fs::path plain = (path / "").lexically_normal().parent_path();
    return ModelPath{given, plain.filename().string()};
  }
  if (is_file(path)) {
    if (allow_file) return ModelPath{given, path.filename().string()};
    return not_found(given + ": is a file; a folder with a config.json is needed");
  }

  std::string looked = given;
  const std::optional<std::string> folder = hub_folder_name(given);
  const std::optional<fs::path> cache = hub_cache(environment);
  if (folder && cache) {
    const fs::path model_folder = *cache / *folder;
    const fs::path snapshot = current_snapshot(model_folder);
    if (!snapshot.empty() && is_file(snapshot / "config.json")) {
      return ModelPath{snapshot.string(), given};
    }
    looked.append(" and ").append(model_folder.string());
    if (!snapshot.empty()) looked.append(" (its snapshot has no config.json)");
  }
  return not_found("no model \"" + given + "\": looked in " + looked);
}

Result<std::string> resolve_model(const std::string& name_or_path, const Environment& environment) {
  ASSIGN_OR_RETURN(ModelPath found, find_model(name_or_path, /*allow_file=*/false, environment));
  return std::move(found.path);
}

}  // namespace octant::api
