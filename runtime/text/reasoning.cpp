#include "runtime/text/reasoning.h"

namespace octant {

ReplyPart ReasoningSplitter::push(int32_t id) {
  const bool first = at_start_;
  at_start_ = false;
  if (first && id == think_id_) {
    // Also in a reply that begins with reasoning: some models write the tag once more.
    in_reasoning_ = true;
    return ReplyPart::kMarker;
  }
  if (in_reasoning_ && id == end_think_id_) {
    in_reasoning_ = false;
    return ReplyPart::kMarker;
  }
  return in_reasoning_ ? ReplyPart::kReasoning : ReplyPart::kAnswer;
}

}  // namespace octant
