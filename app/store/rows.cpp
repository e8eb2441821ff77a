#include "app/store/rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace octant::store {

namespace {

using namespace std::string_view_literals;

constexpr std::array kRoles = {
    std::pair(Role::kSystem, "system"sv),
    std::pair(Role::kUser, "user"sv),
    std::pair(Role::kAssistant, "assistant"sv),
};

constexpr std::array kStates = {
    std::pair(MessageState::kStreaming, "streaming"sv),
    std::pair(MessageState::kComplete, "complete"sv),
    std::pair(MessageState::kStopped, "stopped"sv),
    std::pair(MessageState::kInterrupted, "interrupted"sv),
    std::pair(MessageState::kFailed, "failed"sv),
};

template <typename Names, typename Value>
std::string_view name_of(const Names& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  CHECK(false);
  return "";
}

}  // namespace

std::string_view to_string(Role role) {
  return name_of(kRoles, role);
}
std::string_view to_string(MessageState state) {
  return name_of(kStates, state);
}

Result<Role> parse_role(std::string_view text) {
  for (const auto& [role, name] : kRoles) {
    if (name == text) return role;
  }
  return corrupt(fmt::format("a message of the history has the role \"{}\"", text));
}

Result<MessageState> parse_state(std::string_view text) {
  for (const auto& [state, name] : kStates) {
    if (name == text) return state;
  }
  return corrupt(fmt::format("a message of the history has the state \"{}\"", text));
}

Status read_summary(Statement& statement, ConversationSummary& summary) {
  constexpr std::string_view kBetween = "\xef\xb7\x90";  // U+FDD0
  std::string joined;
  RETURN_IF_ERROR(statement.read(summary.id, summary.title, summary.created_ms, summary.updated_ms,
                                 summary.trashed_ms, summary.pinned, summary.archived,
                                 summary.folder, summary.model, joined));
  std::string_view rest = joined;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(kBetween), rest.size());
    summary.tags.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + kBetween.size()));
  }
  std::sort(summary.tags.begin(), summary.tags.end());
  return {};
}

Result<std::vector<std::string>> read_tags(Database& database, int64_t conversation_id) {
  ASSIGN_OR_RETURN(
      Statement statement,
      database.prepare("SELECT tag FROM conversation_tag WHERE conversation_id = ?1 ORDER BY tag"));
  RETURN_IF_ERROR(statement.bind_all(conversation_id));
  std::vector<std::string> tags;
  RETURN_IF_ERROR(statement.for_each_row([&] { return statement.read(tags.emplace_back()); }));
  return tags;
}

}  // namespace octant::store
