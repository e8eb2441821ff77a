#pragma once
// The desktop window from start to end: `octant` without a command.

#include <optional>
#include <string>

#include "app/store/history_store.h"
#include "app/ui/rect.h"
#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::ui {

struct AppOptions {
  std::optional<api::EngineOptions> model;  // opened at once
  std::string model_name;                   // for people
  bool headless = false;                    // a picture in memory, for scripts
  std::string script;                       // a file; the window ends behind it
  PixelSize size = {1280, 800};
  std::optional<float> scale;  // the desktop's if nullopt
};

// Until the window is closed. Errors: kUnsupported without a display or OpenGL 3.3; what the script
// failed with.
Status run_window(store::HistoryStore history, const AppOptions& options);

}  // namespace octant::ui
