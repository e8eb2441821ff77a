#include "app/cli/window_command.h"

#include <memory>
#include <string>
#include <utility>

#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/history_access.h"
#include "app/cli/option_values.h"
#include "runtime/api/model_list.h"

namespace octant::cli {
namespace {

// The least window in which everything has its place, and more pixels than screens have.
constexpr int64_t kLeastSide = 320;
constexpr int64_t kMostSide = 16384;

struct WindowFlags {
  EngineFlags engine;
  WindowRequest request;
};

Status parse_size(const std::string& text, WindowRequest& request) {
  const size_t by = text.find('x');
  if (by == std::string::npos) return invalid_argument("\"" + text + "\": a size is WIDTHxHEIGHT");
  ASSIGN_OR_RETURN(const int64_t width, parse_integer(text.substr(0, by), {kLeastSide, kMostSide}));
  ASSIGN_OR_RETURN(const int64_t height,
                   parse_integer(text.substr(by + 1), {kLeastSide, kMostSide}));
  request.width = static_cast<int>(width);
  request.height = static_cast<int>(height);
  return {};
}

Result<store::HistoryStore> prepare(Services& services, WindowFlags& flags) {
  if (!services.run_window) {
    return unsupported(
        "this octant was built without its window; octant chat --model DIR talks "
        "in the terminal");
  }
  WindowRequest& request = flags.request;
  if (!flags.engine.model.empty()) {
    ASSIGN_OR_RETURN(api::ModelPath found,
                     api::find_model(flags.engine.model, false, services.environment));
    flags.engine.options.model_dir = found.path;
    request.model_name = std::move(found.name);
  }
  request.engine = flags.engine.options;
  return open_history(services);
}

}  // namespace

Command register_window(CLI::App& app) {
  auto flags = std::make_shared<WindowFlags>();
  add_engine_flags(app, flags->engine, Model::kOptional);
  app.add_flag("--headless", flags->request.headless,
               "Draws the window into memory instead of on a display; needs --script");
  add_text(app, "--script", "FILE", flags->request.script,
           "Uses the window as this file says, then closes it (default: none)");
  add_value(
      app, "--size", "WxH",
      [flags](const std::string& text) { return parse_size(text, flags->request); },
      "The window's size in pixels (default 1280x800)");
  add_number(
      app, "--scale", {0.5, 4},
      [flags](double value) { flags->request.scale = static_cast<float>(value); },
      "Pixels for a logical pixel (default: as the desktop says)");
  return {&app, [flags](Services& services) {
            if (flags->request.headless && flags->request.script.empty()) {
              return fail(services, invalid_argument("--headless: needs --script"));
            }
            auto history = prepare(services, *flags);
            if (!history.ok()) return fail(services, history.status());
            const Status status = services.run_window(std::move(history).value(), flags->request);
            if (status.ok()) return kExitOk;
            // Whatever a script found wrong is no mistake in the command line.
            print_reason(services, status.message());
            return kExitFailed;
          }};
}

}  // namespace octant::cli
