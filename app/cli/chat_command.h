#pragma once
// `octant chat`: one answer with --prompt, one a line of a file with --batch, a conversation that
// the history keeps without either.

#include "app/cli/command.h"

namespace octant::cli {

Command register_chat(CLI::App& app);

}  // namespace octant::cli
