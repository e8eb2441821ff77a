#include "app/cli/program.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/cli.h"
#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/cli/services.h"
#include "app/cli/window_start.h"

namespace octant::cli {
namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

Runtime local_runtime() {
  return {
      .open_engine = api::open_local_engine,
      .inspect = api::inspect,
      .plan = api::plan,
      .open_text_codec = api::open_text_codec,
      .synth_shapes = api::synth_shapes,
      .synthesize = api::synthesize,
      .bench = api::bench,
      .bench_synthetic = api::bench_synthetic,
  };
}

Result<store::HistoryStore> open_history(const std::filesystem::path& path) {
  return store::HistoryStore::open({.path = path});
}

Terminal terminal() {
  const bool out = ::isatty(STDOUT_FILENO) == 1;
  const auto no_color = environment("NO_COLOR");
  return {
      .in = ::isatty(STDIN_FILENO) == 1,
      .out = out,
      .err = ::isatty(STDERR_FILENO) == 1,
      .colour = out && (!no_color || no_color->empty()),
  };
}

}  // namespace

int run_program(int argc, char** argv) {
  Interrupt interrupt;
  const SigintHandler handler(interrupt);
  Input input(STDIN_FILENO, interrupt);
  Services services{
      .runtime = local_runtime(),
      .open_history = open_history,
      .run_window = window_starter(),
      .in = input,
      .out = std::cout,
      .err = std::cerr,
      .terminal = terminal(),
      .environment = environment,
      .interrupt = interrupt,
  };
  return run_cli(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), services);
}

}  // namespace octant::cli
