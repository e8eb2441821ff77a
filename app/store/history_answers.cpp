// Answers from their beginning to their end.

#include <fmt/format.h>

#include "app/store/history_store.h"
#include "app/store/recording_codec.h"
#include "app/store/rows.h"

namespace octant::store {

Status HistoryStore::require_streaming(int64_t id) {
  ASSIGN_OR_RETURN(Statement statement,
                   database_.prepare("SELECT state = 'streaming' FROM message WHERE id = ?1"));
  RETURN_IF_ERROR(statement.bind_all(id));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return not_found(fmt::format("the history has no message {}", id));
  bool streaming = false;
  RETURN_IF_ERROR(statement.read(streaming));
  if (streaming) return {};
  return invalid_argument(fmt::format("message {} is not streaming", id));
}

Result<int64_t> HistoryStore::begin_answer(const NewAnswer& answer) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_conversation(answer.conversation_id));
  Message message;
  message.conversation_id = answer.conversation_id;
  message.parent_id = answer.parent_id;
  message.role = Role::kAssistant;
  message.created_ms = options_.now_ms();
  message.state = MessageState::kStreaming;
  message.model = answer.model;
  message.params_json = answer.params_json;
  ASSIGN_OR_RETURN(const int64_t id, insert_message(message));
  RETURN_IF_ERROR(touch(answer.conversation_id, id));
  RETURN_IF_ERROR(transaction.commit());
  return id;
}

Status HistoryStore::append_answer(int64_t id, const AnswerText& text) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_streaming(id));
  RETURN_IF_ERROR(database_.run(
      "UPDATE message SET content = content || ?2, reasoning = reasoning || ?3 WHERE id = ?1", id,
      text.content, text.reasoning));
  return transaction.commit();
}

Status HistoryStore::finish_answer(int64_t id, const AnswerEnd& end) {
  if (end.state == MessageState::kStreaming) {
    return invalid_argument("an answer cannot end as one that is streaming");
  }
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kFull));
  RETURN_IF_ERROR(require_streaming(id));
  const int64_t now = options_.now_ms();
  const AnswerStats& stats = end.stats;
  RETURN_IF_ERROR(database_.run(
      "UPDATE message SET state = ?2, content = ?3, reasoning = ?4, error = ?5,"
      " finish_reason = ?6, finished_ms = ?7, prompt_tokens = ?8, completion_tokens = ?9,"
      " cached_tokens = ?10, ttft_ms = ?11, prefill_ms = ?12, decode_ms = ?13,"
      " draft_proposed = ?14, draft_accepted = ?15, reasoning_ms = ?16 WHERE id = ?1",
      id, to_string(end.state), end.content, end.reasoning, end.error, end.finish_reason, now,
      stats.prompt_tokens, stats.completion_tokens, stats.cached_tokens, stats.ttft_ms,
      stats.prefill_ms, stats.decode_ms, stats.draft_proposed, stats.draft_accepted,
      stats.reasoning_ms));
  RETURN_IF_ERROR(
      database_.run("UPDATE conversation SET updated_ms = ?2"
                    " WHERE id = (SELECT conversation_id FROM message WHERE id = ?1)",
                    id, now));
  if (end.histogram != nullptr) {
    ASSIGN_OR_RETURN(const std::vector<std::byte> data, encode(*end.histogram));
    RETURN_IF_ERROR(database_.run(
        "INSERT OR REPLACE INTO expert_histogram (message_id, data) VALUES (?1, ?2)", id, data));
  }
  return transaction.commit();
}

Status HistoryStore::resume_answer(int64_t id) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(message(id).status());
  RETURN_IF_ERROR(
      database_.run("UPDATE message SET state = 'streaming', finished_ms = 0, error = '',"
                    " finish_reason = ''"
                    " WHERE id = ?1 AND role = 'assistant' AND state <> 'streaming'",
                    id));
  if (database_.num_changes() == 0) {
    return invalid_argument(fmt::format("message {} is not an answer that has ended", id));
  }
  return transaction.commit();
}

}  // namespace octant::store
