#pragma once
// `octant plan`: what a model would take of each rank's memory, and whether it fits.

#include <CLI/CLI.hpp>

#include "app/cli/command.h"

namespace octant::cli {

Command register_plan(CLI::App& app);

}  // namespace octant::cli
