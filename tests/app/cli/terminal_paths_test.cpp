// Random bytes on every way to the terminal: what a person typed, a model wrote, a history holds or
// a file is called. Beside newlines and tabs no control gets through; escapes are the program's
// own.

#include <cstddef>
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "app/cli/style.h"
#include "app/cli/terminal_text.h"
#include "app/text/controls.h"
#include "app/text/utf8.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

constexpr int kTexts = 10'000;

// One line: anything but a newline, with much of what terminals take for commands.
std::string random_line(std::mt19937& random) {
  static const std::vector<std::string> kBad = {"\x1b[2J", "\x1b]0;t\x07", "\xc2\x9b", "\u202e",
                                                "\x1b[2m", "\r",           "\x7f",     "\x9b"};
  std::string text;
  for (std::size_t left = 1 + random() % 16; left > 0; --left) {
    if (random() % 4 == 0) {
      text += kBad[random() % kBad.size()];
    } else {
      const char byte = static_cast<char>(random() % 256);
      text += byte == '\n' ? '\x1b' : byte;
    }
  }
  return text;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// Code points that do something to a terminal, and bytes that are no UTF-8.
std::size_t num_controls(std::string_view text) {
  std::size_t found = 0;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    const bool shows = next.value == '\n' || next.value == '\t';
    const bool acts = is_control(next.value) || is_direction_control(next.value);
    if (!next.valid || (acts && !shows)) ++found;
    text.remove_prefix(next.num_bytes);
  }
  return found;
}

std::string without(std::string_view text, std::string_view part) {
  std::string rest;
  for (auto at = text.find(part); at != text.npos; at = text.find(part)) {
    rest += text.substr(0, at);
    text.remove_prefix(at + part.size());
  }
  return rest.append(text);
}

TEST(TerminalPaths, TheChatLetsNoControlsThrough) {
  std::mt19937 random(31);
  std::string input;
  std::deque<FakeReply> replies;
  for (int i = 1; i <= kTexts; ++i) {
    // The "q" keeps it a message, the "." the line from going on.
    input += "q" + random_line(random) + ".\n/x" + random_line(random) + ".\n/new\n/open " +
             std::to_string(i) + "\n/new\n";
    if (i % 20 == 0) input += "/history\n";
    FakeReply reply = reply_of({random_line(random), random_line(random)});
    if (i % 3 == 0) reply.refused = invalid_argument(random_line(random));
    if (i % 3 == 1) {
      reply.done.reason = api::FinishReason::kError;
      reply.done.error = random_line(random);
    }
    replies.push_back(reply);
  }
  CliHarness cli(input);
  cli.terminal = {.out = true, .colour = true};
  cli.script.replies = std::move(replies);
  EXPECT_EQ(cli.run_on_model("chat", {"--no-history"}), kExitOk);
  EXPECT_EQ(cli.script.requests.size(), std::size_t{kTexts});
  const std::string out = cli.out();
  EXPECT_EQ(count(out, "opened: "), std::size_t{kTexts});
  EXPECT_EQ(count(out, "these are 20, there are more\n"), std::size_t{kTexts / 20 - 1});
  // The line after each answer is dim, and nothing else is.
  const std::size_t num_answers = kTexts - kTexts / 3;
  EXPECT_EQ(count(out, kDim), num_answers);
  EXPECT_EQ(count(out, kPlain), num_answers);
  EXPECT_EQ(num_controls(without(without(out, kDim), kPlain)), 0u);
  EXPECT_EQ(num_controls(cli.err()), 0u);
}

TEST(TerminalPaths, HistoryCommandsLetNoControlsThrough) {
  std::mt19937 random(32);
  CliHarness cli;
  {
    auto history = store::HistoryStore::open(
        {.path = cli.home() / "history.db", .strongest = store::Durability::kOff});
    ASSERT_TRUE(history.ok());
    // One conversation of many messages, each of which answers the one before, and many of none.
    std::vector<store::Message> messages;
    for (int i = 1; i <= kTexts; ++i) {
      const bool is_question = i % 2 == 1;
      messages.push_back(
          {.id = i,
           .parent_id = i - 1,
           .role = is_question ? store::Role::kUser : store::Role::kAssistant,
           .content = "octant" + random_line(random) + "\n" + random_line(random),
           .reasoning = is_question ? "" : random_line(random),
           .state = is_question ? store::MessageState::kComplete : store::MessageState::kFailed,
           .error = is_question ? "" : random_line(random)});
    }
    store::Conversation conversation{.title = "octant" + random_line(random),
                                     .system_prompt = random_line(random),
                                     .active_leaf = kTexts};
    ASSERT_TRUE(history->add_conversation(conversation, messages).ok());
    for (int i = 1; i < kTexts; ++i) {
      conversation = {.title = "octant" + random_line(random) + "\n" + random_line(random),
                      .folder = random_line(random),
                      .tags = {random_line(random)}};
      ASSERT_TRUE(history->add_conversation(conversation, {}).ok());
    }
  }
  const std::vector<std::vector<std::string>> commands = {
      {"history", "list", "--limit", "100000"},
      {"history", "show", "1"},
      {"history", "search", "octant", "--limit", "100000"}};
  for (const std::vector<std::string>& command : commands) {
    CliHarness run;
    run.environment = cli.environment;
    EXPECT_EQ(run.run(command), kExitOk) << run.err();
    EXPECT_GE(count(run.out(), "octant"), std::size_t{kTexts}) << command[1];
    EXPECT_EQ(num_controls(run.out()), 0u) << command[1];
  }
}

TEST(TerminalPaths, NamesOfFilesInErrorsLetNoControlsThrough) {
  std::mt19937 random(33);
  CliHarness cli;
  for (int i = 0; i < kTexts; ++i) {
    EXPECT_NE(cli.run({"chat", "--model", random_line(random), "--prompt", "hi"}), kExitOk);
  }
  EXPECT_GE(count(cli.err(), "octant: "), std::size_t{kTexts});
  EXPECT_EQ(num_controls(cli.err()), 0u);
  EXPECT_EQ(cli.out(), "");
}

}  // namespace
}  // namespace octant::cli
