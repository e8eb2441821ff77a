#pragma once
// Finds a model and opens an engine on it, with progress on stderr and Ctrl-C heard.

#include <memory>
#include <string>

#include "app/cli/engine_flags.h"
#include "app/cli/services.h"
#include "kernels/core/status.h"
#include "runtime/api/engine.h"

namespace octant::cli {

struct OpenedModel {
  std::unique_ptr<api::Engine> engine;
  std::string name;  // for people
};

// Errors: those of api::find_model() and of the engine; kCancelled after Ctrl-C, which is taken.
Result<OpenedModel> open_model(Services& services, const EngineFlags& flags);

}  // namespace octant::cli
