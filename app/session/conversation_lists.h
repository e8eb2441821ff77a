#pragma once
// The conversations as a sidebar shows them: pinned ones, one list a folder, those in no folder,
// and the archive. Each list is read from the history by pages, when somebody comes near its end;
// one that nobody looks at is never read. Every conversation stands in one list: a pinned one among
// the pinned, whatever its folder, and an archived one in the archive.
//
// Threads: the history's.

#include <cstdint>
#include <string>
#include <vector>

#include "app/store/history_store.h"
#include "kernels/core/status.h"

namespace octant::session {

// One list, as far as it was read.
class ConversationPages {
 public:
  static constexpr int32_t kPage = 200;  // conversations read at a time

  // `query` without a limit and a position.
  explicit ConversationPages(store::ListQuery query) : query_(std::move(query)) {}

  // Pinned first, then the latest.
  const std::vector<store::ConversationSummary>& rows() const { return rows_; }
  // Also before the first page. After a failure there is nothing more until it is read again.
  bool has_more() const { return has_more_; }
  Status list_more(store::HistoryStore& history);
  // The list as it is now, with as many rows, so that one that was scrolled down does not jump.
  Result<ConversationPages> read_again(store::HistoryStore& history) const;
  // Back to before the first page.
  void forget();

 private:
  store::ListQuery query_;
  std::vector<store::ConversationSummary> rows_;
  bool has_more_ = true;
};

struct FolderList {
  std::string name;
  int64_t num_conversations = 0;
  ConversationPages pages;
};

class ConversationLists {
 public:
  explicit ConversationLists(store::HistoryStore& history) : history_(history) {}

  ConversationPages& pinned() { return pinned_; }
  // By name; none is empty.
  std::vector<FolderList>& folders() { return folders_; }
  ConversationPages& unfiled() { return unfiled_; }  // in no folder
  ConversationPages& archived() { return archived_; }
  int64_t num_archived() const { return num_archived_; }

  // Reads anew what was read. Where that fails, the lists stay as they were.
  Status list_again();
  Status list_more(ConversationPages& pages);
  // Counts changes of the lists, for who keeps something made from them.
  uint64_t revision() const { return revision_; }

 private:
  store::HistoryStore& history_;
  ConversationPages pinned_{{.pinned = true}};
  std::vector<FolderList> folders_;
  ConversationPages unfiled_{{.pinned = false, .folder = ""}};
  ConversationPages archived_{{.archived = true}};
  int64_t num_archived_ = 0;
  uint64_t revision_ = 0;
};

}  // namespace octant::session
