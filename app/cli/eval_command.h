#pragma once
// `octant eval`: what a model computes for given tokens.

#include "app/cli/command.h"

namespace octant::cli {

Command register_eval(CLI::App& app);

}  // namespace octant::cli
