#include "app/session/preferences.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "app/session/options_json.h"

namespace octant::session {
namespace {

constexpr std::string_view kKey = "preferences";

template <typename Value>
void read(const nlohmann::json& json, const char* name, Value& value) {
  const auto found = json.find(name);
  if (found == json.end()) return;
  if constexpr (std::is_same_v<Value, bool>) {
    if (found->is_boolean()) value = found->get<bool>();
  } else if constexpr (std::is_same_v<Value, float>) {
    if (found->is_number()) value = found->get<float>();
  } else {
    if (found->is_string()) value = found->get<std::string>();
  }
}

}  // namespace

Result<Preferences> load_preferences(store::HistoryStore& history) {
  ASSIGN_OR_RETURN(const std::optional<std::string> text, history.setting(kKey));
  Preferences all;
  if (!text) return all;
  const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) return all;
  read(json, "light", all.light);
  read(json, "reduced_motion", all.reduced_motion);
  read(json, "sidebar", all.sidebar);
  read(json, "dashboard", all.dashboard);
  read(json, "record_routing", all.record_routing);
  read(json, "zoom", all.zoom);
  all.zoom = std::clamp(all.zoom, Preferences::kLeastZoom, Preferences::kMostZoom);
  read(json, "system_prompt", all.system_prompt);
  if (const auto models = json.find("recent_models"); models != json.end() && models->is_array()) {
    for (const nlohmann::json& model : *models) {
      if (model.is_string() && all.recent_models.size() < Preferences::kMostRecentModels) {
        all.recent_models.push_back(model.get<std::string>());
      }
    }
  }
  if (const auto folded = json.find("folded_folders"); folded != json.end() && folded->is_array()) {
    for (const nlohmann::json& folder : *folded) {
      if (folder.is_string()) set_folded(all, folder.get<std::string>(), true);
    }
  }
  if (const auto options = json.find("options"); options != json.end() && options->is_object()) {
    const Result<api::GenerateOptions> given = options_from_json(options->dump());
    if (given.ok()) all.options = given.value();
  }
  return all;
}

Status save_preferences(store::HistoryStore& history, const Preferences& preferences) {
  const nlohmann::json json = {
      {"light", preferences.light},
      {"reduced_motion", preferences.reduced_motion},
      {"sidebar", preferences.sidebar},
      {"dashboard", preferences.dashboard},
      {"record_routing", preferences.record_routing},
      {"zoom", preferences.zoom},
      {"recent_models", preferences.recent_models},
      {"folded_folders", preferences.folded_folders},
      {"options", nlohmann::json::parse(to_json(preferences.options))},
      {"system_prompt", preferences.system_prompt},
  };
  const auto replace = nlohmann::json::error_handler_t::replace;
  return history.set_setting(kKey, json.dump(-1, ' ', false, replace));
}

bool is_folded(const Preferences& preferences, std::string_view folder) {
  const std::vector<std::string>& folded = preferences.folded_folders;
  return std::find(folded.begin(), folded.end(), folder) != folded.end();
}

void set_folded(Preferences& preferences, std::string_view folder, bool folded) {
  std::erase(preferences.folded_folders, folder);
  if (folded) preferences.folded_folders.emplace_back(folder);
}

void remember_model(Preferences& preferences, std::string_view model) {
  std::vector<std::string>& recent = preferences.recent_models;
  std::erase(recent, model);
  recent.insert(recent.begin(), std::string(model));
  if (recent.size() > Preferences::kMostRecentModels) {
    recent.resize(Preferences::kMostRecentModels);
  }
}

}  // namespace octant::session
