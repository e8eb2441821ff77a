#pragma once
// A conversation in the terminal: what was said, and how the next answer is made.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/api/engine.h"

namespace octant::cli {

struct ChatState {
  api::Engine& engine;
  std::string model_name;  // for people
  std::string system;      // empty: no system prompt
  api::GenerateOptions options;
  bool show_routing = false;  // after each answer

  // User and assistant in turn. The last one is the user's if it got no answer.
  std::vector<api::Message> messages = {};
  std::optional<api::DoneEvent> last_done = {};
  uint64_t num_regenerated = 0;  // of the last answer; added to the seed so that it differs
  int64_t num_answers = 0;
  int64_t completion_tokens = 0;
};

}  // namespace octant::cli
