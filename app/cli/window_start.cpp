#include "app/cli/window_start.h"

#include <utility>

#include "app/ui/views/window.h"

namespace octant::cli {

RunWindow window_starter() {
  return [](store::HistoryStore history, const WindowRequest& request) {
    ui::AppOptions options{.model_name = request.model_name,
                           .headless = request.headless,
                           .script = request.script,
                           .size = {request.width, request.height},
                           .scale = request.scale};
    if (!request.engine.model_dir.empty()) options.model = request.engine;
    return ui::run_window(std::move(history), options);
  };
}

}  // namespace octant::cli
