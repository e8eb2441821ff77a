#pragma once
// `octant synth`: writes a random-weight checkpoint of a named shape.

#include "app/cli/command.h"

namespace octant::cli {

Command register_synth(CLI::App& app);

}  // namespace octant::cli
