// Deleting, undoing it, and making it final.

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "app/store/history_store.h"
#include "app/store/rows.h"

namespace octant::store {

namespace {

// A file is rewritten by way of a copy. Up to this size the copy is made in memory; a larger one,
// which routing traces make, goes into an unnamed file in SQLite's folder for such.
constexpr int64_t kLargestCopyInMemory = int64_t{256} << 20;

Result<int64_t> size_of(Database& database) {
  return database.query<int64_t>(
      "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
}

// Rows that are cleared leave copies of themselves behind where SQLite had moved them from one page
// to another, secure_delete or not; only a file that is written anew has none.
Status rewrite(Database& database) {
  ASSIGN_OR_RETURN(const int64_t size, size_of(database));
  const bool in_file = size > kLargestCopyInMemory;
  if (in_file) RETURN_IF_ERROR(database.run_script("PRAGMA temp_store = FILE"));
  const Status status = database.run_script("VACUUM");
  if (in_file) RETURN_IF_ERROR(database.run_script("PRAGMA temp_store = MEMORY"));
  return status;
}

Status truncate_log(Database& database) {
  ASSIGN_OR_RETURN(const auto busy, database.query<int64_t>("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (busy == 0) return {};
  return io_error(fmt::format("{}: deleted text stays in the log while another program reads it",
                              database.name()));
}

}  // namespace

Status HistoryStore::delete_conversation(int64_t id) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_conversation(id));
  RETURN_IF_ERROR(database_.run("UPDATE conversation SET trashed_ms = ?2 WHERE id = ?1", id,
                                options_.now_ms()));
  return transaction.commit();
}

Status HistoryStore::restore_conversation(int64_t id) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(database_.run(
      "UPDATE conversation SET trashed_ms = NULL WHERE id = ?1 AND trashed_ms IS NOT NULL", id));
  if (database_.num_changes() == 0) {
    return not_found(fmt::format("the history has no deleted conversation {}", id));
  }
  return transaction.commit();
}

Result<std::vector<ConversationSummary>> HistoryStore::trashed_conversations() {
  ASSIGN_OR_RETURN(Statement statement,
                   database_.prepare(
                       fmt::format("SELECT {} FROM conversation AS c WHERE c.trashed_ms IS NOT NULL"
                                   " ORDER BY c.trashed_ms DESC, c.id DESC",
                                   kSummaryColumns)));
  std::vector<ConversationSummary> rows;
  RETURN_IF_ERROR(
      statement.for_each_row([&] { return read_summary(statement, rows.emplace_back()); }));
  return rows;
}

Status HistoryStore::delete_message(int64_t id) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  ASSIGN_OR_RETURN(const Message root, message(id));
  RETURN_IF_ERROR(database_.run(
      "WITH RECURSIVE below (id) AS (VALUES (?2) UNION ALL"
      " SELECT m.id FROM below JOIN message AS m"
      " ON m.conversation_id = ?1 AND m.parent_id = below.id AND m.trashed_ms IS NULL)"
      " UPDATE message SET trashed_ms = ?3, trash_root = ?2 WHERE id IN (SELECT id FROM below)",
      root.conversation_id, id, options_.now_ms()));
  RETURN_IF_ERROR(
      database_.run("UPDATE conversation SET active_leaf = nullif(?2, 0) WHERE id = ?1"
                    " AND active_leaf IN (SELECT id FROM message WHERE trash_root = ?3)",
                    root.conversation_id, root.parent_id, id));
  return transaction.commit();
}

Status HistoryStore::restore_message(int64_t id) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(database_.run(
      "UPDATE message SET trashed_ms = NULL, trash_root = NULL WHERE trash_root = ?1", id));
  if (database_.num_changes() == 0) {
    return invalid_argument(fmt::format("message {} was not deleted", id));
  }
  ASSIGN_OR_RETURN(const Message root, message(id));
  if (root.parent_id != 0 && !message(root.parent_id).ok()) {
    return invalid_argument(fmt::format("message {} follows one that is deleted", id));
  }
  ASSIGN_OR_RETURN(const int64_t leaf, newest_leaf(id));
  RETURN_IF_ERROR(database_.run("UPDATE conversation SET active_leaf = ?2 WHERE id = ?1",
                                root.conversation_id, leaf));
  return transaction.commit();
}

Result<bool> HistoryStore::purge_unfinished() {
  return database_.query<bool>("SELECT purge_unfinished FROM upkeep");
}

Status HistoryStore::empty_of_deleted_text() {
  RETURN_IF_ERROR(database_.set_durability(std::min(Durability::kFull, options_.strongest)));
  // Merges the index into one segment: what was deleted stays in the others until then.
  RETURN_IF_ERROR(database_.run_script(
      "INSERT INTO message_index (message_index) VALUES ('optimize');"
      "INSERT INTO conversation_index (conversation_index) VALUES ('optimize')"));
  RETURN_IF_ERROR(rewrite(database_));
  if (is_in_memory()) return {};
  RETURN_IF_ERROR(truncate_log(database_));
  for (const Migration& migration : options_.migrations) {
    std::error_code error;
    std::filesystem::remove(backup_before_migration(path_, migration.version), error);
    if (error) return io_error(fmt::format("{}: {}", path_.string(), error.message()));
  }
  return {};
}

Result<Purged> HistoryStore::purge(int64_t cutoff_ms) {
  Purged purged;
  {
    ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kFull));
    RETURN_IF_ERROR(database_.run("DELETE FROM conversation WHERE trashed_ms <= ?1", cutoff_ms));
    purged.num_conversations = database_.num_changes();
    // Whatever follows a deleted message was deleted before or with it, whatever the clock said.
    RETURN_IF_ERROR(
        database_.run("WITH RECURSIVE below (id, conversation_id) AS ("
                      " SELECT id, conversation_id FROM message WHERE trashed_ms <= ?1 UNION"
                      " SELECT m.id, m.conversation_id FROM below JOIN message AS m"
                      " ON m.conversation_id = below.conversation_id AND m.parent_id = below.id)"
                      " DELETE FROM message WHERE id IN (SELECT id FROM below)",
                      cutoff_ms));
    purged.num_messages = database_.num_changes();
    if (purged.num_conversations + purged.num_messages > 0) {
      RETURN_IF_ERROR(database_.run("UPDATE upkeep SET purge_unfinished = 1"));
    }
    RETURN_IF_ERROR(transaction.commit());
  }
  ASSIGN_OR_RETURN(const bool unfinished, purge_unfinished());
  if (!unfinished) return purged;
  RETURN_IF_ERROR(empty_of_deleted_text());
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kFull));
  RETURN_IF_ERROR(database_.run("UPDATE upkeep SET purge_unfinished = 0"));
  RETURN_IF_ERROR(transaction.commit());
  return purged;
}

}  // namespace octant::store
