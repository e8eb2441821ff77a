#pragma once
// Where the chat in the terminal keeps its conversations: in the user's history; or in memory,
// where that is asked for, or where the history cannot be written.

#include <cstdint>
#include <map>
#include <optional>

#include "app/cli/services.h"
#include "app/store/history_store.h"
#include "kernels/core/status.h"

namespace octant::cli {

class ChatHistory {
 public:
  // In memory: no file of the user's history is made or read. Errors: kOutOfMemory.
  static Result<ChatHistory> in_memory();
  // The user's history. Where another Octant writes it, it is read along, and what is said goes to
  // memory; where it cannot be opened, there is memory alone. One line on stderr says so.
  static Result<ChatHistory> open(Services& services);

  // What is said goes here; it can always be written.
  store::HistoryStore& store() { return store_; }
  // False: only this chat's own conversations are listed.
  bool lists_users() const { return read_ || !store_.is_in_memory(); }

  // Pinned first, then the latest. Ids are those that take() takes.
  Result<store::ListPage> list(int32_t limit);
  // The id of the conversation that changed last. Errors: kNotFound if there is none.
  Result<int64_t> latest();
  // The id in store() of a listed conversation. One that is read along is copied there, once.
  // Errors: kNotFound if it is not there.
  Result<int64_t> take(int64_t id);

 private:
  explicit ChatHistory(store::HistoryStore store) : store_(std::move(store)) {}
  store::HistoryStore& listed() { return read_ ? *read_ : store_; }

  store::HistoryStore store_;
  std::optional<store::HistoryStore> read_;  // another Octant's
  std::map<int64_t, int64_t> copies_;        // from ids in read_ to ids in store_
};

}  // namespace octant::cli
