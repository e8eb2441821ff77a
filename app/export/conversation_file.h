#pragma once
// ConversationFile: one conversation with its whole tree, away from the database. Exporters take
// it, importers give it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/store/records.h"

namespace octant::exporting {

// What was recorded of one answer. Each part may be empty.
struct Recording {
  store::ExpertHistogram histogram;
  store::RoutingTrace routing;
  std::vector<store::TokenRecord> tokens;

  bool empty() const {
    return histogram.counts.empty() && routing.tokens.empty() && tokens.empty();
  }
};

struct ConversationFile {
  store::Conversation conversation;
  // Parents before children; siblings by age. Ids are those of the history they were read from; an
  // importer numbers them 1, 2, ..., and leaves the ids of conversations 0.
  std::vector<store::Message> messages;
  std::map<int64_t, Recording> recordings;  // by message id
};

// From the first message to the active leaf; empty if there is no leaf, or it is not there.
// The pointers are into `file`.
std::vector<const store::Message*> active_path(const ConversationFile& file);

// A title for a conversation that has none: the first line of its first message that has text, cut
// to kMostTitleCodePoints. Empty if there is no text.
std::string title_from_messages(const ConversationFile& file);
inline constexpr int kMostTitleCodePoints = 60;  // about what a sidebar shows in two lines

}  // namespace octant::exporting
