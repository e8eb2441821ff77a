// The tree of messages: paths through it, versions, and the user's messages.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/store/history_store.h"
#include "app/store/rows.h"

namespace octant::store {

namespace {

Status no_message(int64_t id) {
  return not_found(fmt::format("the history has no message {}", id));
}

// The column of ids that `statement` gives.
Result<std::vector<int64_t>> read_ids(Statement& statement) {
  std::vector<int64_t> ids;
  RETURN_IF_ERROR(statement.for_each_row([&] { return statement.read(ids.emplace_back()); }));
  return ids;
}

// Where a message stands: its conversation and its parent.
struct Place {
  int64_t conversation_id = 0;
  int64_t parent_id = 0;
};

Result<Place> place_of(Database& database, int64_t id) {
  ASSIGN_OR_RETURN(Statement statement,
                   database.prepare("SELECT conversation_id, parent_id FROM message"
                                    " WHERE id = ?1 AND trashed_ms IS NULL"));
  RETURN_IF_ERROR(statement.bind_all(id));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return no_message(id);
  Place place;
  RETURN_IF_ERROR(statement.read(place.conversation_id, place.parent_id));
  return place;
}

}  // namespace

Result<Message> HistoryStore::message(int64_t id) {
  ASSIGN_OR_RETURN(Statement statement,
                   database_.prepare(fmt::format(
                       "SELECT {} FROM message AS m WHERE m.id = ?1 AND m.trashed_ms IS NULL",
                       kMessageColumns)));
  RETURN_IF_ERROR(statement.bind_all(id));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return no_message(id);
  Message found;
  RETURN_IF_ERROR(read_message(statement, found));
  return found;
}

Result<std::vector<PathMessage>> HistoryStore::active_path(int64_t conversation_id) {
  RETURN_IF_ERROR(require_conversation(conversation_id));
  // From the leaf up, an index look-up each. CROSS JOIN keeps SQLite from reading all messages of
  // the conversation first. Versions are counted in the index alone.
  ASSIGN_OR_RETURN(
      Statement statement,
      database_.prepare(fmt::format(
          "WITH RECURSIVE path (id) AS ("
          " SELECT active_leaf FROM conversation WHERE id = ?1 AND active_leaf IS NOT NULL"
          " UNION ALL"
          " SELECT p.parent_id FROM path JOIN message AS p ON p.id = path.id"
          " WHERE p.parent_id IS NOT NULL)"
          " SELECT {},"
          " (SELECT count(*) FROM message AS s WHERE s.conversation_id = ?1"
          "  AND s.parent_id IS m.parent_id AND s.trashed_ms IS NULL AND s.id <= m.id),"
          " (SELECT count(*) FROM message AS s WHERE s.conversation_id = ?1"
          "  AND s.parent_id IS m.parent_id AND s.trashed_ms IS NULL)"
          " FROM path CROSS JOIN message AS m ON m.id = path.id",
          kMessageColumns)));
  RETURN_IF_ERROR(statement.bind_all(conversation_id));
  std::vector<PathMessage> path;
  RETURN_IF_ERROR(statement.for_each_row([&] {
    PathMessage& at = path.emplace_back();
    return read_message(statement, at.message, at.version, at.num_versions);
  }));
  // Parents are older than their children, so ages are the order of the path.
  std::sort(path.begin(), path.end(),
            [](const PathMessage& a, const PathMessage& b) { return a.message.id < b.message.id; });
  return path;
}

Result<std::vector<int64_t>> HistoryStore::children(int64_t conversation_id, int64_t parent_id) {
  ASSIGN_OR_RETURN(Statement statement,
                   database_.prepare("SELECT id FROM message WHERE conversation_id = ?1"
                                     " AND parent_id IS nullif(?2, 0) AND trashed_ms IS NULL"
                                     " ORDER BY id"));
  RETURN_IF_ERROR(statement.bind_all(conversation_id, parent_id));
  return read_ids(statement);
}

Result<std::vector<int64_t>> HistoryStore::siblings(int64_t id) {
  ASSIGN_OR_RETURN(const Place place, place_of(database_, id));
  return children(place.conversation_id, place.parent_id);
}

Result<int64_t> HistoryStore::newest_leaf(int64_t id) {
  ASSIGN_OR_RETURN(const Place place, place_of(database_, id));
  return database_.query<int64_t>(
      "WITH RECURSIVE down (id) AS ("
      " VALUES (?2) UNION ALL"
      " SELECT (SELECT max(c.id) FROM message AS c WHERE c.conversation_id = ?1"
      "  AND c.parent_id = down.id AND c.trashed_ms IS NULL)"
      " FROM down WHERE down.id IS NOT NULL)"
      " SELECT max(id) FROM down",
      place.conversation_id, id);
}

Status HistoryStore::set_active_leaf(int64_t id) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  ASSIGN_OR_RETURN(const Place place, place_of(database_, id));
  RETURN_IF_ERROR(database_.run("UPDATE conversation SET active_leaf = ?2 WHERE id = ?1",
                                place.conversation_id, id));
  return transaction.commit();
}

Status HistoryStore::touch(int64_t conversation_id, int64_t active_leaf) {
  return database_.run("UPDATE conversation SET updated_ms = ?2, active_leaf = ?3 WHERE id = ?1",
                       conversation_id, options_.now_ms(), active_leaf);
}

Result<int64_t> HistoryStore::insert_message(const Message& message) {
  if (message.parent_id != 0) {
    const auto parent = place_of(database_, message.parent_id);
    if (!parent.ok()) return parent.status();
    if (parent->conversation_id != message.conversation_id) {
      return invalid_argument(fmt::format("message {} belongs to another conversation than {}",
                                          message.parent_id, message.conversation_id));
    }
  }
  const AnswerStats& stats = message.stats;
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO message (conversation_id, parent_id, role, content, reasoning, created_ms,"
      " finished_ms, state, error, finish_reason, params_json, model, prompt_tokens,"
      " completion_tokens, cached_tokens, ttft_ms, prefill_ms, decode_ms, reasoning_ms,"
      " draft_proposed, draft_accepted) VALUES (?1, nullif(?2, 0), ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
      "?10, ?11, ?12, ?13,"
      " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
      message.conversation_id, message.parent_id, to_string(message.role), message.content,
      message.reasoning, message.created_ms, message.finished_ms, to_string(message.state),
      message.error, message.finish_reason, message.params_json, message.model, stats.prompt_tokens,
      stats.completion_tokens, stats.cached_tokens, stats.ttft_ms, stats.prefill_ms,
      stats.decode_ms, stats.reasoning_ms, stats.draft_proposed, stats.draft_accepted));
  return database_.last_insert_id();
}

Result<int64_t> HistoryStore::add_user_message(int64_t conversation_id, int64_t parent_id,
                                               std::string_view content) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kFull));
  RETURN_IF_ERROR(require_conversation(conversation_id));
  Message message;
  message.conversation_id = conversation_id;
  message.parent_id = parent_id;
  message.content = content;
  message.created_ms = options_.now_ms();
  message.finished_ms = message.created_ms;
  ASSIGN_OR_RETURN(const int64_t id, insert_message(message));
  RETURN_IF_ERROR(touch(conversation_id, id));
  RETURN_IF_ERROR(
      database_.run("UPDATE conversation SET draft_text = '' WHERE id = ?1", conversation_id));
  RETURN_IF_ERROR(transaction.commit());
  return id;
}

}  // namespace octant::store
