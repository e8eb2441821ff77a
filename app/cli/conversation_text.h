#pragma once
// Conversations as text for a terminal, filtered.

#include <string>
#include <vector>

#include "app/store/records.h"

namespace octant::cli {

// Its row in a list: id, date, title, (pinned), [folder], #tags; with the newline.
std::string conversation_row(const store::ConversationSummary& conversation);

// Where a conversation stands that is opened again: its title, the number of messages on `path`,
// and the last question with its answer.
std::string opened_text(const store::Conversation& conversation,
                        const std::vector<store::PathMessage>& path);

}  // namespace octant::cli
