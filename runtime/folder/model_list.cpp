#include "runtime/api/model_list.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "models/config_reader.h"
#include "models/registry.h"
#include "runtime/folder/folder_files.h"
#include "runtime/folder/hub_cache.h"
#include "runtime/load/checkpoint.h"
#include "runtime/load/printable.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

// Of several problems, a line each, the first and how many more.
std::string one_line(const Status& status) {
  const std::string_view text = status.message();
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::string(text);
  const auto more = std::count(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), '\n');
  return std::string(text.substr(0, end)) + ", and " + std::to_string(more) + " more";
}

// First of `architectures`, also where the rest of the config makes no sense.
std::string declared_architecture(const std::string& config) {
  const Result<ConfigDocument> document = ConfigDocument::parse(config, "config.json");
  if (!document.ok()) return {};
  const std::vector<std::string> names = document->root().get_strings("architectures", 16);
  return names.empty() ? std::string() : printable(names.front());
}

int64_t bytes_of_weights(const fs::path& snapshot) {
  int64_t total = 0;
  std::error_code error;
  for (fs::directory_iterator at(snapshot, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".safetensors") continue;
    std::error_code of_file;  // a link whose file is gone, or that leads to itself
    if (!fs::is_regular_file(at->path(), of_file)) continue;
    const uintmax_t size = fs::file_size(at->path(), of_file);
    if (!of_file) total += static_cast<int64_t>(size);
  }
  return total;
}

Status check_loads(const fs::path& snapshot, const std::string& config) {
  RETURN_IF_ERROR(make_model(config, "config.json").status());
  std::error_code error;
  if (!fs::is_regular_file(snapshot / "tokenizer.json", error)) {
    return not_found("tokenizer.json: is missing");
  }
  return Checkpoint::check_shards(snapshot);
}

ListedModel describe(std::string name, const fs::path& snapshot) {
  ListedModel model{.name = std::move(name),
                    .path = snapshot.string(),
                    .architecture = {},
                    .problem = {},
                    .weight_bytes = 0};
  if (snapshot.empty()) {
    model.problem = "no snapshot is there";
    return model;
  }
  model.weight_bytes = bytes_of_weights(snapshot);
  const Result<std::string> config = read_text_file(snapshot / "config.json");
  if (!config.ok()) {
    model.problem = one_line(config.status());
    return model;
  }
  model.architecture = declared_architecture(*config);
  model.problem = one_line(check_loads(snapshot, *config));
  return model;
}

}  // namespace

std::vector<ListedModel> list_models(const Environment& environment) {
  std::vector<ListedModel> models;
  const std::optional<fs::path> cache = hub_cache(environment);
  if (!cache) return models;
  std::error_code error;
  for (fs::directory_iterator at(*cache, error), end; !error && at != end; at.increment(error)) {
    std::optional<std::string> name = hub_model_name(at->path().filename().native());
    std::error_code of_entry;
    if (!name || !fs::is_directory(at->path(), of_entry)) continue;
    models.push_back(describe(std::move(*name), current_snapshot(at->path())));
  }
  std::sort(models.begin(), models.end(),
            [](const ListedModel& a, const ListedModel& b) { return a.name < b.name; });
  return models;
}

}  // namespace octant::api
