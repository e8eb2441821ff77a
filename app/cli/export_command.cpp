#include "app/cli/export_command.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/history_access.h"
#include "app/cli/json_text.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"
#include "app/export/export.h"
#include "app/export/store_transfer.h"

namespace octant::cli {

namespace {

struct ExportFlags {
  std::vector<int64_t> ids;
  bool all = false;
  std::string out;
  exporting::ExportOptions options;
  bool json = false;
};

Result<std::vector<std::filesystem::path>> write_files(Services& services, ExportFlags& flags) {
  if (flags.all != flags.ids.empty()) {
    return invalid_argument("one of --conversation and --all is needed");
  }
  ASSIGN_OR_RETURN(store::HistoryStore store, open_history(services));
  if (flags.all) {
    ASSIGN_OR_RETURN(flags.ids, exporting::all_conversations(store));
  }
  flags.options.out = flags.out;
  return exporting::export_conversations(store, flags.ids, flags.options);
}

int run_export(Services& services, ExportFlags& flags) {
  const auto files = write_files(services, flags);
  if (!files.ok()) return fail(services, files.status(), flags.json);
  if (flags.json) {
    nlohmann::ordered_json json;
    json["conversations"] = flags.ids;
    json["files"] = nlohmann::ordered_json::array();
    for (const auto& file : *files) json["files"].push_back(file.string());
    services.out << json_text(json);
    return kExitOk;
  }
  for (const auto& file : *files) services.out << terminal_line(file.string()) << "\n";
  return kExitOk;
}

void add_format(CLI::App& app, ExportFlags& flags) {
  std::vector<Choice> choices;
  for (const exporting::Format& format : exporting::all_formats()) {
    choices.push_back(
        {std::string(format.name), [&flags, &format] { flags.options.format = &format; }});
  }
  add_choice(app, "--format", std::move(choices),
             "md (readable), html (a page that loads nothing), json (keeps everything, can be "
             "imported), jsonl (OpenAI messages, a line each), sharegpt (required)")
      ->required();
}

}  // namespace

Command register_export(CLI::App& app) {
  CLI::App* const command =
      app.add_subcommand("export", "Write conversations of the history to files");
  auto flags = std::make_shared<ExportFlags>();
  add_value(
      *command, "--conversation", "ID[,ID..]",
      [flags](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(flags->ids, parse_list<int64_t>(text, parse_conversation_id));
        return {};
      },
      "These conversations, by the ids that octant history list shows (default: none; either "
      "these or --all)");
  command->add_flag("--all", flags->all, "All conversations, archived ones too, deleted ones not");
  add_format(*command, *flags);
  add_text(*command, "--out", "FILE|DIR", flags->out,
           "Where to: a file; of md and html with several conversations a folder, where each gets "
           "a file named after its title (required)")
      ->required();
  command->add_flag("--force", flags->options.replace,
                    "Replaces files that are there; otherwise they stay and it fails");
  command->add_flag("--routing", flags->options.routing,
                    "Of json: adds the experts of every token; how often each was chosen is in it "
                    "anyway");
  command->add_flag("--json", flags->json, "One JSON document: conversations, files");
  return {command, [flags](Services& services) { return run_export(services, *flags); }};
}

}  // namespace octant::cli
