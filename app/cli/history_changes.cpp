#include "app/cli/history_changes.h"

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/history_access.h"
#include "app/cli/json_text.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"
#include "app/export/import.h"
#include "app/export/store_transfer.h"

namespace octant::cli {

namespace {

using Json = nlohmann::ordered_json;

struct IdFlags {
  int64_t id = 0;
  bool json = false;
};

struct ImportFlags {
  std::vector<std::string> paths;
  bool json = false;
};

// What the files gave together.
struct Imported {
  std::vector<int64_t> ids;
  int64_t num_left_out = 0;
  std::vector<std::string> reasons;
};

void add_id_flags(CLI::App& app, IdFlags& flags) {
  add_value(
      app, "id", "ID",
      [&flags](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(flags.id, parse_conversation_id(text));
        return {};
      },
      "The conversation, by the id that octant history list shows (required)")
      ->required();
  app.add_flag("--json", flags.json, "One JSON document instead of the line");
}

// Runs `change`, a Status(store), and says what was done.
template <typename Change>
int run_change(Services& services, const IdFlags& flags, const char* done, const std::string& line,
               const Change& change) {
  auto store = open_history(services);
  if (!store.ok()) return fail(services, store.status(), flags.json);
  if (const Status status = change(*store); !status.ok()) {
    return fail(services, status, flags.json);
  }
  services.out << (flags.json ? json_text({{done, flags.id}}) : line + "\n");
  return kExitOk;
}

int run_delete(Services& services, const IdFlags& flags) {
  return run_change(
      services, flags, "deleted",
      fmt::format("deleted conversation {0}; octant history restore {0} brings it "
                  "back, octant history purge removes it for good",
                  flags.id),
      [&](store::HistoryStore& store) { return store.delete_conversation(flags.id); });
}

int run_restore(Services& services, const IdFlags& flags) {
  return run_change(
      services, flags, "restored", fmt::format("restored conversation {}", flags.id),
      [&](store::HistoryStore& store) { return store.restore_conversation(flags.id); });
}

Result<store::Purged> purge(Services& services) {
  ASSIGN_OR_RETURN(store::HistoryStore store, open_history(services));
  // Whatever was deleted until now, also by a clock that was ahead.
  return store.purge(std::numeric_limits<int64_t>::max());
}

int run_purge(Services& services, bool json) {
  const auto purged = purge(services);
  if (!purged.ok()) return fail(services, purged.status(), json);
  if (json) {
    services.out << json_text(
        {{"conversations", purged->num_conversations}, {"messages", purged->num_messages}});
  } else {
    services.out << fmt::format("removed for good: conversations {}, single messages {}\n",
                                purged->num_conversations, purged->num_messages);
  }
  return kExitOk;
}

Status import_all(Services& services, const ImportFlags& flags, Imported& imported) {
  ASSIGN_OR_RETURN(store::HistoryStore store, open_history(services));
  const exporting::TakeConversation take = [&](exporting::ConversationFile file) -> Status {
    ASSIGN_OR_RETURN(const int64_t id, exporting::put_conversation(store, std::move(file)));
    imported.ids.push_back(id);
    return {};
  };
  for (const std::string& path : flags.paths) {
    ASSIGN_OR_RETURN(const exporting::ImportReport report,
                     exporting::import_file(path, {.now_ms = store::system_now_ms()}, take));
    imported.num_left_out += report.num_left_out;
    imported.reasons.insert(imported.reasons.end(), report.reasons.begin(), report.reasons.end());
  }
  return {};
}

int run_import(Services& services, const ImportFlags& flags) {
  Imported imported;
  const Status status = import_all(services, flags, imported);
  for (const std::string& reason : imported.reasons) {
    print_reason(services, "left out: " + reason);
  }
  if (flags.json && status.ok()) {
    services.out << json_text({{"imported", imported.ids},
                               {"num_left_out", imported.num_left_out},
                               {"left_out", imported.reasons}});
  } else if (!flags.json) {
    services.out << fmt::format("imported {}, left out {}{}{}\n", imported.ids.size(),
                                imported.num_left_out, imported.ids.empty() ? "" : "; ids ",
                                fmt::join(imported.ids, ","));
  }
  if (!status.ok()) return fail(services, status, flags.json);
  return imported.num_left_out == 0 ? kExitOk : kExitFailed;
}

}  // namespace

Command register_history_delete(CLI::App& history) {
  CLI::App* const command = history.add_subcommand(
      "delete", "Put a conversation into the trash, from where restore brings it back");
  auto flags = std::make_shared<IdFlags>();
  add_id_flags(*command, *flags);
  return {command, [flags](Services& services) { return run_delete(services, *flags); }};
}

Command register_history_restore(CLI::App& history) {
  CLI::App* const command =
      history.add_subcommand("restore", "Bring a deleted conversation back (list --trash)");
  auto flags = std::make_shared<IdFlags>();
  add_id_flags(*command, *flags);
  return {command, [flags](Services& services) { return run_restore(services, *flags); }};
}

Command register_history_purge(CLI::App& history) {
  CLI::App* const command = history.add_subcommand(
      "purge", "Empty the trash for good: nothing of it is left in the history's files");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "One JSON document: conversations, messages");
  return {command, [json](Services& services) { return run_purge(services, *json); }};
}

Command register_history_import(CLI::App& history) {
  CLI::App* const command = history.add_subcommand(
      "import",
      "Add the conversations of files: octant export's json, jsonl and sharegpt, and exports of "
      "Open WebUI and ChatGPT (conversations.json). They are added even if they are there already");
  auto flags = std::make_shared<ImportFlags>();
  command
      ->add_option("files", flags->paths,
                   "Files of at most 1 GB, told apart by what they hold (required)")
      ->type_name("FILE...")
      ->required();
  command->add_flag("--json", flags->json, "One JSON document: imported, num_left_out, left_out");
  return {command, [flags](Services& services) { return run_import(services, *flags); }};
}

}  // namespace octant::cli
