#pragma once
// How a model is to be opened: ranks, device, context, drafts, as a person sets them.
//
// Marks: model.ranks, model.device.auto, .cpu, .gpu, model.context, model.draft,
// model.options.problem where a field makes no sense.

#include <string>

#include "app/ui/frame.h"
#include "app/ui/widgets/text_field.h"
#include "runtime/api/options.h"

namespace octant::ui {

class ModelOptions {
 public:
  ModelOptions();

  // Everything but the folder.
  const api::EngineOptions& options() const { return options_; }
  // One line; empty if all fields can be used. options() has their last good values meanwhile.
  const std::string& problem() const { return problem_; }
  void set_options(const api::EngineOptions& options);
  void set_context(int64_t tokens);

  // From the top of `area` down. Returns the height drawn.
  float draw(Frame& frame, const Rect& area);

 private:
  void read_fields();

  TextField ranks_;
  TextField context_;
  api::EngineOptions options_;
  std::string problem_;
};

}  // namespace octant::ui
