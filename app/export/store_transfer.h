#pragma once
// Conversations out of a history and into one.

#include <cstdint>
#include <vector>

#include "app/export/conversation_file.h"
#include "app/store/history_store.h"
#include "kernels/core/status.h"

namespace octant::exporting {

struct ReadOptions {
  bool histograms = false;
  bool routing = false;  // traces and tokens: some ten bytes for each token, layer and expert
};

// Errors: as of HistoryStore; kNotFound if it is not there or deleted.
Result<ConversationFile> read_conversation(store::HistoryStore& store, int64_t id,
                                           const ReadOptions& options);

// Of all that are not deleted, archived ones included; in the order in which they were made.
Result<std::vector<int64_t>> all_conversations(store::HistoryStore& store);

// Adds it as a new conversation and returns its id. An answer that is streaming becomes one that
// was interrupted. Errors: as of HistoryStore; what was added until then is in the trash.
Result<int64_t> put_conversation(store::HistoryStore& store, ConversationFile file);

}  // namespace octant::exporting
