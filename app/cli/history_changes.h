#pragma once
// `octant history delete | restore | purge | import`: what changes the history.

#include "app/cli/command.h"

namespace octant::cli {

Command register_history_delete(CLI::App& history);
Command register_history_restore(CLI::App& history);
Command register_history_purge(CLI::App& history);
Command register_history_import(CLI::App& history);

}  // namespace octant::cli
