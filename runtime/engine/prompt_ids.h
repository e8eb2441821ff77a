#pragma once
// From the messages of a conversation to the ids that the model is given: the one way for the
// engine and for whoever shows a prompt.

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/chat.h"
#include "runtime/folder/model_folder.h"

namespace octant {

// The whole prompt, begin-of-sentence first, ready for the answer. Not checked against the context.
// Errors: those of ChatEncoder::encode() and encode_prompt().
Result<std::vector<int32_t>> prompt_ids(const ModelFolder& folder,
                                        std::span<const api::Message> messages,
                                        const ChatEncodeOptions& options);

}  // namespace octant
