#include "app/cli/cli.h"

#include <exception>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/bench_command.h"
#include "app/cli/chat_command.h"
#include "app/cli/engine_command.h"
#include "app/cli/eval_command.h"
#include "app/cli/exit_code.h"
#include "app/cli/export_command.h"
#include "app/cli/failure.h"
#include "app/cli/history_command.h"
#include "app/cli/inspect_command.h"
#include "app/cli/plan_command.h"
#include "app/cli/synth_command.h"
#include "app/cli/tokenize_command.h"
#include "app/cli/window_command.h"

namespace octant::cli {

namespace {

// Where the help puts the explanations: the longest option that is not "-m,--model DIR" fits.
constexpr std::size_t kHelpColumn = 30;

int refuse(Services& services, const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const std::string help =
      chosen.empty() ? "octant --help" : fmt::format("octant {} --help", chosen[0]->get_name());
  print_reason(services, fmt::format("{} ({} lists the options)", error.what(), help));
  return kExitUsage;
}

int run_chosen(const std::vector<Command>& commands, Services& services) {
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    const int code = command.run(services);
    services.out.flush();
    if (services.out || code != kExitOk) return code;
    print_reason(services, "standard output cannot be written");
    return kExitFailed;
  }
  return kExitUsage;
}

int parse_and_run(const std::vector<std::string>& arguments, Services& services) {
  CLI::App app(
      "Runs Mixture-of-Experts language models, their experts spread over ranks. Without a command "
      "it opens its window.",
      "octant");
  app.set_version_flag("--version", "octant " OCTANT_VERSION, "Shows the version and ends");
  app.set_help_flag("-h,--help", "Shows this help and ends");
  app.get_formatter()->column_width(kHelpColumn);
  app.require_subcommand(0, 1);
  const Command window = register_window(app);
  const std::vector<Command> commands = {
      register_chat(app),   register_inspect(app), register_plan(app),  register_tokenize(app),
      register_eval(app),   register_synth(app),   register_bench(app), register_history(app),
      register_export(app), register_engine(app)};
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    services.out << app.help() << std::flush;
    return kExitOk;
  } catch (const CLI::CallForVersion&) {
    services.out << app.version() << "\n" << std::flush;
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    return refuse(services, app, error);
  }
  if (app.get_subcommands().empty()) return window.run(services);
  return run_chosen(commands, services);
}

}  // namespace

int run_cli(const std::vector<std::string>& arguments, Services& services) {
  // The standard library's exceptions (memory, above all) end here.
  try {
    return parse_and_run(arguments, services);
  } catch (const std::exception& error) {
    print_reason(services, error.what());
    return kExitFailed;
  }
}

}  // namespace octant::cli
