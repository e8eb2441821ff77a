#pragma once
// A subcommand. Each has one file pair, <name>_command.{h,cpp}, with one function
//
//   Command register_<name>(CLI::App& app);
//
// that adds the subcommand and its options to `app` and returns what runs it once the command line
// has been read. `run` owns the option values, gives the exit code (exit_code.h), and has printed
// the reason on stderr if that is not 0.

#include <functional>

#include <CLI/CLI.hpp>

#include "app/cli/services.h"

namespace octant::cli {

struct Command {
  CLI::App* app = nullptr;  // the subcommand; parsed() says whether it was chosen
  std::function<int(Services&)> run;
};

}  // namespace octant::cli
