#pragma once
// What the loop of the terminal chat and its commands work on. The conversation itself, and how its
// answers are made, is the session's.

#include <cstdint>
#include <optional>
#include <string>

#include "app/cli/chat_history.h"
#include "app/session/session.h"
#include "runtime/api/engine.h"

namespace octant::cli {

struct ChatState {
  api::Engine& engine;
  session::Session& session;  // on that engine and history.store()
  ChatHistory& history;
  std::string model_name;     // for people
  bool show_routing = false;  // after each answer

  std::optional<api::DoneEvent> last_done = {};  // since the conversation was begun or opened
  int64_t num_answers = 0;
  int64_t completion_tokens = 0;
};

}  // namespace octant::cli
