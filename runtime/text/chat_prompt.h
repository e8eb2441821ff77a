#pragma once
// From the pieces of a chat format to the prompt's ids.

#include <cstdint>
#include <vector>

#include "kernels/core/status.h"
#include "models/chat/chat_encoder.h"
#include "runtime/text/tokenizer.h"

namespace octant {

// Control pieces become their id. Text between two control pieces is tokenized as one string,
// however many pieces it came in, and never gives a control token. So the ids are those of
// tokenizing the whole rendered string, except where a message contains a control token's name.
// Errors: kNotFound naming a control token that the vocabulary lacks.
Result<std::vector<int32_t>> encode_prompt(const Tokenizer& tokenizer,
                                           const std::vector<ChatPiece>& pieces);

}  // namespace octant
