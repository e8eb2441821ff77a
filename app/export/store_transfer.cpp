#include "app/export/store_transfer.h"

#include <algorithm>
#include <utility>

namespace octant::exporting {

namespace {

using store::HistoryStore;

constexpr int32_t kPageRows = 500;

// The ids of all messages, oldest first: parents are older than their children.
Result<std::vector<int64_t>> message_ids(HistoryStore& store, int64_t conversation) {
  ASSIGN_OR_RETURN(std::vector<int64_t> ids, store.children(conversation, 0));
  for (size_t at = 0; at < ids.size(); ++at) {
    ASSIGN_OR_RETURN(const std::vector<int64_t> below, store.children(conversation, ids[at]));
    ids.insert(ids.end(), below.begin(), below.end());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<Recording> read_recording(HistoryStore& store, int64_t message, const ReadOptions& options) {
  Recording recording;
  if (options.histograms) {
    ASSIGN_OR_RETURN(recording.histogram, store.histogram(message));
  }
  if (options.routing) {
    ASSIGN_OR_RETURN(recording.routing, store.routing(message));
    ASSIGN_OR_RETURN(recording.tokens, store.tokens(message));
  }
  return recording;
}

Status put_recording(HistoryStore& store, int64_t message, const Recording& recording) {
  if (!recording.histogram.counts.empty()) {
    RETURN_IF_ERROR(store.set_histogram(message, recording.histogram));
  }
  if (!recording.routing.tokens.empty()) {
    RETURN_IF_ERROR(store.append_routing(message, recording.routing));
  }
  return recording.tokens.empty() ? Status() : store.append_tokens(message, recording.tokens);
}

Status put_recordings(HistoryStore& store, int64_t conversation, const ConversationFile& file) {
  if (file.recordings.empty()) return {};
  // Messages were added one after the other, so their new ids rise in the same order.
  ASSIGN_OR_RETURN(const std::vector<int64_t> ids, message_ids(store, conversation));
  for (size_t i = 0; i < ids.size() && i < file.messages.size(); ++i) {
    const auto recording = file.recordings.find(file.messages[i].id);
    if (recording == file.recordings.end()) continue;
    RETURN_IF_ERROR(put_recording(store, ids[i], recording->second));
  }
  return {};
}

}  // namespace

Result<ConversationFile> read_conversation(HistoryStore& store, int64_t id,
                                           const ReadOptions& options) {
  ConversationFile file;
  ASSIGN_OR_RETURN(file.conversation, store.conversation(id));
  ASSIGN_OR_RETURN(const std::vector<int64_t> ids, message_ids(store, id));
  for (const int64_t message_id : ids) {
    ASSIGN_OR_RETURN(file.messages.emplace_back(), store.message(message_id));
    ASSIGN_OR_RETURN(Recording recording, read_recording(store, message_id, options));
    if (!recording.empty()) file.recordings.emplace(message_id, std::move(recording));
  }
  return file;
}

Result<std::vector<int64_t>> all_conversations(HistoryStore& store) {
  std::vector<int64_t> ids;
  for (const bool archived : {false, true}) {
    store::ListQuery query{.archived = archived, .limit = kPageRows};
    do {
      ASSIGN_OR_RETURN(const store::ListPage page, store.list_conversations(query));
      for (const store::ConversationSummary& row : page.rows) ids.push_back(row.id);
      query.after = page.next;
    } while (query.after);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<int64_t> put_conversation(HistoryStore& store, ConversationFile file) {
  for (store::Message& message : file.messages) {
    if (message.state != store::MessageState::kStreaming) continue;
    message.state = store::MessageState::kInterrupted;
  }
  ASSIGN_OR_RETURN(const int64_t id, store.add_conversation(file.conversation, file.messages));
  Status status = put_recordings(store, id, file);
  if (status.ok()) return id;
  // The reason counts, not whether the disk had room for the deletion.
  static_cast<void>(store.delete_conversation(id).ok());
  return status;
}

}  // namespace octant::exporting
