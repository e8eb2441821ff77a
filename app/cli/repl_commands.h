#pragma once
// The commands of the terminal chat: /help and what it lists.

#include <string_view>

#include "app/cli/chat_state.h"
#include "app/cli/services.h"

namespace octant::cli {

enum class ReplAction {
  kPrompt,      // go on with the next line
  kRegenerate,  // answer the last message again; there is one
  kContinue,    // go on with the last answer; it broke off
  kLeave,
};

// Runs a line that begins with "/". What is wrong with it is said on `services.out`, and changes
// nothing.
ReplAction run_repl_command(Services& services, ChatState& state, std::string_view line);

}  // namespace octant::cli
