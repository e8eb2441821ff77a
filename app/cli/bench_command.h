#pragma once
// `octant bench`: the speed of a model on this machine.

#include "app/cli/command.h"

namespace octant::cli {

Command register_bench(CLI::App& app);

}  // namespace octant::cli
