#pragma once
// The answer that a session has on its way, followed to its end.

#include <chrono>

#include "app/cli/answer.h"
#include "app/cli/interrupt.h"
#include "app/session/session.h"

namespace octant::cli {

// Tells `observer` what comes until the answer has ended; nothing happens where none is on its way.
// Ctrl-C (`interrupt`, which is taken) stops the answer; after `cancel_patience` it is abandoned.
void follow_answer(session::Session& session, Interrupt& interrupt, const AnswerObserver& observer,
                   std::chrono::milliseconds cancel_patience = kCancelPatience);

}  // namespace octant::cli
