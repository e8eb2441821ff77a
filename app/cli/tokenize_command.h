#pragma once
// `octant tokenize`: text on stdin to token ids, and back.

#include "app/cli/command.h"

namespace octant::cli {

Command register_tokenize(CLI::App& app);

}  // namespace octant::cli
