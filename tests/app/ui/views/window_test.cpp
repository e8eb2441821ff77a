// The window, used by scripts: `octant --headless` with the bundled model.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "app/store/history_store.h"
#include "tests/app/ui/views/window_run.h"

namespace octant::ui {
namespace {

using testing::HasSubstr;

// Slow enough that something can happen before an answer ends: some 15 tokens a second.
const std::vector<std::string> kSlow = {"--backend", "reference", "--ranks", "1"};

store::HistoryStore open_history(const WindowRun& window) {
  auto history = store::HistoryStore::open({.path = window.history()});
  EXPECT_TRUE(history.ok()) << history.status().to_string();
  return std::move(history).value();
}

class WindowScript : public testing::TestWithParam<const char*> {};

TEST_P(WindowScript, RunsToItsEnd) {
  WindowRun window;
  const auto outcome = window.run_file(std::string(GetParam()) + ".txt");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

INSTANTIATE_TEST_SUITE_P(Scripts, WindowScript,
                         testing::Values("ask", "copy", "paste", "delete", "search", "keyboard",
                                         "dashboard"),
                         [](const auto& which) { return std::string(which.param); });

TEST(Window, AnAnswerIsStoppedAndKeptAsFarAsItCameAndGoneOnWith) {
  WindowRun window;
  window.arguments = kSlow;
  const auto outcome = window.run(R"(
until model has reference
click composer
type Write a short story about a lighthouse.
key Enter
until message.2 has "Once upon a time, there"
key Escape
until ending.2 is Stopped
until state is idle
expect stats.2 has token
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
  std::string stopped;
  {
    store::HistoryStore history = open_history(window);
    const auto answer = history.message(2);
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->state, store::MessageState::kStopped);
    EXPECT_THAT(answer->content, HasSubstr("Once upon a time"));
    stopped = answer->content;
  }
  // Another day, another engine: it goes on where it was.
  window.arguments.clear();
  const auto next = window.run(R"(
until model has ranks
click conversation.1
until ending.2 is Stopped
click continue.2
until ending.2 absent
until state is idle
until stats.2 has token
expect message.3 absent
expect continue.2 absent
)");
  EXPECT_EQ(next.code, 0) << next.output;
  store::HistoryStore history = open_history(window);
  const auto answer = history.message(2);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->state, store::MessageState::kComplete);
  EXPECT_THAT(answer->content, testing::StartsWith(stopped));
  EXPECT_GT(answer->content.size(), stopped.size());
}

TEST(Window, AnEngineThatIsKilledLosesNoTextAndIsStartedAgain) {
  WindowRun window;
  window.arguments = kSlow;
  const pid_t pid = window.start(R"(
until model has reference
click composer
type Write a short story about a lighthouse.
key Enter
until message.2 has "Once upon a time"
dump answering.txt
until banner.engine has "killed by signal 9"
until ending.2 has "killed by signal 9"
expect message.2 has "Once upon a time"
click banner.engine.button
until banner.engine absent
until model has reference
click composer
type What is 17 + 25?
key Enter
until message.4 has 42
until state is idle
)");
  ASSERT_TRUE(window.wait_for("answering.txt"));
  const auto engine = WindowRun::engine_of(pid);
  ASSERT_TRUE(engine);
  ASSERT_EQ(::kill(*engine, SIGKILL), 0);
  const auto outcome = window.finish();
  EXPECT_EQ(outcome.code, 0) << outcome.output;
  store::HistoryStore history = open_history(window);
  const auto answer = history.message(2);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->state, store::MessageState::kFailed);
  EXPECT_THAT(answer->content, HasSubstr("Once upon a time"));
  EXPECT_THAT(answer->error, HasSubstr("signal 9"));
}

TEST(Window, ASecondOneReadsAlongAndSaysSo) {
  WindowRun window;
  {
    WindowRun first;  // makes a history with one conversation
    const auto outcome = first.run(R"(
until model has ranks
click composer
type What is 17 + 25?
key Enter
until message.2 has 42
until state is idle
)");
    ASSERT_EQ(outcome.code, 0) << outcome.output;
    std::filesystem::copy(first.folder() / "home", window.folder() / "home");
  }
  store::HistoryStore held = open_history(window);
  ASSERT_FALSE(held.is_read_only());
  const auto outcome = window.run(R"(
until banner.readonly has "Another Octant"
until model has ranks
click conversation.1
until message.2 has 42
click composer
type Hello
key Enter
until notice visible
expect composer is Hello
move conversation.1
until conversation.1.more visible
click conversation.1.more
until menu.archive visible
click menu.archive
until notice has "another Octant writes to the history"
expect conversation.1 visible
move conversation.1
until conversation.1.more visible
click conversation.1.more
until menu.organise visible
click menu.organise
until set.organise.note has "Another Octant has this history open"
expect set.folder absent
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Window, ConversationsArePutInOrderAndStaySo) {
  WindowRun window;
  auto outcome = window.run_file("organise.txt");
  ASSERT_EQ(outcome.code, 0) << outcome.output;
  {
    store::HistoryStore history = open_history(window);
    EXPECT_THAT(*history.folders(), testing::ElementsAre(store::NameCount{"Sums", 2}));
    EXPECT_THAT(*history.tags(), testing::ElementsAre(store::NameCount{"later", 2},
                                                      store::NameCount{"long name", 1}));
    EXPECT_EQ(history.statistics()->num_archived, 0);
  }
  outcome = window.run(R"(
until folder.Sums is "Sums · 2"
expect conversation.1 absent
click folder.Sums
until conversation.1 visible
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Window, AConversationIsStillThereTheNextTime) {
  WindowRun window;
  auto outcome = window.run(R"(
until model has ranks
click composer
type What is 17 + 25?
key Enter
until message.2 has 42
until state is idle
type half a thought
wait 2
)");
  ASSERT_EQ(outcome.code, 0) << outcome.output;
  outcome = window.run(R"(
until conversation.1 is "What is 17 + 25?"
click conversation.1
until message.2 has 42
expect composer is "half a thought"
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Window, ThreeHundredKilobytesArePastedAndAreNotSilentlyCut) {
  WindowRun window;
  // Thirty thousand lines, ten bytes each: far beyond the demo model's context.
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "line here\\n";
  const auto outcome = window.run("until model has ranks\nclipboard \"" + text + R"("
click composer
key ctrl+v
until composer has "line here"
until composer.meter has "of 2,048"
key Enter
until notice has "the context ends at 2,048"
expect composer has "line here"
expect message.1 absent
key ctrl+a
key Delete
type What is 17 + 25?
until composer.meter has "of 2,048"
key Enter
until message.2 has 42
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output.substr(0, 400);
}

TEST(Window, AFullDiskIsSaidAndWhatWasTypedStays) {
  WindowRun window;
  // No file may become larger: to the program that is a disk that has filled up.
  window.largest_file = 1 << 20;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "words and words and words and words and words, ";
  const auto outcome = window.run("until model has ranks\nclipboard \"" + text + R"("
click composer
key ctrl+v
until composer has words
key Enter
until notice has history.db
expect composer has words
expect conversation.1 absent
key ctrl+a
key Delete
type What is 17 + 25?
key Enter
until state is idle
until stats.2 has token
)");
  EXPECT_EQ(outcome.code, 0) << outcome.output.substr(0, 400);
}

TEST(Window, SpeaksToNobody) {
  if (std::system("command -v strace > /dev/null") != 0) GTEST_SKIP() << "strace is not installed";
  WindowRun window;
  window.wrapper = {"/usr/bin/strace", "-f", "-e", "trace=network", "-o", "calls.txt"};
  const auto outcome = window.run_file("ask.txt");
  if (outcome.output.find("Operation not permitted") != std::string::npos) {
    GTEST_SKIP() << "processes may not be traced here";
  }
  EXPECT_EQ(outcome.code, 0) << outcome.output;
  const std::string calls = window.contents_of("calls.txt");
  EXPECT_THAT(calls, HasSubstr("AF_UNIX"));  // the engine's: something was seen
  EXPECT_THAT(calls, testing::Not(HasSubstr("AF_INET")));
}

// A window tall enough for whole pages: marks that are scrolled away cannot be clicked.
const std::vector<std::string> kTall = {"--size", "1280x2600"};

TEST(Window, SettingsHoldAndAreKept) {
  WindowRun window;
  window.arguments = kTall;
  auto outcome = window.run_file("settings.txt");
  ASSERT_EQ(outcome.code, 0) << outcome.output;
  auto copy = store::HistoryStore::open({.path = window.folder() / "copy.db"});
  ASSERT_TRUE(copy.ok());
  EXPECT_TRUE(copy->check_integrity().ok());
  outcome = window.run_file("settings_kept.txt");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Window, DeletedConversationsComeBackOrGoForGood) {
  WindowRun window;
  window.arguments = kTall;
  const auto outcome = window.run_file("trash.txt");
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST(Window, ConversationsAreExportedInEveryFormatAndImported) {
  WindowRun window;
  window.arguments = kTall;
  window.environment = {"HOME=" + window.folder().string()};
  const auto outcome = window.run_file("transfer.txt");
  ASSERT_EQ(outcome.code, 0) << outcome.output;
  const auto text = [&](const char* name) { return window.contents_of(name); };
  EXPECT_THAT(text("one.md"), HasSubstr("17 + 25"));
  EXPECT_THAT(text("one.html"), HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(text("one.json"), HasSubstr("\"octant.conversations\""));
  EXPECT_THAT(text("one.jsonl"), HasSubstr("{\"messages\":"));
  EXPECT_THAT(text("one.jsonx"), HasSubstr("\"conversations\""));
  EXPECT_THAT(text("only/What is 17 + 25.html"), HasSubstr("42"));
  EXPECT_THAT(text("all/What is 17 + 25.md"), HasSubstr("42"));
  EXPECT_EQ(open_history(window).statistics()->num_conversations, 2);
}

TEST(Window, RunsInARealWindowToo) {
  if (std::system("command -v xvfb-run > /dev/null && command -v xauth > /dev/null") != 0) {
    GTEST_SKIP() << "xvfb and xauth are not installed";
  }
  WindowRun window;
  const std::string script = std::string(OCTANT_SOURCE_DIR) + "/tests/app/ui/views/scripts/ask.txt";
  const std::string command =
      "cd '" + window.folder().string() + "' && OCTANT_HOME=\"$PWD/home\" LC_ALL=C.UTF-8 " +
      "LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s '-screen 0 1600x1000x24 -nolisten tcp' " +
      "timeout -k 5 150 '" OCTANT_PROGRAM "' --model '" OCTANT_SOURCE_DIR
      "/models/demo' --script '" +
      script + "'";
  const int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Window, SaysInOneLineWhatItCannotDo) {
  WindowRun window;
  EXPECT_THAT(window.run("expect nothing visible\n").output,
              HasSubstr("line 1: nothing is not there"));
  EXPECT_THAT(window.run("fly to the moon\n").output, HasSubstr("line 1"));
}

}  // namespace
}  // namespace octant::ui
