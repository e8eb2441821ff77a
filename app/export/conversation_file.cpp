#include "app/export/conversation_file.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "app/text/utf8.h"

namespace octant::exporting {

std::vector<const store::Message*> active_path(const ConversationFile& file) {
  std::unordered_map<int64_t, const store::Message*> by_id;
  for (const store::Message& message : file.messages) by_id.emplace(message.id, &message);
  std::vector<const store::Message*> path;
  for (int64_t id = file.conversation.active_leaf; id != 0;) {
    const auto found = by_id.find(id);
    // A path cannot be longer than the tree unless parents go round in a circle.
    if (found == by_id.end() || path.size() == file.messages.size()) break;
    path.push_back(found->second);
    id = found->second->parent_id;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::string title_from_messages(const ConversationFile& file) {
  constexpr std::string_view kSpace = " \t\r\n";
  for (const store::Message& message : file.messages) {
    const std::string_view text = message.content;
    const size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) continue;
    const std::string_view line = text.substr(begin, text.find_first_of("\r\n", begin) - begin);
    const std::string_view cut = first_code_points(line, kMostTitleCodePoints);
    return std::string(cut).append(cut.size() < line.size() ? "…" : "");
  }
  return "";
}

}  // namespace octant::exporting
