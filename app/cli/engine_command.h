#pragma once
// `octant engine`: the engine as a process of its own, for a window that starts it and speaks with
// it on a socket (app/engine_process). Not in the list of commands: it is of no use by hand, and
// says so.

#include "app/cli/command.h"

namespace octant::cli {

Command register_engine(CLI::App& app);

}  // namespace octant::cli
