#include <string>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

TEST(EngineCommand, IsNotInTheHelp) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"--help"}), kExitOk);
  EXPECT_EQ(cli.out().find("\n  engine"), std::string::npos) << cli.out();
}

TEST(EngineCommand, ExplainsItselfWhenRunByHand) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"engine"}, {"engine", "--fd", "3"}, {"engine", "--parent", "7"}}) {
    CliHarness cli;
    EXPECT_EQ(cli.run(arguments), kExitUsage);
    EXPECT_EQ(cli.out(), "");
    EXPECT_EQ(cli.err(),
              "octant: engine runs a model for octant's window, which starts it and speaks with it "
              "on a socket; octant chat --model DIR runs one in this terminal\n");
  }
}

TEST(EngineCommand, RefusesWhatIsNoSocket) {
  for (const char* fd : {"0", "987654"}) {
    CliHarness cli;
    EXPECT_EQ(cli.run({"engine", "--fd", fd, "--parent", "7"}), kExitUsage);
    EXPECT_EQ(cli.err(), "octant: --fd: " + std::string(fd) + " is no socket\n");
  }
}

}  // namespace
}  // namespace octant::cli
