#pragma once
// `octant history`: what is in the history, deleting and importing. Each action is a subcommand of
// its own: history_views.h shows, history_changes.h changes.

#include "app/cli/command.h"

namespace octant::cli {

Command register_history(CLI::App& app);

}  // namespace octant::cli
