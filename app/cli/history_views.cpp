#include "app/cli/history_views.h"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/conversation_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/history_access.h"
#include "app/cli/json_text.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"
#include "app/export/message_notes.h"
#include "app/store/paths.h"

namespace octant::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kMostRows = 100'000;  // what a list may be asked for

struct ListFlags {
  store::ListQuery query;
  bool trash = false;
  bool json = false;
};

struct ShowFlags {
  int64_t id = 0;
  bool json = false;
};

struct SearchFlags {
  std::string text;
  int32_t limit = 50;
  bool json = false;
};

CLI::Option* add_id(CLI::App& app, int64_t& id) {
  return add_value(
      app, "id", "ID",
      [&id](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(id, parse_conversation_id(text));
        return {};
      },
      "The conversation, by the id that octant history list shows (required)");
}

Json summary_json(const store::ConversationSummary& row) {
  return {{"id", row.id},
          {"title", row.title},
          {"created_ms", row.created_ms},
          {"updated_ms", row.updated_ms},
          {"trashed_ms", row.trashed_ms},
          {"pinned", row.pinned},
          {"archived", row.archived},
          {"folder", row.folder},
          {"tags", row.tags},
          {"model", row.model}};
}

Result<std::vector<store::ConversationSummary>> read_rows(Services& services,
                                                          const ListFlags& flags, bool& more) {
  ASSIGN_OR_RETURN(store::HistoryStore store, open_history(services));
  if (!flags.trash) {
    ASSIGN_OR_RETURN(store::ListPage page, store.list_conversations(flags.query));
    more = page.next.has_value();
    return std::move(page.rows);
  }
  ASSIGN_OR_RETURN(auto rows, store.trashed_conversations());
  const auto limit = static_cast<size_t>(flags.query.limit);
  more = rows.size() > limit;
  if (more) rows.resize(limit);
  return rows;
}

int run_list(Services& services, const ListFlags& flags) {
  bool more = false;
  const auto rows = read_rows(services, flags, more);
  if (!rows.ok()) return fail(services, rows.status(), flags.json);
  if (flags.json) {
    Json json = {{"conversations", Json::array()}, {"more", more}};
    for (const auto& row : *rows) json["conversations"].push_back(summary_json(row));
    services.out << json_text(json);
    return kExitOk;
  }
  for (const auto& row : *rows) services.out << conversation_row(row);
  if (more) services.err << fmt::format("more than {}: --limit shows them\n", flags.query.limit);
  return kExitOk;
}

struct Shown {
  store::Conversation conversation;
  std::vector<store::PathMessage> path;
};

Result<Shown> read_shown(Services& services, int64_t id) {
  ASSIGN_OR_RETURN(store::HistoryStore store, open_history(services));
  Shown shown;
  ASSIGN_OR_RETURN(shown.conversation, store.conversation(id));
  ASSIGN_OR_RETURN(shown.path, store.active_path(id));
  return shown;
}

Json shown_json(const Shown& shown) {
  const store::Conversation& head = shown.conversation;
  Json json = {{"id", head.id},
               {"title", head.title},
               {"created_ms", head.created_ms},
               {"updated_ms", head.updated_ms},
               {"model", head.model},
               {"folder", head.folder},
               {"tags", head.tags},
               {"system_prompt", head.system_prompt},
               {"messages", Json::array()}};
  for (const auto& [message, version, num_versions] : shown.path) {
    json["messages"].push_back({{"id", message.id},
                                {"role", exporting::role_name(message.role)},
                                {"content", message.content},
                                {"reasoning", message.reasoning},
                                {"note", exporting::message_note(message)},
                                {"version", version},
                                {"num_versions", num_versions}});
  }
  return json;
}

std::string shown_text(const Shown& shown) {
  std::string text = shown.conversation.title + "\n";
  const auto section = [&text](std::string_view name, const std::string& content) {
    if (!content.empty()) text += fmt::format("\n--- {}\n{}\n", name, content);
  };
  section("System", shown.conversation.system_prompt);
  for (const auto& [message, version, num_versions] : shown.path) {
    std::string name(exporting::role_title(message.role));
    if (num_versions > 1) name += fmt::format(" (version {} of {})", version, num_versions);
    section("Reasoning", message.reasoning);
    section(name, message.content);
    section("Note", exporting::message_note(message));
  }
  return text;
}

