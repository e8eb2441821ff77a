// Settings, statistics, backups and checks.

#include <fmt/format.h>

#include "app/store/backup.h"
#include "app/store/history_store.h"

namespace octant::store {

Result<std::optional<std::string>> HistoryStore::setting(std::string_view key) {
  ASSIGN_OR_RETURN(Statement statement,
                   database_.prepare("SELECT value FROM setting WHERE key = ?1"));
  RETURN_IF_ERROR(statement.bind_all(key));
  ASSIGN_OR_RETURN(const bool has_row, statement.step());
  if (!has_row) return std::optional<std::string>();
  std::string value;
  RETURN_IF_ERROR(statement.read(value));
  return std::optional<std::string>(std::move(value));
}

Status HistoryStore::set_setting(std::string_view key, std::string_view value) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(
      database_.run("INSERT INTO setting (key, value) VALUES (?1, ?2)"
                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    key, value));
  return transaction.commit();
}

Status HistoryStore::remove_setting(std::string_view key) {
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(database_.run("DELETE FROM setting WHERE key = ?1", key));
  return transaction.commit();
}

Result<HistoryStatistics> HistoryStore::statistics() {
  HistoryStatistics found;
  {
    ASSIGN_OR_RETURN(
        Statement statement,
        database_.prepare("SELECT count(*) FILTER (WHERE trashed_ms IS NULL),"
                          " count(*) FILTER (WHERE trashed_ms IS NULL AND archived),"
                          " count(*) FILTER (WHERE trashed_ms IS NOT NULL) FROM conversation"));
    RETURN_IF_ERROR(statement.for_each_row([&] {
      return statement.read(found.num_conversations, found.num_archived, found.num_trashed);
    }));
  }
  {
    ASSIGN_OR_RETURN(
        Statement statement,
        database_.prepare("SELECT count(*), count(*) FILTER (WHERE m.role = 'assistant'),"
                          " sum(m.completion_tokens) FROM message AS m"
                          " JOIN conversation AS c ON c.id = m.conversation_id"
                          " WHERE m.trashed_ms IS NULL AND c.trashed_ms IS NULL"));
    RETURN_IF_ERROR(statement.for_each_row([&] {
      return statement.read(found.num_messages, found.num_answers, found.completion_tokens);
    }));
  }
  ASSIGN_OR_RETURN(found.num_traces, database_.query<int64_t>(
                                         "SELECT count(DISTINCT message_id) FROM routing_chunk"));
  ASSIGN_OR_RETURN(found.database_bytes,
                   database_.query<int64_t>(
                       "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
  return found;
}

Status HistoryStore::back_up_to(const std::filesystem::path& path) {
  return back_up(database_, path);
}

Status HistoryStore::check_integrity() {
  {
    ASSIGN_OR_RETURN(Statement statement, database_.prepare("PRAGMA integrity_check(1)"));
    std::string problem;
    RETURN_IF_ERROR(statement.for_each_row([&] { return statement.read(problem); }));
    if (problem != "ok") return corrupt(fmt::format("{}: {}", path_.string(), problem));
  }
  // FTS5 compares its index with the text (rank 1) by way of an INSERT, which a reader cannot make.
  if (is_read_only()) return {};
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO message_index (message_index, rank) VALUES ('integrity-check', 1)"));
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO conversation_index (conversation_index, rank) VALUES ('integrity-check', 1)"));
  return transaction.commit();
}

}  // namespace octant::store
