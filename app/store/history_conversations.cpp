// Conversations and the sidebar.

#include <limits>
#include <unordered_map>

#include <fmt/format.h>

#include "app/store/history_store.h"
#include "app/store/rows.h"

namespace octant::store {

namespace {

Status no_conversation(int64_t id) {
  return not_found(fmt::format("the history has no conversation {}", id));
}

Result<std::vector<NameCount>> read_counts(Database& database, std::string_view sql) {
  ASSIGN_OR_RETURN(Statement statement, database.prepare(sql));
  std::vector<NameCount> counts;
  RETURN_IF_ERROR(statement.for_each_row([&] {
    NameCount& count = counts.emplace_back();
    return statement.read(count.name, count.num_conversations);
  }));
  return counts;
}

Status write_tags(Database& database, int64_t id, std::span<const std::string> tags) {
  for (const std::string& tag : tags) {
    if (tag.empty()) continue;
    RETURN_IF_ERROR(database.run(
        "INSERT OR IGNORE INTO conversation_tag (conversation_id, tag) VALUES (?1, ?2)", id, tag));
  }
  return {};
}

}  // namespace

Status HistoryStore::require_conversation(int64_t id) {
  ASSIGN_OR_RETURN(const auto count,
                   database_.query<int64_t>("SELECT count(*) FROM conversation"
                                            " WHERE id = ?1 AND trashed_ms IS NULL",
                                            id));
  return count == 1 ? Status() : no_conversation(id);
}

Result<int64_t> HistoryStore::create_conversation(const NewConversation& conversation) {
  const int64_t now = options_.now_ms();
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO conversation (created_ms, updated_ms, title, folder, model, system_prompt,"
      " settings_json) VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6)",
      now, conversation.title, conversation.folder, conversation.model, conversation.system_prompt,
      conversation.settings_json));
  const int64_t id = database_.last_insert_id();
  RETURN_IF_ERROR(transaction.commit());
  return id;
}

Result<Conversation> HistoryStore::conversation(int64_t id) {
  ASSIGN_OR_RETURN(
      Statement statement,
      database_.prepare("SELECT id, title, title_is_own, created_ms, updated_ms, pinned, archived,"
                        " folder, model, system_prompt, settings_json, draft_text, active_leaf"
                        " FROM conversation WHERE id = ?1 AND trashed_ms IS NULL"));
  RETURN_IF_ERROR(statement.bind_all(id));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return no_conversation(id);
  Conversation found;
  RETURN_IF_ERROR(statement.read(found.id, found.title, found.title_is_own, found.created_ms,
                                 found.updated_ms, found.pinned, found.archived, found.folder,
                                 found.model, found.system_prompt, found.settings_json,
                                 found.draft_text, found.active_leaf));
  ASSIGN_OR_RETURN(found.tags, read_tags(database_, id));
  return found;
}

Result<ListPage> HistoryStore::list_conversations(const ListQuery& query) {
  constexpr int64_t kNewest = std::numeric_limits<int64_t>::max();
  const ListQuery::Position after =
      query.after.value_or(ListQuery::Position{true, kNewest, kNewest});
  // A folder is looked up in its own index and sorted; without the "+" SQLite would walk the whole
  // sidebar for it, since that index is in order. Those in no folder are most, so for them it may.
  const bool in_one_folder = query.folder && !query.folder->empty();
  ASSIGN_OR_RETURN(Statement statement,
                   database_.prepare(fmt::format(
                       "SELECT {} FROM conversation AS c"
                       " WHERE c.trashed_ms IS NULL AND {}c.archived = ?1 AND {}"
                       " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM conversation_tag AS t"
                       " WHERE t.conversation_id = c.id AND t.tag = ?3))"
                       " AND (?4 IS NULL OR c.pinned = ?4)"
                       " AND (c.pinned, c.updated_ms, c.id) < (?5, ?6, ?7)"
                       " ORDER BY c.pinned DESC, c.updated_ms DESC, c.id DESC LIMIT ?8",
                       kSummaryColumns, in_one_folder ? "+" : "",
                       in_one_folder ? "c.folder = ?2" : "(?2 IS NULL OR c.folder = ?2)")));
  // One more than is asked for tells whether there is another page.
  RETURN_IF_ERROR(statement.bind_all(query.archived, query.folder, query.tag, query.pinned,
                                     after.pinned, after.updated_ms, after.id,
                                     int64_t{query.limit} + 1));
  ListPage page;
  RETURN_IF_ERROR(
      statement.for_each_row([&] { return read_summary(statement, page.rows.emplace_back()); }));
  if (std::ssize(page.rows) > query.limit) {
    page.rows.pop_back();
    if (!page.rows.empty()) {
      const ConversationSummary& last = page.rows.back();
      page.next = ListQuery::Position{last.pinned, last.updated_ms, last.id};
    }
  }
  return page;
}

Result<std::vector<NameCount>> HistoryStore::folders() {
  return read_counts(database_,
                     "SELECT folder, count(*) FROM conversation"
                     " WHERE trashed_ms IS NULL AND folder <> '' GROUP BY folder ORDER BY folder");
}

