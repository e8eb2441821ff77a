#include "app/cli/cli.h"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

TEST(Cli, ShowsItsVersion) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"--version"}), kExitOk);
  EXPECT_TRUE(cli.out().starts_with("octant "));
  EXPECT_EQ(cli.err(), "");
}

TEST(Cli, HelpNamesEveryCommand) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"--help"}), kExitOk);
  for (const char* name :
       {"chat", "inspect", "plan", "tokenize", "eval", "synth", "bench", "history", "export"}) {
    EXPECT_NE(cli.out().find(std::string("\n  ") + name), std::string::npos) << name << cli.out();
  }
}

TEST(Cli, BuiltWithoutItsWindowItSaysWhatThereIs) {
  CliHarness cli;
  EXPECT_EQ(cli.run({}), kExitFailed);
  EXPECT_EQ(cli.out(), "");
  EXPECT_NE(cli.err().find("octant chat"), std::string::npos);
}

TEST(Cli, HelpOfACommandStatesDefaults) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"chat", "--help"}), kExitOk);
  for (const char* text :
       {"--ranks N", "(default 8)", "--draft auto|off|N", "--device auto|cpu|cuda ",
        "--backend reference|cpu|cuda\n", "--thinking on|off", "--stop TEXT"}) {
    EXPECT_NE(cli.out().find(text), std::string::npos) << text << "\n" << cli.out();
  }
}

TEST(Cli, EveryOptionOfEveryCommandStatesItsDefault) {
  for (const char* name :
       {"chat", "inspect", "tokenize", "eval", "synth", "bench", "export", "engine"}) {
    CliHarness cli;
    EXPECT_EQ(cli.run({name, "--help"}), kExitOk);
    // An option begins at column 2, and its help, from column 30 on, runs until the next one.
    // Flags have no value to show before the help.
    std::string option;
    std::istringstream lines(cli.out());
    const auto check = [&option, name] {
      if (option.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ|") < 30) {
        EXPECT_TRUE(option.find("(default") != std::string::npos ||
                    option.find("(required)") != std::string::npos)
            << name << ": " << option;
      }
    };
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("  -")) {
        check();
        option = line;
      } else if (!option.empty()) {
        option += line;
      }
    }
    check();
  }
}

TEST(Cli, RefusesUnknownCommandsAndOptions) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"dance"}, {"chat", "--model", "m", "--dance"}, {"--dance"}}) {
    CliHarness cli;
    EXPECT_EQ(cli.run(arguments), kExitUsage);
    EXPECT_EQ(cli.out(), "");
    EXPECT_TRUE(cli.err().starts_with("octant: ")) << cli.err();
    EXPECT_NE(cli.err().find("dance"), std::string::npos) << cli.err();
  }
}

TEST(Cli, FiltersWhatItRepeatsOfTheCommandLine) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"chat", "--\x1b[31m"}), kExitUsage);
  EXPECT_EQ(cli.err().find('\x1b'), std::string::npos);
}

TEST(Cli, NamesTheModelThatIsNotThere) {
  for (const char* command : {"chat", "inspect", "tokenize", "eval", "bench"}) {
    CliHarness cli;
    std::vector<std::string> arguments = {command, "--model", "/absent/model"};
    if (std::string(command) == "eval") arguments.insert(arguments.end(), {"--tokens", "1"});
    EXPECT_EQ(cli.run(arguments), kExitFailed);
    EXPECT_EQ(cli.err(), "octant: no model \"/absent/model\": looked in /absent/model\n");
  }
}

TEST(Cli, ExceptionsOfTheLibraryBecomeAReason) {
  CliHarness cli;
  cli.on_open = [](const api::OpenHooks&) { throw std::runtime_error("out of something"); };
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: out of something\n");
}

TEST(Cli, SaysWhenStandardOutputCannotBeWritten) {
  Interrupt interrupt;
  Input input(-1, interrupt);
  std::ofstream full("/dev/full");
  ASSERT_TRUE(full.is_open());
  std::ostringstream err;
  Services services{
      .runtime = {.synth_shapes =
                      [] {
                        return std::vector<api::SynthShape>{{"tiny", "small"}};
                      }},
      .open_history = {},
      .in = input,
      .out = full,
      .err = err,
      .terminal = {},
      .environment = [](const std::string&) { return std::nullopt; },
      .interrupt = interrupt,
  };
  EXPECT_EQ(run_cli({"synth", "--list"}, services), kExitFailed);
  EXPECT_EQ(err.str(), "octant: standard output cannot be written\n");
}

}  // namespace
}  // namespace octant::cli
