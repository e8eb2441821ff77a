// What was recorded of answers. A chunk is written once and never changed.

#include <fmt/format.h>

#include "app/store/history_store.h"
#include "app/store/recording_codec.h"

namespace octant::store {

namespace {

Status require_message(Database& database, int64_t id) {
  ASSIGN_OR_RETURN(const auto count,
                   database.query<int64_t>("SELECT count(*) FROM message WHERE id = ?1", id));
  return count == 1 ? Status() : not_found(fmt::format("the history has no message {}", id));
}

// Calls `use`, a Status(bytes), on each blob that `sql` gives for the message.
template <typename Use>
Status for_each_recording(Database& database, std::string_view sql, int64_t message_id, Use&& use) {
  ASSIGN_OR_RETURN(Statement statement, database.prepare(sql));
  RETURN_IF_ERROR(statement.bind_all(message_id));
  std::vector<std::byte> data;
  return statement.for_each_row([&]() -> Status {
    RETURN_IF_ERROR(statement.read(data));
    return use(data).with_context(fmt::format("{}: message {}", database.name(), message_id));
  });
}

}  // namespace

Status HistoryStore::append_routing(int64_t message_id, const RoutingTrace& trace) {
  ASSIGN_OR_RETURN(const std::vector<std::byte> data, encode(trace));
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_message(database_, message_id));
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO routing_chunk (message_id, chunk, data) VALUES (?1,"
      " (SELECT coalesce(max(chunk) + 1, 0) FROM routing_chunk WHERE message_id = ?1), ?2)",
      message_id, data));
  return transaction.commit();
}

Status HistoryStore::append_tokens(int64_t message_id, std::span<const TokenRecord> tokens) {
  ASSIGN_OR_RETURN(const std::vector<std::byte> data, encode(tokens));
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_message(database_, message_id));
  RETURN_IF_ERROR(database_.run(
      "INSERT INTO token_chunk (message_id, chunk, data) VALUES (?1,"
      " (SELECT coalesce(max(chunk) + 1, 0) FROM token_chunk WHERE message_id = ?1), ?2)",
      message_id, data));
  return transaction.commit();
}

Status HistoryStore::set_histogram(int64_t message_id, const ExpertHistogram& histogram) {
  ASSIGN_OR_RETURN(const std::vector<std::byte> data, encode(histogram));
  ASSIGN_OR_RETURN(Transaction transaction, begin_write(Durability::kNormal));
  RETURN_IF_ERROR(require_message(database_, message_id));
  RETURN_IF_ERROR(
      database_.run("INSERT OR REPLACE INTO expert_histogram (message_id, data) VALUES (?1, ?2)",
                    message_id, data));
  return transaction.commit();
}

Result<ExpertHistogram> HistoryStore::histogram(int64_t message_id) {
  ExpertHistogram histogram;
  RETURN_IF_ERROR(for_each_recording(database_,
                                     "SELECT data FROM expert_histogram WHERE message_id = ?1",
                                     message_id, [&](std::span<const std::byte> data) -> Status {
                                       ASSIGN_OR_RETURN(histogram, decode_histogram(data));
                                       return {};
                                     }));
  return histogram;
}

Result<RoutingTrace> HistoryStore::routing(int64_t message_id) {
  RoutingTrace trace;
  RETURN_IF_ERROR(for_each_recording(
      database_, "SELECT data FROM routing_chunk WHERE message_id = ?1 ORDER BY chunk", message_id,
      [&](std::span<const std::byte> data) { return decode_onto(data, trace); }));
  return trace;
}

Result<std::vector<TokenRecord>> HistoryStore::tokens(int64_t message_id) {
  std::vector<TokenRecord> tokens;
  RETURN_IF_ERROR(for_each_recording(
      database_, "SELECT data FROM token_chunk WHERE message_id = ?1 ORDER BY chunk", message_id,
      [&](std::span<const std::byte> data) { return decode_onto(data, tokens); }));
  return tokens;
}

}  // namespace octant::store
