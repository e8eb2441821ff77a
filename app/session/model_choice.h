#pragma once
// ModelChoice: what a person looks at before opening a model. A path or a name that was typed is
// found, inspected and planned in the background; so is the list of models on this machine.
//
// Threads: one, the window's; the sources are called on a thread of their own.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/session/background.h"
#include "app/session/model_fit.h"
#include "runtime/api/model_list.h"

namespace octant::session {

// What is asked for models. Tests have their own.
struct ModelSources {
  std::function<Result<api::ModelPath>(const std::string& given)> find;
  std::function<Result<api::InspectReport>(const std::string& path)> inspect;
  std::function<Result<api::MemoryPlan>(const api::EngineOptions& options)> plan;
  std::function<std::vector<api::ListedModel>()> list;
  std::string demo;  // the folder of the model that comes with the program; empty if there is none
};
// The runtime's, with the Hugging Face cache that the environment names.
ModelSources runtime_model_sources();

// What a person calls a model's folder: "demo" of "/models/demo" and of "/models/demo/".
std::string folder_name(const std::string& path);

struct ModelDetails {
  std::string given;  // what was looked at
  std::string name;   // for people
  std::string path;   // empty if it was not found
  api::EngineOptions options;
  std::optional<api::InspectReport> report;
  ModelFit fit;
  int64_t max_context = 0;  // what the options come to; 0 if there is no plan
};

// One line of the list.
struct ModelRow {
  enum class Kind { kDemo, kRecent, kCached };
  Kind kind = Kind::kCached;
  std::string given;  // for choose()
  std::string title;
  std::string detail;   // where it lies, or its architecture
  int64_t bytes = 0;    // of its weights; 0: not known
  std::string problem;  // why it cannot be opened, as far as the list knows
};

class ModelChoice {
 public:
  // `wake` is called from another thread when there is something for poll().
  ModelChoice(ModelSources sources, std::function<void()> wake);

  // Reads the cache again.
  void list();
  bool is_listing() const { return background_.is_busy("list"); }
  // The demo model, then the recent ones, then those of the cache that are not among them.
  std::vector<ModelRow> rows(const std::vector<std::string>& recent_models) const;
  // Counts lists, for who keeps rows.
  uint64_t list_revision() const { return list_revision_; }

  // Looks at a model, unless it is the one that was looked at last, with the same options. An empty
  // text chooses nothing.
  void choose(std::string_view given, const api::EngineOptions& options);
  // Looks once more: files and free memory change.
  void look_again();
  const std::string& given() const { return given_; }
  bool is_looking() const { return background_.is_busy("look"); }
  // Of what was chosen last; while it is looked at anew, as it was before.
  const std::optional<ModelDetails>& details() const { return details_; }

  // Takes what has come.
  bool poll() { return background_.poll(); }

 private:
  void look();

  const ModelSources sources_;
  std::vector<api::ListedModel> cached_;
  uint64_t list_revision_ = 0;
  std::string given_;
  api::EngineOptions options_;
  std::optional<ModelDetails> details_;
  Background background_;  // last: its jobs use the sources
};

}  // namespace octant::session
