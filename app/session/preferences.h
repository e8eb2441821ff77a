#pragma once
// What a person prefers, kept in the history's settings.

#include <string>
#include <string_view>
#include <vector>

#include "app/store/history_store.h"
#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::session {

struct Preferences {
  static constexpr float kLeastZoom = 0.5F;
  static constexpr float kMostZoom = 3;
  static constexpr size_t kMostRecentModels = 8;  // what the model page shows without scrolling

  bool light = false;
  bool reduced_motion = false;
  bool sidebar = true;
  bool dashboard = true;
  bool record_routing = true;
  float zoom = 1;
  std::vector<std::string> recent_models;   // folders or names, latest first
  std::vector<std::string> folded_folders;  // of the sidebar, by name
  api::GenerateOptions options;             // of new conversations
  std::string system_prompt;                // of new conversations
  bool operator==(const Preferences&) const = default;
};

// Settings that are not there or do not read are at their defaults.
Result<Preferences> load_preferences(store::HistoryStore& history);
Status save_preferences(store::HistoryStore& history, const Preferences& preferences);

// A folder's conversations are listed, or only its name.
bool is_folded(const Preferences& preferences, std::string_view folder);
void set_folded(Preferences& preferences, std::string_view folder, bool folded);

// Puts a model in front of the others.
void remember_model(Preferences& preferences, std::string_view model);

}  // namespace octant::session
