#pragma once
// The command line of `octant`: reads it, runs the command, gives the exit code.

#include <string>
#include <vector>

#include "app/cli/services.h"

namespace octant::cli {

// `arguments`: without the program's name.
int run_cli(const std::vector<std::string>& arguments, Services& services);

}  // namespace octant::cli
