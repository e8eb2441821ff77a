#pragma once
// Tells the reasoning of a reply from its answer, token by token.

#include <cstdint>
#include <optional>

#include "models/chat/chat_encoder.h"

namespace octant {

enum class ReplyPart {
  kReasoning,
  kAnswer,
  kMarker,  // <think> or </think> itself: belongs to neither
};

class ReasoningSplitter {
 public:
  // `think_id` and `end_think_id` are those of <think> and </think>; without them all is answer,
  // unless `start` says that it begins with reasoning, which then nothing ends.
  ReasoningSplitter(ReplyStart start, std::optional<int32_t> think_id,
                    std::optional<int32_t> end_think_id)
      : in_reasoning_(start == ReplyStart::kThinking),
        think_id_(think_id),
        end_think_id_(end_think_id) {}

  // What the next generated token is part of. <think> begins reasoning only as the reply's first
  // token, and </think> ends it once; anywhere else both are ordinary text of their part.
  ReplyPart push(int32_t id);

 private:
  bool in_reasoning_;
  bool at_start_ = true;
  std::optional<int32_t> think_id_;
  std::optional<int32_t> end_think_id_;
};

}  // namespace octant
