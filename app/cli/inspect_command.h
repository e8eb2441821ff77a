#pragma once
// `octant inspect`: a report on a model's files, from their headers alone.

#include "app/cli/command.h"

namespace octant::cli {

Command register_inspect(CLI::App& app);

}  // namespace octant::cli
