#pragma once
// `octant export`: conversations of the history into files.

#include "app/cli/command.h"

namespace octant::cli {

Command register_export(CLI::App& app);

}  // namespace octant::cli
