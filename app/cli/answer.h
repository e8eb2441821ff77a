#pragma once
// One answer: a request to the engine and its events up to the end.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/interrupt.h"
#include "kernels/core/status.h"
#include "runtime/api/engine.h"

namespace octant::cli {

struct Answer {
  std::string text;
  std::string reasoning;
  std::vector<int32_t> tokens;  // as generated, reasoning and end token included
  api::DoneEvent done;
  bool engine_lost = false;  // a fault: the engine takes no more requests
};

// What wants to see the answer while it comes. Each may be empty.
struct AnswerObserver {
  std::function<void(const api::PrefillProgress&)> on_prefill;
  std::function<void(api::TextKind, std::string_view)> on_text;  // never empty
};

// How long a Ctrl-C may go unseen while an answer is waited for: events that come wake the wait at
// once.
inline constexpr std::chrono::milliseconds kPollTimeout{50};
// A cancelled request ends within a step; an engine that does not manage this is not waited for.
inline constexpr std::chrono::milliseconds kCancelPatience{2000};

// Submits and waits. Ctrl-C (`interrupt`, which is taken) cancels: the answer so far comes back
// with kCancelled. A fault of the engine comes back as an answer with kError. Errors: those of
// Engine::submit.
Result<Answer> generate_answer(api::Engine& engine, api::ChatRequest request, Interrupt& interrupt,
                               const AnswerObserver& observer,
                               std::chrono::milliseconds cancel_patience = kCancelPatience);

}  // namespace octant::cli
