#pragma once
// From rows of a statement to records, with the columns that each needs.

#include <string_view>

#include "app/store/database.h"
#include "app/store/records.h"
#include "kernels/core/status.h"

namespace octant::store {

std::string_view to_string(Role role);
std::string_view to_string(MessageState state);

// Columns of a Message, of a table that is called m.
inline constexpr std::string_view kMessageColumns =
    "m.id, m.conversation_id, m.parent_id, m.role, m.content, m.reasoning, m.created_ms,"
    " m.finished_ms, m.state, m.error, m.finish_reason, m.params_json, m.model,"
    " m.prompt_tokens, m.completion_tokens, m.cached_tokens, m.ttft_ms, m.prefill_ms, m.decode_ms,"
    " m.reasoning_ms, m.draft_proposed, m.draft_accepted";

// Reads them; further columns follow in `more`. Errors: kCorrupt for a role or state that is none.
template <typename... More>
Status read_message(Statement& statement, Message& message, More&... more);

// Columns of a ConversationSummary, of a table that is called c. Its tags come with it, since
// asking for them row by row takes three times as long as the rows; between them stands U+FDD0, a
// noncharacter of Unicode, which texts do not contain.
inline constexpr std::string_view kSummaryColumns =
    "c.id, c.title, c.created_ms, c.updated_ms, c.trashed_ms, c.pinned, c.archived, c.folder,"
    " c.model, coalesce((SELECT group_concat(tag, char(0xFDD0)) FROM conversation_tag"
    " WHERE conversation_id = c.id), '')";

Status read_summary(Statement& statement, ConversationSummary& summary);

// The tags of a conversation, sorted.
Result<std::vector<std::string>> read_tags(Database& database, int64_t conversation_id);

// Errors: kCorrupt.
Result<Role> parse_role(std::string_view text);
Result<MessageState> parse_state(std::string_view text);

template <typename... More>
Status read_message(Statement& statement, Message& message, More&... more) {
  std::string role;
  std::string state;
  AnswerStats& stats = message.stats;
  RETURN_IF_ERROR(statement.read(
      message.id, message.conversation_id, message.parent_id, role, message.content,
      message.reasoning, message.created_ms, message.finished_ms, state, message.error,
      message.finish_reason, message.params_json, message.model, stats.prompt_tokens,
      stats.completion_tokens, stats.cached_tokens, stats.ttft_ms, stats.prefill_ms,
      stats.decode_ms, stats.reasoning_ms, stats.draft_proposed, stats.draft_accepted, more...));
  ASSIGN_OR_RETURN(message.role, parse_role(role));
  ASSIGN_OR_RETURN(message.state, parse_state(state));
  return {};
}

}  // namespace octant::store
