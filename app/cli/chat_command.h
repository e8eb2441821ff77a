#pragma once
// `octant chat`: one answer with --prompt, a conversation without.

#include "app/cli/command.h"

namespace octant::cli {

Command register_chat(CLI::App& app);

}  // namespace octant::cli
