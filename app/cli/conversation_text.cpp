#include "app/cli/conversation_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "app/cli/terminal_text.h"
#include "app/export/date_text.h"
#include "app/text/numbers.h"

namespace octant::cli {

namespace {

std::string shown_title(std::string_view title) {
  return title.empty() ? "(no title)" : terminal_line(title);
}

}  // namespace

std::string conversation_row(const store::ConversationSummary& conversation) {
  std::string row =
      fmt::format("{:>6}  {:<20}  {}", conversation.id,
                  exporting::date_text(conversation.updated_ms), shown_title(conversation.title));
  if (conversation.pinned) row += "  (pinned)";
  if (!conversation.folder.empty()) {
    row += fmt::format("  [{}]", terminal_line(conversation.folder));
  }
  for (const std::string& tag : conversation.tags) row += " #" + terminal_line(tag);
  return row + "\n";
}

std::string opened_text(const store::Conversation& conversation,
                        const std::vector<store::PathMessage>& path) {
  std::string text = fmt::format("opened: {} ({} messages)\n", shown_title(conversation.title),
                                 with_thousands(std::ssize(path)));
  // From the last question on: what the next one will be about.
  const auto question = std::find_if(path.rbegin(), path.rend(), [](const auto& shown) {
    return shown.message.role == store::Role::kUser;
  });
  const auto end_of_rest = path.begin() + (path.rend() - question) - (question != path.rend());
  for (auto shown = end_of_rest; shown != path.end(); ++shown) {
    const bool is_question = shown->message.role == store::Role::kUser;
    text += (is_question ? "> " : "") + terminal_text(shown->message.content) + "\n";
  }
  return text;
}

}  // namespace octant::cli
