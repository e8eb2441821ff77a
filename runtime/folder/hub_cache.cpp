#include "runtime/folder/hub_cache.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace octant {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolderPrefix = "models--";
constexpr std::string_view kSlash = "--";
// NAME_MAX of Linux: a longer commit cannot be the name of a folder.
constexpr size_t kMaxNameBytes = 255;

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

// One plain file name of the characters that the hub allows.
bool is_plain_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= kMaxNameBytes && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), allowed);
}

std::optional<fs::path> folder_of(const api::Environment& environment, const char* variable,
                                  const char* below) {
  const std::optional<std::string> value = environment(variable);
  if (!value || value->empty()) return std::nullopt;
  return fs::path(*value) / below;
}

// The first word of refs/main; empty if there is none, or it is no plain name. The file is opened
// only if it is a regular one: a pipe would wait for a writer.
std::string main_commit(const fs::path& model_folder) {
  const fs::path path = model_folder / "refs" / "main";
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  std::ifstream in(path, std::ios::binary);
  std::string text(kMaxNameBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  const std::string commit = text.substr(0, text.find_first_of(" \t\r\n"));
  return is_plain_name(commit) ? commit : std::string();
}

}  // namespace

std::optional<fs::path> hub_cache(const api::Environment& environment) {
  const struct {
    const char* variable;
    const char* below;
  } places[] = {{"HF_HUB_CACHE", ""},
                {"HF_HOME", "hub"},
                {"XDG_CACHE_HOME", "huggingface/hub"},
                {"HOME", ".cache/huggingface/hub"}};
  for (const auto& place : places) {
    if (auto folder = folder_of(environment, place.variable, place.below)) return folder;
  }
  return std::nullopt;
}

std::optional<std::string> hub_folder_name(std::string_view model) {
  std::string folder(kFolderPrefix);
  const size_t slash = model.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view org = model.substr(0, slash);
    if (!is_plain_name(org)) return std::nullopt;
    folder.append(org).append(kSlash);
    model.remove_prefix(slash + 1);
  }
  if (!is_plain_name(model)) return std::nullopt;
  return folder.append(model);
}

std::optional<std::string> hub_model_name(std::string_view folder_name) {
  if (!folder_name.starts_with(kFolderPrefix)) return std::nullopt;
  std::string name(folder_name.substr(kFolderPrefix.size()));
  const size_t slash = name.find(kSlash);
  if (slash != std::string::npos) name.replace(slash, kSlash.size(), "/");
  if (hub_folder_name(name) != folder_name) return std::nullopt;
  return name;
}

fs::path current_snapshot(const fs::path& model_folder) {
  const fs::path snapshots = model_folder / "snapshots";
  const std::string commit = main_commit(model_folder);
  if (!commit.empty() && is_folder(snapshots / commit)) return snapshots / commit;
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

}  // namespace octant
