#pragma once
// The conversation loop of `octant chat`.
//
// A line is a message, or a command if it begins with "/" ("//" sends a message that begins with
// "/"). A backslash at the end of a line continues the message on the next one. Ctrl-C stops an
// answer; at the prompt it says how to leave. The end of input (Ctrl-D) and /quit leave.
//
// Asking, stopping and keeping are the session's (app/session/session.h).

#include "app/cli/chat_state.h"
#include "app/cli/services.h"

namespace octant::cli {

// Returns the exit code: 0 after /quit or the end of input; 1 if the engine was lost or input
// cannot be read; 130 after Ctrl-C at the prompt if standard input is no terminal.
int run_repl(Services& services, ChatState state);

}  // namespace octant::cli