int run_show(Services& services, const ShowFlags& flags) {
  const auto shown = read_shown(services, flags.id);
  if (!shown.ok()) return fail(services, shown.status(), flags.json);
  services.out << (flags.json ? json_text(shown_json(*shown)) : terminal_text(shown_text(*shown)));
  return kExitOk;
}

Result<std::vector<store::SearchHit>> search(Services& services, const SearchFlags& flags) {
  ASSIGN_OR_RETURN(store::HistoryStore store, open_history(services));
  return store.search(flags.text, flags.limit);
}

Json hit_json(const store::SearchHit& hit) {
  return {{"conversation", hit.conversation_id},
          {"title", hit.title},
          {"message", hit.message_id},
          {"created_ms", hit.created_ms},
          {"text", hit.snippet.text}};
}

int run_search(Services& services, const SearchFlags& flags) {
  const auto hits = search(services, flags);
  if (!hits.ok()) return fail(services, hits.status(), flags.json);
  if (flags.json) {
    Json json = {{"hits", Json::array()}};
    for (const auto& hit : *hits) json["hits"].push_back(hit_json(hit));
    services.out << json_text(json);
    return kExitOk;
  }
  for (const auto& hit : *hits) {
    services.out << fmt::format("{:>6}  {}\n", hit.conversation_id, terminal_line(hit.title));
    if (hit.message_id != 0) {
      services.out << fmt::format("        {}\n", terminal_line(hit.snippet.text));
    }
  }
  return kExitOk;
}

int run_path(Services& services, bool json) {
  const auto path = store::history_path(services.environment);
  if (!path.ok()) return fail(services, path.status(), json);
  services.out << (json ? json_text({{"path", path->string()}})
                        : terminal_line(path->string()) + "\n");
  return kExitOk;
}

}  // namespace

Command register_history_list(CLI::App& history) {
  CLI::App* const list = history.add_subcommand(
      "list", "The conversations: pinned first, then the latest; id, date, title, [folder], #tags");
  auto flags = std::make_shared<ListFlags>();
  list->add_flag("--archived", flags->query.archived, "Those that are archived");
  list->add_flag("--trash", flags->trash, "Those that are deleted and can be restored");
  add_integer(
      *list, "--limit", {1, kMostRows},
      [flags](int64_t limit) { flags->query.limit = static_cast<int32_t>(limit); },
      "At most so many (default 100)");
  list->add_flag("--json", flags->json, "One JSON document: conversations, more");
  return {list, [flags](Services& services) { return run_list(services, *flags); }};
}

Command register_history_show(CLI::App& history) {
  CLI::App* const show =
      history.add_subcommand("show", "The messages of a conversation, as they were last on screen");
  auto flags = std::make_shared<ShowFlags>();
  add_id(*show, flags->id)->required();
  show->add_flag("--json", flags->json, "One JSON document instead of the text");
  return {show, [flags](Services& services) { return run_show(services, *flags); }};
}

Command register_history_search(CLI::App& history) {
  CLI::App* const command = history.add_subcommand(
      "search", "Titles and messages with all these words; also tag:NAME, folder:NAME, pinned:yes");
  auto flags = std::make_shared<SearchFlags>();
  add_text(*command, "text", "TEXT", flags->text, "Words and \"phrases in quotes\" (required)")
      ->required();
  add_integer(
      *command, "--limit", {1, kMostRows},
      [flags](int64_t limit) { flags->limit = static_cast<int32_t>(limit); },
      "At most so many (default 50)");
  command->add_flag("--json", flags->json, "One JSON document: hits");
  return {command, [flags](Services& services) { return run_search(services, *flags); }};
}

Command register_history_path(CLI::App& history) {
  CLI::App* const path = history.add_subcommand(
      "path",
      "Where the history lies: below $OCTANT_HOME, else $XDG_DATA_HOME, else ~/.local/share");
  auto json = std::make_shared<bool>(false);
  path->add_flag("--json", *json, "One JSON document: path");
  return {path, [json](Services& services) { return run_path(services, *json); }};
}

}  // namespace octant::cli
