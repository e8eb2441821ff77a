#pragma once
// `octant` without a command: the desktop window.

#include "app/cli/command.h"

namespace octant::cli {

// Adds the window's options to the program's own; runs when no command was chosen.
Command register_window(CLI::App& app);

}  // namespace octant::cli
