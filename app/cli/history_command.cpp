#include "app/cli/history_command.h"

#include <utility>
#include <vector>

#include "app/cli/exit_code.h"
#include "app/cli/history_changes.h"
#include "app/cli/history_views.h"

namespace octant::cli {

Command register_history(CLI::App& app) {
  CLI::App* const history =
      app.add_subcommand("history", "List, show, search, delete and import conversations");
  history->require_subcommand(1);
  std::vector<Command> actions = {
      register_history_list(*history),    register_history_show(*history),
      register_history_search(*history),  register_history_delete(*history),
      register_history_restore(*history), register_history_purge(*history),
      register_history_import(*history),  register_history_path(*history)};
  return {history, [actions = std::move(actions)](Services& services) {
            for (const Command& action : actions) {
              if (action.app->parsed()) return action.run(services);
            }
            return kExitUsage;
          }};
}

}  // namespace octant::cli
