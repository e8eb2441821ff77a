// What the terminal chat keeps, and how it goes on with what was kept.

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

store::HistoryStore open_history(const std::filesystem::path& home) {
  auto history = store::HistoryStore::open({.path = home / "history.db"});
  CHECK(history.ok());
  return std::move(history).value();
}

std::vector<store::ConversationSummary> rows_of(store::HistoryStore& history) {
  return history.list_conversations({}).value().rows;
}

std::vector<std::string> texts(const std::vector<store::PathMessage>& path) {
  std::vector<std::string> all;
  for (const store::PathMessage& shown : path) all.push_back(shown.message.content);
  return all;
}

std::vector<std::string> texts(const api::ChatRequest& request) {
  std::vector<std::string> all;
  for (const api::Message& message : request.messages) all.push_back(message.content);
  return all;
}

// A chat with `input`, each question of which is answered by the next of `answers`.
struct Chat {
  Chat(const TempFolder& home, const std::string& input, const std::vector<std::string>& answers,
       const std::vector<std::string>& more = {})
      : cli(input) {
    cli.environment["OCTANT_HOME"] = home.path().string();
    for (const std::string& answer : answers) cli.script.replies.push_back(reply_of({answer}));
    code = cli.run_on_model("chat", more);
  }
  CliHarness cli;
  int code = -1;
};

TEST(ReplHistory, KeepsQuestionsAndAnswers) {
  const TempFolder home;
  const Chat chat(home, "one\ntwo\n", {"first", "second"}, {"--system", "be brief"});
  EXPECT_EQ(chat.code, kExitOk);
  EXPECT_EQ(chat.cli.err(), "");
  store::HistoryStore history = open_history(home.path());
  ASSERT_EQ(rows_of(history).size(), 1u);
  EXPECT_EQ(rows_of(history)[0].title, "one");
  const auto path = history.active_path(1).value();
  EXPECT_THAT(texts(path), ElementsAre("one", "first", "two", "second"));
  EXPECT_EQ(path[3].message.state, store::MessageState::kComplete);
  EXPECT_EQ(path[3].message.stats.prompt_tokens, 7);
  EXPECT_EQ(history.conversation(1).value().system_prompt, "be brief");
}

TEST(ReplHistory, KeepsAStoppedAnswer) {
  CliHarness cli("one\n");
  cli.script.replies = {reply_of({"half"})};
  cli.script.replies[0].until_cancelled = true;
  cli.script.on_poll = [&](int poll) {
    if (poll == 5) cli.interrupt.notify();
  };
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  store::HistoryStore history = open_history(cli.home());
  const auto path = history.active_path(1).value();
  EXPECT_THAT(texts(path), ElementsAre("one", "half"));
  EXPECT_EQ(path[1].message.state, store::MessageState::kStopped);
}

TEST(ReplHistory, KeepsAQuestionThatWasRefusedAndAnAnswerThatFailed) {
  CliHarness cli("one\n/new\ntwo\n");
  cli.script.replies = {FakeReply{.refused = invalid_argument("too long")}, reply_of({"half"})};
  cli.script.replies[1].fault = "device lost";
  EXPECT_EQ(cli.run_on_model("chat"), kExitFailed);
  store::HistoryStore history = open_history(cli.home());
  EXPECT_THAT(texts(history.active_path(1).value()), ElementsAre("one"));
  const auto path = history.active_path(2).value();
  EXPECT_THAT(texts(path), ElementsAre("two", "half"));
  EXPECT_EQ(path[1].message.error, "device lost");
}

TEST(ReplHistory, RegeneratedAnswersAreVersions) {
  const TempFolder home;
  const Chat chat(home, "one\n/regenerate\n", {"first", "second"});
  store::HistoryStore history = open_history(home.path());
  const auto path = history.active_path(1).value();
  EXPECT_THAT(texts(path), ElementsAre("one", "second"));
  EXPECT_EQ(path[1].num_versions, 2);
}

TEST(ReplHistory, AMessageWithAnEmptyAnswerIsReplacedByTheNext) {
  const TempFolder home;
  const Chat chat(home, "one\ntwo\n", {"", "second"});
  EXPECT_THAT(texts(chat.cli.script.requests.at(1)), ElementsAre("two"));
  store::HistoryStore history = open_history(home.path());
  EXPECT_THAT(texts(history.active_path(1).value()), ElementsAre("two", "second"));
}

