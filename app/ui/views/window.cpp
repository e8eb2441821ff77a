#include "app/ui/views/window.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "app/ui/platform/glfw_surface.h"
#include "app/ui/platform/headless_surface.h"
#include "app/ui/platform/host.h"
#include "app/ui/views/app_view.h"
#include "app/ui/views/shell.h"

namespace octant::ui {
namespace {

Result<std::vector<Command>> read_script(const std::string& path) {
  std::ifstream in(path);
  if (!in) return not_found(path + ": cannot be read");
  auto commands = parse_script(std::string(std::istreambuf_iterator<char>(in), {}));
  if (!commands.ok()) return commands.status().with_context(path);
  return commands;
}

Result<std::unique_ptr<Surface>> open_surface(const AppOptions& options) {
  if (options.headless) return open_headless(options.size, options.scale.value_or(1));
  return open_window({.title = "Octant", .window_class = "octant", .size = options.size});
}

}  // namespace

Status run_window(store::HistoryStore history, const AppOptions& options) {
  HostOptions host_options{.scale = options.scale};
  if (!options.script.empty()) {
    ASSIGN_OR_RETURN(host_options.script, read_script(options.script));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<Surface> surface, open_surface(options));
  ASSIGN_OR_RETURN(const std::unique_ptr<Host> host,
                   Host::create(std::move(surface), std::move(host_options)));
  engine_process::ProcessOptions process;
  process.on_news = [&host = *host] { host.wake(); };
  session::Workspace workspace(std::move(history), process);
  if (options.model) workspace.open_model(*options.model, options.model_name);
  Shell shell(workspace, [&host = *host] { host.wake(); });
  if (!options.model) shell.page = Page::kModel;
  shell.close_window = [&host = *host] { host.stop(); };
  AppView view(shell, *host);
  Status status = host->run(view);
  view.may_close();  // also behind a script: what is typed is kept
  return status;
}

}  // namespace octant::ui
