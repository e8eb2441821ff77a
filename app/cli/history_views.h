#pragma once
// `octant history list | show | search | path`: what only looks.

#include "app/cli/command.h"

namespace octant::cli {

Command register_history_list(CLI::App& history);
Command register_history_show(CLI::App& history);
Command register_history_search(CLI::App& history);
Command register_history_path(CLI::App& history);

}  // namespace octant::cli