TEST(ReplHistory, OneAnswerAndABatchAreNotKept) {
  CliHarness cli;
  cli.script.replies = {reply_of({"a"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitOk);
  CliHarness batch("{\"prompt\": \"hi\"}\n");
  batch.script.replies = {reply_of({"a"})};
  EXPECT_EQ(batch.run_on_model("chat", {"--batch", "-"}), kExitOk);
  EXPECT_FALSE(std::filesystem::exists(cli.home()));
  EXPECT_FALSE(std::filesystem::exists(batch.home()));
}

TEST(ReplHistory, NoHistoryWritesNoFile) {
  CliHarness cli("one\n/new\ntwo\n/history\n/open 1\nthree\n");
  cli.script.replies = {reply_of({"a"}), reply_of({"b"}), reply_of({"c"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--no-history"}), kExitOk);
  EXPECT_EQ(cli.err(), "");
  EXPECT_FALSE(std::filesystem::exists(cli.home()));
  EXPECT_THAT(cli.out(), HasSubstr("  one\n"));  // of this chat
  EXPECT_THAT(cli.out(), HasSubstr("opened: one (2 messages)\n> one\na\n"));
  EXPECT_THAT(texts(cli.script.requests.at(2)), ElementsAre("one", "a", "three"));
}

TEST(ReplHistory, HistoryListsAndOpenGoesOn) {
  const TempFolder home;
  const Chat first(home, "/history\nWhat is MLA?\n", {"An attention."}, {"--temperature", "0.5"});
  EXPECT_TRUE(first.cli.out().starts_with("there are no conversations yet\n")) << first.cli.out();
  const Chat second(home, "other\n/history\n/open 1\nmore\n/open 9\n/open x\n", {"a", "b"});
  EXPECT_THAT(second.cli.out(), HasSubstr("  What is MLA?\n"));
  EXPECT_THAT(second.cli.out(),
              HasSubstr("opened: What is MLA? (2 messages)\n> What is MLA?\nAn attention.\n"));
  EXPECT_THAT(second.cli.out(), HasSubstr("the history has no conversation 9\n"));
  EXPECT_THAT(second.cli.out(), HasSubstr("\"x\" is not"));
  EXPECT_THAT(texts(second.cli.script.requests.at(1)),
              ElementsAre("What is MLA?", "An attention.", "more"));
  EXPECT_EQ(second.cli.script.requests.at(1).options.temperature, 0.5F);
}

TEST(ReplHistory, HistoryShowsTheLatestTwenty) {
  std::string input;
  CliHarness cli([&] {
    for (int i = 1; i <= 21; ++i) input += "question " + std::to_string(i) + "\n/new\n";
    return input + "/history\n";
  }());
  for (int i = 1; i <= 21; ++i) cli.script.replies.push_back(reply_of({"a"}));
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_THAT(cli.out(), HasSubstr("  question 21\n"));
  EXPECT_THAT(cli.out(), HasSubstr("  question 2\n"));
  EXPECT_EQ(cli.out().find("  question 1\n"), std::string::npos);
  EXPECT_THAT(cli.out(),
              HasSubstr("these are 20, there are more: octant history list shows them\n"));
}

TEST(ReplHistory, ContinueGoesOnWithTheLatestAlsoBesideAPinnedOne) {
  const TempFolder home;
  const Chat first(home, "old\n", {"a"});
  { EXPECT_TRUE(open_history(home.path()).set_pinned(1, true).ok()); }
  const Chat second(home, "new\n", {"b"});
  const Chat third(home, "more\n", {"c"}, {"--continue"});
  EXPECT_THAT(texts(third.cli.script.requests.at(0)), ElementsAre("new", "b", "more"));
  const Chat fourth(home, "still\n", {"d"}, {"--conversation", "1"});
  EXPECT_THAT(texts(fourth.cli.script.requests.at(0)), ElementsAre("old", "a", "still"));
  const Chat fifth(home, "again\n", {"e"}, {"--continue"});
  EXPECT_THAT(texts(fifth.cli.script.requests.at(0)),
              ElementsAre("old", "a", "still", "d", "again"));
  store::HistoryStore history = open_history(home.path());
  EXPECT_EQ(rows_of(history).size(), 2u);
}

TEST(ReplHistory, ATerminalIsShownWhatItGoesOnWith) {
  const TempFolder home;
  const Chat first(home, "old\n", {"a"});
  CliHarness cli("");
  cli.environment["OCTANT_HOME"] = home.path().string();
  cli.terminal.in = true;
  EXPECT_EQ(cli.run_on_model("chat", {"--continue"}), kExitOk);
  EXPECT_THAT(cli.out(), HasSubstr("Ctrl-D leaves\nopened: old (2 messages)\n> old\na\n> "));
}

TEST(ReplHistory, TheCommandLineGoesBeforeWhatWasKept) {
  const TempFolder home;
  const Chat first(home, "one\n", {"a"},
                   {"--system", "s", "--thinking", "on", "--temperature", "0.5", "--seed", "3"});
  const Chat kept(home, "two\n", {"b"}, {"--continue"});
  EXPECT_THAT(texts(kept.cli.script.requests.at(0)), ElementsAre("s", "one", "a", "two"));
  EXPECT_TRUE(kept.cli.script.requests.at(0).options.thinking);
  const Chat changed(home, "three\n", {"c"},
                     {"--continue", "--system", "", "--thinking", "off", "--seed", "4"});
  const api::ChatRequest& request = changed.cli.script.requests.at(0);
  EXPECT_EQ(texts(request).front(), "one");
  EXPECT_FALSE(request.options.thinking);
  EXPECT_EQ(request.options.temperature, 0.5F);
  EXPECT_EQ(request.options.seed, 4u);
}

TEST(ReplHistory, WhatIsNotThereIsSaidBeforeTheModelIsOpened) {
  const TempFolder home;
  const Chat empty(home, "one\n", {}, {"--continue"});
  EXPECT_EQ(empty.code, kExitFailed);
  EXPECT_EQ(empty.cli.err(), "octant: the history has no conversation to continue\n");
  const Chat absent(home, "one\n", {}, {"--conversation", "7"});
  EXPECT_EQ(absent.code, kExitFailed);
  EXPECT_EQ(absent.cli.err(), "octant: the history has no conversation 7\n");
  EXPECT_FALSE(absent.cli.opened);
}

TEST(ReplHistory, RefusesOptionsThatContradictEachOther) {
  const std::vector<std::vector<std::string>> lines = {
      {"--continue", "--conversation", "1"},   {"--continue", "--no-history"},
      {"--conversation", "1", "--no-history"}, {"--continue", "--prompt", "hi"},
      {"--conversation", "1", "--batch", "-"}, {"--conversation", "0"}};
  for (const std::vector<std::string>& more : lines) {
    CliHarness cli;
    EXPECT_EQ(cli.run_on_model("chat", more), kExitUsage) << more[0];
    EXPECT_FALSE(cli.opened);
  }
}

TEST(ReplHistory, WhereAnotherOctantWritesItIsReadAlongAndNotChanged) {
  const TempFolder home;
  const Chat before(home, "kept\n", {"a"});
  store::HistoryStore writer = open_history(home.path());
  const Chat chat(home, "fresh\n/history\n/open 1\nmore\n/new\n/open 1\n", {"b", "c"});
  EXPECT_EQ(chat.code, kExitOk);
  EXPECT_EQ(chat.cli.err(),
            "octant: another Octant writes to the history; this chat is not kept\n");
  EXPECT_THAT(chat.cli.out(), HasSubstr("     1  "));
  EXPECT_THAT(texts(chat.cli.script.requests.at(1)), ElementsAre("kept", "a", "more"));
  EXPECT_THAT(chat.cli.out(), HasSubstr("opened: kept (2 messages)\n"));
  EXPECT_THAT(chat.cli.out(), HasSubstr("opened: kept (4 messages)\n> more\nc\n"));
  const Chat latest(home, "on\n", {"d"}, {"--continue"});
  EXPECT_THAT(texts(latest.cli.script.requests.at(0)), ElementsAre("kept", "a", "on"));
  EXPECT_EQ(rows_of(writer).size(), 1u);
  EXPECT_THAT(texts(writer.active_path(1).value()), ElementsAre("kept", "a"));
}

TEST(ReplHistory, GoesOnWhereNoHistoryCanBeMade) {
  const TempFolder home;
  home.write("file", "");
  CliHarness cli("one\n");
  cli.environment["OCTANT_HOME"] = (home / "file").string();
  cli.script.replies = {reply_of({"a"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_THAT(cli.err(), HasSubstr("; this chat is not kept\n"));
  EXPECT_TRUE(cli.out().starts_with("a\n")) << cli.out();
}

}  // namespace
}  // namespace octant::cli
