#pragma once
// The project's own format, which keeps everything: "octant.conversations", version 1.
//
//   document     = {"format": "octant.conversations", "version": 1,
//                   "conversations": [conversation, ...]}
//   conversation = {"title": text, "title_is_own": bool, "created_ms": ms, "updated_ms": ms,
//                   "pinned": bool, "archived": bool, "folder": text, "tags": [text, ...],
//                   "model": text, "system_prompt": text, "settings_json": text, "draft_text":
//                   text, "active_leaf": id, "messages": [message, ...]}
//   message      = {"id": id, "parent": id, "role": "system" | "user" | "assistant",
//                   "content": text, "reasoning": text, "created_ms": ms, "finished_ms": ms,
//                   "state": "complete" | "stopped" | "interrupted" | "failed" | "streaming",
//                   "error": text, "finish_reason": text, "params_json": text, "model": text,
//                   "stats": stats, "experts": experts, "routing": routing, "tokens": [token, ...]}
//   stats        = {"prompt_tokens": n, "completion_tokens": n, "cached_tokens": n, "ttft_ms": x,
//                   "prefill_ms": x, "decode_ms": x, "reasoning_ms": x,
//                   "draft_proposed": n, "draft_accepted": n}
//   experts      = {"layers": n, "experts": n, "counts": [n, ...]}       counts: [layers, experts]
//   routing      = {"layers": n, "k": n, "tokens": [[position, is_prompt, accepted], ...],
//                   "topk_idx": [n, ...], "topk_weights": [x, ...]}      both: [tokens, layers, k]
//   token        = [id, logprob, num_text_bytes, drafted, is_reasoning]
//   id           = 1, 2, ...: the place of a message in its array; 0 is none
//   ms           = whole milliseconds since 1970; 0 is never
//
// The fields mean what they mean in app/store/records.h. A field that has its default (0, "",
// false,
// [], "complete") is left out, and a field that is missing has it; only "id", "role" and "messages"
// must be there. Fields that are not named here are ignored. A parent comes before its children.
// Numbers that are not finite are written as 0. One conversation stands on one line.
//
// What is written depends on the conversation alone: import and export give the same bytes again.

#include <string>
#include <string_view>

#include "app/export/conversation_file.h"
#include "app/export/json_fields.h"
#include "kernels/core/status.h"

namespace octant::exporting {

inline constexpr std::string_view kOctantFormat = "octant.conversations";
inline constexpr int64_t kOctantVersion = 1;

// The document is head, conversations with kOctantSeparator between them, and tail.
std::string octant_head();
inline constexpr std::string_view kOctantSeparator = ",\n";
inline constexpr std::string_view kOctantTail = "\n]}\n";

// A `conversation` of the grammar. Text that is not UTF-8 gets U+FFFD.
std::string octant_json_text(const ConversationFile& file);

// Errors: kCorrupt, with the field.
Result<ConversationFile> read_octant_json(const Json& conversation);

}  // namespace octant::exporting
