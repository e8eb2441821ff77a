#include "app/session/conversation_lists.h"

#include <algorithm>
#include <utility>

namespace octant::session {

Status ConversationPages::list_more(store::HistoryStore& history) {
  if (!has_more_) return {};
  // Whoever draws the list asks again with every frame, so one failure has to be enough.
  has_more_ = false;
  store::ListQuery query = query_;
  query.limit = kPage;
  if (!rows_.empty()) {
    const store::ConversationSummary& last = rows_.back();
    query.after = store::ListQuery::Position{last.pinned, last.updated_ms, last.id};
  }
  ASSIGN_OR_RETURN(const store::ListPage page, history.list_conversations(query));
  rows_.insert(rows_.end(), page.rows.begin(), page.rows.end());
  has_more_ = page.next.has_value();
  return {};
}

Result<ConversationPages> ConversationPages::read_again(store::HistoryStore& history) const {
  store::ListQuery query = query_;
  query.limit = std::max(kPage, static_cast<int32_t>(rows_.size()));
  ASSIGN_OR_RETURN(store::ListPage page, history.list_conversations(query));
  ConversationPages again(query_);
  again.rows_ = std::move(page.rows);
  again.has_more_ = page.next.has_value();
  return again;
}

void ConversationPages::forget() {
  rows_.clear();
  has_more_ = true;
}

Status ConversationLists::list_again() {
  ASSIGN_OR_RETURN(store::SidebarCounts counts, history_.sidebar_counts());
  ASSIGN_OR_RETURN(ConversationPages pinned, pinned_.read_again(history_));
  ASSIGN_OR_RETURN(ConversationPages unfiled, unfiled_.read_again(history_));
  std::vector<FolderList> folders;
  for (store::NameCount& count : counts.folders) {
    const auto before = std::find_if(folders_.begin(), folders_.end(), [&](const FolderList& list) {
      return list.name == count.name;
    });
    ConversationPages pages({.pinned = false, .folder = count.name});
    if (before != folders_.end() && !before->pages.rows().empty()) {
      ASSIGN_OR_RETURN(pages, before->pages.read_again(history_));
    }
    folders.push_back({std::move(count.name), count.num_conversations, std::move(pages)});
  }
  if (archived_.rows().empty()) {
    archived_.forget();
  } else {
    ASSIGN_OR_RETURN(archived_, archived_.read_again(history_));
  }
  // Nothing fails from here on, so that the lists belong together.
  pinned_ = std::move(pinned);
  unfiled_ = std::move(unfiled);
  folders_ = std::move(folders);
  num_archived_ = counts.num_archived;
  ++revision_;
  return {};
}

Status ConversationLists::list_more(ConversationPages& pages) {
  RETURN_IF_ERROR(pages.list_more(history_));
  ++revision_;
  return {};
}

}  // namespace octant::session