Result<std::vector<NameCount>> HistoryStore::tags() {
  return read_counts(database_,
                     "SELECT t.tag, count(*) FROM conversation_tag AS t"
                     " JOIN conversation AS c ON c.id = t.conversation_id"
                     " WHERE c.trashed_ms IS NULL GROUP BY t.tag ORDER BY t.tag");
}

Result<SidebarCounts> HistoryStore::sidebar_counts() {
  SidebarCounts counts;
  ASSIGN_OR_RETURN(counts.folders,
                   read_counts(database_,
                               "SELECT folder, count(*) FROM conversation WHERE trashed_ms IS NULL"
                               " AND folder > '' AND archived = 0 AND pinned = 0"
                               " GROUP BY folder ORDER BY folder"));
  ASSIGN_OR_RETURN(counts.num_archived,
                   database_.query<int64_t>("SELECT count(*) FROM conversation"
                                            " WHERE trashed_ms IS NULL AND archived = 1"));
  return counts;
}

template <typename Value>
Status HistoryStore::change_conversation(int64_t id, std::string_view sql, const Value& value) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(database_.run(sql, id, value));
  if (database_.num_changes() == 0) return no_conversation(id);
  return transaction.commit();
}

Status HistoryStore::rename(int64_t id, std::string_view title) {
  return change_conversation(id,
                             "UPDATE conversation SET title = ?2, title_is_own = 1"
                             " WHERE id = ?1 AND trashed_ms IS NULL",
                             title);
}

Status HistoryStore::suggest_title(int64_t id, std::string_view title) {
  return change_conversation(id,
                             "UPDATE conversation SET title = iif(title_is_own, title, ?2)"
                             " WHERE id = ?1 AND trashed_ms IS NULL",
                             title);
}

Status HistoryStore::set_pinned(int64_t id, bool pinned) {
  return change_conversation(
      id, "UPDATE conversation SET pinned = ?2 WHERE id = ?1 AND trashed_ms IS NULL", pinned);
}

Status HistoryStore::set_archived(int64_t id, bool archived) {
  return change_conversation(
      id, "UPDATE conversation SET archived = ?2 WHERE id = ?1 AND trashed_ms IS NULL", archived);
}

Status HistoryStore::set_folder(int64_t id, std::string_view folder) {
  return change_conversation(
      id, "UPDATE conversation SET folder = ?2 WHERE id = ?1 AND trashed_ms IS NULL", folder);
}

Status HistoryStore::set_model(int64_t id, std::string_view model) {
  return change_conversation(
      id, "UPDATE conversation SET model = ?2 WHERE id = ?1 AND trashed_ms IS NULL", model);
}

Status HistoryStore::set_system_prompt(int64_t id, std::string_view text) {
  return change_conversation(
      id, "UPDATE conversation SET system_prompt = ?2 WHERE id = ?1 AND trashed_ms IS NULL", text);
}

Status HistoryStore::set_settings(int64_t id, std::string_view json) {
  return change_conversation(
      id, "UPDATE conversation SET settings_json = ?2 WHERE id = ?1 AND trashed_ms IS NULL", json);
}

Status HistoryStore::set_draft(int64_t id, std::string_view text) {
  return change_conversation(
      id, "UPDATE conversation SET draft_text = ?2 WHERE id = ?1 AND trashed_ms IS NULL", text);
}

Status HistoryStore::set_tags(int64_t id, std::span<const std::string> tags) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_conversation(id));
  RETURN_IF_ERROR(database_.run("DELETE FROM conversation_tag WHERE conversation_id = ?1", id));
  RETURN_IF_ERROR(write_tags(database_, id, tags));
  return transaction.commit();
}

Result<int64_t> HistoryStore::add_conversation(const Conversation& conversation,
                                               std::span<const Message> messages) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kFull));
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO conversation (created_ms, updated_ms, pinned, archived, title_is_own, title,"
      " folder, model, system_prompt, settings_json, draft_text)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
      conversation.created_ms, conversation.updated_ms, conversation.pinned, conversation.archived,
      conversation.title_is_own, conversation.title, conversation.folder, conversation.model,
      conversation.system_prompt, conversation.settings_json, conversation.draft_text));
  const int64_t id = database_.last_insert_id();
  RETURN_IF_ERROR(write_tags(database_, id, conversation.tags));

  std::unordered_map<int64_t, int64_t> new_ids = {{0, 0}};
  for (const Message& message : messages) {
    const auto parent = new_ids.find(message.parent_id);
    if (parent == new_ids.end()) {
      return invalid_argument(fmt::format("message {} comes before its parent {}, or without it",
                                          message.id, message.parent_id));
    }
    if (message.state == MessageState::kStreaming) {
      return invalid_argument(fmt::format("message {} is streaming", message.id));
    }
    Message added = message;
    added.conversation_id = id;
    added.parent_id = parent->second;
    ASSIGN_OR_RETURN(new_ids[message.id], insert_message(added));
  }
  const auto leaf = new_ids.find(conversation.active_leaf);
  if (leaf == new_ids.end()) {
    return invalid_argument(fmt::format("the active leaf {} is no message of the conversation",
                                        conversation.active_leaf));
  }
  RETURN_IF_ERROR(database_.run("UPDATE conversation SET active_leaf = nullif(?2, 0) WHERE id = ?1",
                                id, leaf->second));
  RETURN_IF_ERROR(transaction.commit());
  return id;
}

}  // namespace octant::store
