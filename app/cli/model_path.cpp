#include "app/cli/model_path.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace octant::cli {

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

// One plain file name of the characters that the hub allows.
bool is_plain_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), allowed);
}

// "org/model" -> "models--org--model"; nothing for what cannot be a name on the hub.
std::optional<std::string> cache_folder_name(std::string_view given) {
  const auto slash = given.find('/');
  if (slash == std::string_view::npos) {
    if (!is_plain_name(given)) return std::nullopt;
    return fmt::format("models--{}", given);
  }
  const std::string_view org = given.substr(0, slash);
  const std::string_view model = given.substr(slash + 1);
  if (!is_plain_name(org) || !is_plain_name(model)) return std::nullopt;
  return fmt::format("models--{}--{}", org, model);
}

std::optional<fs::path> hub_cache(const Environment& environment) {
  if (const auto home = environment("HF_HOME"); home && !home->empty()) {
    return fs::path(*home) / "hub";
  }
  if (const auto home = environment("HOME"); home && !home->empty()) {
    return fs::path(*home) / ".cache" / "huggingface" / "hub";
  }
  return std::nullopt;
}

// The snapshot that refs/main names; without that file the newest. Empty if there is none.
fs::path current_snapshot(const fs::path& model_folder) {
  const fs::path snapshots = model_folder / "snapshots";
  std::string commit;
  if (std::ifstream(model_folder / "refs" / "main") >> commit && is_plain_name(commit)) {
    return snapshots / commit;
  }
  fs::path newest;
  fs::file_time_type newest_time;
  std::error_code error;
  for (fs::directory_iterator at(snapshots, error), end; !error && at != end; at.increment(error)) {
    std::error_code time_error;
    const auto time = fs::last_write_time(at->path(), time_error);
    if (!time_error && is_folder(at->path()) && (newest.empty() || time > newest_time)) {
      newest = at->path();
      newest_time = time;
    }
  }
  return newest;
}

}  // namespace

Result<ModelPath> find_model(const std::string& given, bool allow_file,
                             const Environment& environment) {
  if (given.empty()) return invalid_argument("the model's path is empty");
  const fs::path path(given);
  if (is_folder(path)) {
    if (!is_file(path / "config.json")) {
      return not_found(fmt::format("{}: the folder has no config.json", given));
    }
    const fs::path plain = (path / "").lexically_normal().parent_path();
    return ModelPath{path, plain.filename().string()};
  }
  if (is_file(path)) {
    if (allow_file) return ModelPath{path, path.filename().string()};
    return not_found(fmt::format("{}: is a file; a folder with a config.json is needed", given));
  }

  std::string looked = given;
  const auto folder = cache_folder_name(given);
  const auto hub = hub_cache(environment);
  if (folder && hub) {
    const fs::path model_folder = *hub / *folder;
    const fs::path snapshot = current_snapshot(model_folder);
    if (!snapshot.empty() && is_file(snapshot / "config.json")) return ModelPath{snapshot, given};
    looked.append(" and ").append(model_folder.string());
    if (!snapshot.empty()) looked.append(" (its snapshot has no config.json)");
  }
  return not_found(fmt::format("no model \"{}\": looked in {}", given, looked));
}

}  // namespace octant::cli
