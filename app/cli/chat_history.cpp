#include "app/cli/chat_history.h"

#include <limits>
#include <string>
#include <utility>

#include "app/cli/failure.h"
#include "app/cli/history_access.h"
#include "app/export/store_transfer.h"

namespace octant::cli {

Result<ChatHistory> ChatHistory::in_memory() {
  ASSIGN_OR_RETURN(store::HistoryStore store, store::HistoryStore::open_in_memory());
  return ChatHistory(std::move(store));
}

Result<ChatHistory> ChatHistory::open(Services& services) {
  Result<store::HistoryStore> users = open_history(services);
  if (users.ok() && !users->is_read_only()) return ChatHistory(std::move(users).value());
  print_reason(services, (users.ok() ? "another Octant writes to the history"
                                     : std::string(users.status().message())) +
                             "; this chat is not kept");
  ASSIGN_OR_RETURN(ChatHistory history, in_memory());
  if (users.ok()) history.read_.emplace(std::move(users).value());
  return history;
}

Result<store::ListPage> ChatHistory::list(int32_t limit) {
  return listed().list_conversations({.limit = limit});
}

Result<int64_t> ChatHistory::latest() {
  constexpr int64_t kNewest = std::numeric_limits<int64_t>::max();
  // Pinned ones come first in a list, so the latest is its first row or the first without a pin.
  ASSIGN_OR_RETURN(const store::ListPage first, listed().list_conversations({.limit = 1}));
  ASSIGN_OR_RETURN(
      const store::ListPage unpinned,
      listed().list_conversations({.limit = 1,
                                   .after = store::ListQuery::Position{
                                       .pinned = false, .updated_ms = kNewest, .id = kNewest}}));
  if (first.rows.empty()) return not_found("the history has no conversation to continue");
  if (unpinned.rows.empty()) return first.rows[0].id;
  const bool pinned_is_later = first.rows[0].updated_ms > unpinned.rows[0].updated_ms;
  return (pinned_is_later ? first : unpinned).rows[0].id;
}

Result<int64_t> ChatHistory::take(int64_t id) {
  if (!read_) {
    RETURN_IF_ERROR(store_.conversation(id).status());
    return id;
  }
  if (const auto copy = copies_.find(id); copy != copies_.end()) return copy->second;
  ASSIGN_OR_RETURN(exporting::ConversationFile file, exporting::read_conversation(*read_, id, {}));
  ASSIGN_OR_RETURN(const int64_t copy, exporting::put_conversation(store_, std::move(file)));
  copies_[id] = copy;
  return copy;
}

}  // namespace octant::cli
