// The window's fields for paths, filled by the desktop's file dialog: a stand-in for it, on a bus
// of its own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include "tests/app/ui/portal/fake_portal.h"
#include "tests/app/ui/portal/private_bus.h"
#include "tests/app/ui/views/window_run.h"

namespace octant::ui {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class PortalWindow : public testing::Test {
 protected:
  void SetUp() override {
    if (!PrivateBus::can_be_had()) GTEST_SKIP() << "dbus-daemon is not installed";
    bus_.emplace();
    // Tall enough for whole pages.
    window_.arguments = {"--size", "1280x2600"};
    window_.environment = {"DBUS_SESSION_BUS_ADDRESS=" + bus_->address(),
                           "HOME=" + window_.folder().string()};
  }

  FakePortal& portal(PortalPlan plan) { return portal_.emplace(bus_->address(), std::move(plan)); }

  void run(const std::string& script) {
    const auto outcome = window_.run(script);
    EXPECT_EQ(outcome.code, 0) << outcome.output;
  }

  WindowRun window_;
  std::optional<PrivateBus> bus_;
  std::optional<FakePortal> portal_;
};

TEST_F(PortalWindow, AConversationIsExportedToWhereTheDialogSays) {
  FakePortal& fake = portal(
      {.uris = {"file://" + window_.folder().string() + "/a%20place/100%25%20%E6%96%87.md"}});
  std::filesystem::create_directory(window_.folder() / "a place");
  run(R"(
until model has ranks
click composer
type What is 17 + 25?
key Enter
until message.2 has 42
until state is idle
key ctrl+e
until export.path has "What is 17 + 25.md"
expect export.path.browse is Browse…
click export.path.browse
until export.path has "/a place/100% 文.md"
click export.go
until export.outcome has "Exported 1 conversation"
)");
  EXPECT_THAT(window_.contents_of("a place/100% 文.md"), HasSubstr("17 + 25"));
  const PortalCall call = fake.call_of("SaveFile");
  EXPECT_EQ(call.title, "Export to");
  EXPECT_EQ(call.options.at("current_name"), "What is 17 + 25.md");
  EXPECT_EQ(call.options.at("current_folder"), window_.folder().string() + '\0');
  EXPECT_EQ(call.parent_window, "");  // there is no window
}

TEST_F(PortalWindow, EveryFieldForAPathHasItsDialog) {
  FakePortal& fake = portal({.uris = {"file:///chosen/path"}});
  run(R"(
key ctrl+e
until export.all is on
click import.path.browse
until import.path is /chosen/path
click export.format.md
click export.path.browse
until export.path is /chosen/path
key ctrl+,
until hist.backup.path has octant-history-
click hist.backup.path.browse
until hist.backup.path is /chosen/path
key ctrl+o
click model.path.browse
until model.path is /chosen/path
until model.reason has /chosen/path
)");
  std::vector<std::string> asked;
  for (const PortalCall& call : fake.calls()) {
    if (call.method == "Get") continue;
    asked.push_back(call.method + " " + call.title +
                    (call.options.contains("directory") ? ", a folder" : ""));
  }
  EXPECT_THAT(asked, testing::ElementsAre("OpenFile Import", "OpenFile Export to, a folder",
                                          "SaveFile Back up the history",
                                          "OpenFile A model's folder, a folder"));
}

TEST_F(PortalWindow, ACancelledDialogLeavesWhatWasTyped) {
  FakePortal& fake = portal({.response = 1});
  run(R"(
key ctrl+e
until import.path visible
click import.path
type here.json
click import.path.browse
until model has ranks
expect import.path is here.json
expect notice absent
)");
  EXPECT_EQ(fake.call_of("OpenFile").title, "Import");
}

TEST_F(PortalWindow, AnAnswerWaitsForAFieldThatIsNotOnTheScreen) {
  portal({.uris = {"file:///chosen/path"}});
  run(R"(
key ctrl+e
until import.path visible
click import.path.browse
key ctrl+e
until import.path absent
wait 30
key ctrl+e
until import.path is /chosen/path
)");
}

TEST_F(PortalWindow, ANameThatNoFieldCanHoldIsRefused) {
  portal({.uris = {"file:///tmp/latin%E9.json"}});
  run(R"(
key ctrl+e
until import.path visible
click import.path
type here.json
click import.path.browse
until notice has "no field can hold"
expect import.path is here.json
)");
}

TEST_F(PortalWindow, WithoutAPortalANoticeSaysSoAndTheFieldIsTheWay) {
  run(R"(
key ctrl+e
until import.path visible
click import.path
type here.json
click import.path.browse
until notice has "no file dialog here: the desktop has no portal; type the path"
until import.path.browse has "the desktop has no portal"
expect import.path is here.json
click import.go
until import.outcome has here.json
)");
}

TEST_F(PortalWindow, WithoutABusANoticeSaysSo) {
  bus_->end();
  run(R"(
key ctrl+e
until import.path visible
click import.path.browse
until notice has "no file dialog here: no session bus"
)");
}

TEST_F(PortalWindow, ClosesWhileTheDialogIsOpen) {
  FakePortal& fake = portal({.answers = false});
  window_.start(R"(
key ctrl+e
until import.path visible
click import.path.browse
until model has ranks
click import.path
type here.json
expect import.path is here.json
wait 30
)");
  EXPECT_TRUE(fake.wait_for("OpenFile"));
  const auto outcome = window_.finish();
  EXPECT_EQ(outcome.code, 0) << outcome.output;
  EXPECT_TRUE(fake.wait_for("Close"));
}

TEST_F(PortalWindow, ARealWindowIsTheDialogsParent) {
  if (std::system("command -v xvfb-run > /dev/null && command -v xauth > /dev/null") != 0) {
    GTEST_SKIP() << "xvfb and xauth are not installed";
  }
  FakePortal& fake = portal({.uris = {"file:///chosen/path"}});
  std::ofstream(window_.folder() / "script.txt") << R"(
key ctrl+e
until import.path visible
click import.path.browse
until import.path is /chosen/path
)";
  const std::string command =
      "cd '" + window_.folder().string() + "' && OCTANT_HOME=\"$PWD/home\" LC_ALL=C.UTF-8 " +
      "LIBGL_ALWAYS_SOFTWARE=1 DBUS_SESSION_BUS_ADDRESS='" + bus_->address() +
      "' xvfb-run -a -s '-screen 0 1600x1000x24 -nolisten tcp' " +
      "timeout -k 5 150 '" OCTANT_PROGRAM "' --script script.txt";
  const int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_THAT(fake.call_of("OpenFile").parent_window, MatchesRegex("x11:[0-9a-f]+"));
}

}  // namespace
}  // namespace octant::ui
