#include "app/cli/repl.h"

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

// The contents of the messages of a request, with a letter for the role.
std::vector<std::string> said(const api::ChatRequest& request) {
  std::vector<std::string> lines;
  for (const api::Message& message : request.messages) {
    const char* const role = message.role == api::Role::kSystem ? "S:"
                             : message.role == api::Role::kUser ? "U:"
                                                                : "A:";
    lines.push_back(role + message.content);
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Repl, KeepsTheConversation) {
  CliHarness cli("one\ntwo\n");
  cli.script.replies = {reply_of({"first", " answer"}), reply_of({"second"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--system", "be brief"}), kExitOk);
  ASSERT_EQ(cli.script.requests.size(), 2u);
  EXPECT_EQ(said(cli.script.requests[0]), (Lines{"S:be brief", "U:one"}));
  EXPECT_EQ(said(cli.script.requests[1]),
            (Lines{"S:be brief", "U:one", "A:first answer", "U:two"}));
  EXPECT_TRUE(cli.out().starts_with("first answer\n[2 tokens, 40.0 tok/s, ")) << cli.out();
  EXPECT_EQ(cli.err(), "");
}

TEST(Repl, GreetsAndPromptsOnlyATerminal) {
  for (const bool terminal : {true, false}) {
    CliHarness cli("");
    cli.terminal.in = terminal;
    EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
    EXPECT_EQ(cli.out().find("FakeForCausalLM, 2 ranks on cpu (fake)") != std::string::npos,
              terminal);
    EXPECT_EQ(cli.out().find("> ") != std::string::npos, terminal);
  }
}

TEST(Repl, KeepsReasoningInTheHistory) {
  CliHarness cli("one\ntwo\n");
  cli.script.replies = {reply_of({"hmm", "yes"}), reply_of({"ok"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  EXPECT_EQ(cli.run_on_model("chat", {"--thinking", "on"}), kExitOk);
  EXPECT_EQ(said(cli.script.requests.at(1)), (Lines{"U:one", "A:hmm</think>yes", "U:two"}));
  EXPECT_TRUE(cli.out().starts_with("[reasoning]\nhmm\n[answer]\nyes\n")) << cli.out();
}

TEST(Repl, ABackslashContinuesTheMessage) {
  CliHarness cli("one\\\ntwo\\\n\\\nend\nlast\\");
  cli.script.replies = {reply_of({"a"}), reply_of({"b"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(said(cli.script.requests.at(0)), (Lines{"U:one\ntwo\n\nend"}));
  EXPECT_EQ(said(cli.script.requests.at(1)).back(), "U:last\n");
}

TEST(Repl, SkipsEmptyLines) {
  CliHarness cli("\n   \n\t\n");
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_TRUE(cli.script.requests.empty());
}

TEST(Repl, TwoSlashesBeginAMessageWithASlash) {
  CliHarness cli("//quit\n");
  cli.script.replies = {reply_of({"a"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(said(cli.script.requests.at(0)), (Lines{"U:/quit"}));
}

TEST(Repl, QuitLeavesAtOnce) {
  CliHarness cli("/quit\nnever sent\n");
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_TRUE(cli.script.requests.empty());
}

TEST(Repl, HelpListsJustTheCommandsThatThereAre) {
  CliHarness cli("/help\n");
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  const Lines names = {"/help",       "/new",      "/history",     "/open",  "/system",
                       "/thinking",   "/draft",    "/temperature", "/stats", "/routing",
                       "/regenerate", "/continue", "/quit"};
  Lines listed;
  std::istringstream lines(cli.out());
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('/')) listed.push_back(line.substr(0, line.find(' ')));
  }
  EXPECT_EQ(listed, names);
  std::string script;
  for (const std::string& name : names) script += name + "\n";
  CliHarness each(script);
  EXPECT_EQ(each.run_on_model("chat"), kExitOk);
  EXPECT_EQ(each.out().find("there is no command"), std::string::npos) << each.out();
}

TEST(Repl, UnknownCommandsAreNamedAndNotSent) {
  CliHarness cli("/nosuch\x1b[1m thing\n/new now\n");
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(cli.out(),
            "there is no command /nosuch\\x1b[1m; /help lists them\n/new takes no value\n");
  EXPECT_TRUE(cli.script.requests.empty());
}

TEST(Repl, NewForgetsTheConversationButNotTheSystemPrompt) {
  CliHarness cli("one\n/new\ntwo\n");
  cli.script.replies = {reply_of({"a"}), reply_of({"b"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--system", "s"}), kExitOk);
  EXPECT_EQ(said(cli.script.requests.at(1)), (Lines{"S:s", "U:two"}));
}

TEST(Repl, SystemSetsAndRemovesTheSystemPrompt) {
  CliHarness cli("/system  be kind \none\n/system\ntwo\n");
  cli.script.replies = {reply_of({"a"}), reply_of({"b"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(said(cli.script.requests.at(0)), (Lines{"S:be kind", "U:one"}));
  EXPECT_EQ(said(cli.script.requests.at(1)), (Lines{"U:one", "A:a", "U:two"}));
}

TEST(Repl, CommandsSetOptions) {
  CliHarness cli(
      "/temperature 0.25\n/thinking on\n/draft 2\none\n/draft auto\n/thinking off\ntwo\n");
  cli.script.replies = {reply_of({"a"}), reply_of({"b"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--draft", "off"}), kExitOk);
  EXPECT_TRUE(cli.opened->load_draft);
  const api::GenerateOptions& first = cli.script.requests.at(0).options;
  EXPECT_EQ(first.temperature, 0.25F);
  EXPECT_TRUE(first.thinking);
  EXPECT_EQ(first.draft.num_drafted, 2);
  const api::GenerateOptions& second = cli.script.requests.at(1).options;
  EXPECT_FALSE(second.thinking);
  EXPECT_EQ(second.draft.kind, api::DraftMode::Kind::kAuto);
}

TEST(Repl, CommandsRefuseBadValuesAndChangeNothing) {
  CliHarness cli("/temperature 9\n/thinking maybe\n/draft 8\none\n");
  cli.script.replies = {reply_of({"a"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_TRUE(
      cli.out().starts_with("\"9\" is not a number from 0 to 5\n"
                            "\"maybe\" is not on or off\n"
                            "\"8\" is not auto, off or a whole number from 1 to 7\n"))
      << cli.out();
  EXPECT_FALSE(cli.script.requests.at(0).options.temperature);
}

TEST(Repl, CommandsSayWhatTheModelCannotDo) {
  CliHarness cli("/thinking on\n/draft 1\n/draft off\n");
  cli.script.model.supports_thinking = false;
  cli.script.model.has_draft = false;
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(cli.out(),
            "this model's chat format has no such choice\n"
            "this model has no MTP layer to draft with\ndraft is off\n");
}

TEST(Repl, RegenerateAnswersTheLastMessageAgainWithAnotherSeed) {
  CliHarness cli("/regenerate\none\n/regenerate\n/regenerate\ntwo\n");
  cli.script.replies = {reply_of({"a"}), reply_of({"b"}), reply_of({"c"}), reply_of({"d"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--seed", "5"}), kExitOk);
  EXPECT_TRUE(cli.out().starts_with("there is no message to answer\n"));
  ASSERT_EQ(cli.script.requests.size(), 4u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(said(cli.script.requests[i]), (Lines{"U:one"}));
    EXPECT_EQ(cli.script.requests[i].options.seed, 5 + i);
  }
  EXPECT_EQ(said(cli.script.requests[3]), (Lines{"U:one", "A:c", "U:two"}));
  EXPECT_EQ(cli.script.requests[3].options.seed, 5u);
}

TEST(Repl, AnAnswerThatBrokeOffIsGoneOnWith) {
  CliHarness cli("/continue\none\n/continue\n/continue\n");
  cli.script.replies = {reply_of({"a", "b"}), reply_of({"c"})};
  cli.script.replies[0].done.reason = api::FinishReason::kLength;
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  constexpr std::string_view kWhole = "the last answer did not break off\n";
  EXPECT_TRUE(cli.out().starts_with(kWhole)) << cli.out();
  EXPECT_TRUE(cli.out().ends_with(kWhole)) << cli.out();
  ASSERT_EQ(cli.script.requests.size(), 2u);
  EXPECT_EQ(said(cli.script.requests[1]), (Lines{"U:one", "A:</think>ab"}));
  // Only what is new is written.
  EXPECT_NE(cli.out().find("\nc\n"), std::string::npos) << cli.out();
}

TEST(Repl, StatsAndRoutingShowTheLastAnswer) {
  CliHarness cli("/routing\none\n/routing\n/stats\n");
  cli.script.replies = {reply_of({"a"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_TRUE(cli.out().starts_with("there is no answer yet\n"));
  EXPECT_NE(cli.out().find("busiest rank over the mean: 1.50\n"), std::string::npos);
  EXPECT_NE(cli.out().find("answers: 1, tokens generated: 1\n"), std::string::npos);
  EXPECT_NE(cli.out().find("cache: 12 of 4,096 tokens\n"), std::string::npos);
  EXPECT_NE(cli.out().find("rank 0: cpu, weights 2.0 kB, cache 10 B, expert calls 9\n"),
            std::string::npos);
}

TEST(Repl, RoutingOptionShowsTheTableAfterEachAnswer) {
  CliHarness cli("one\n");
  cli.script.replies = {reply_of({"a"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--routing"}), kExitOk);
  EXPECT_NE(cli.out().find("busiest rank over the mean: 1.50\n"), std::string::npos);
}

TEST(Repl, CtrlCStopsTheAnswerAndNotTheProgram) {
  CliHarness cli("one\ntwo\n");
  cli.script.replies = {reply_of({"half"}), reply_of({"whole"})};
  cli.script.replies[0].until_cancelled = true;
  cli.script.on_poll = [&](int poll) {
    if (poll == 5 && cli.script.requests.size() == 1) cli.interrupt.notify();
  };
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_NE(cli.out().find("stopped by Ctrl-C]\nwhole\n"), std::string::npos) << cli.out();
  EXPECT_EQ(said(cli.script.requests.at(1)), (Lines{"U:one", "A:half", "U:two"}));
}

TEST(Repl, AMessageWithoutAnyAnswerIsReplacedByTheNext) {
  CliHarness cli("one\ntwo\n");
  cli.script.replies = {FakeReply{.refused = invalid_argument("too long")}, reply_of({"b"})};
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(cli.err(), "octant: too long\n");
  EXPECT_EQ(said(cli.script.requests.at(1)), (Lines{"U:two"}));
}

TEST(Repl, CtrlCAtThePromptSaysHowToLeave) {
  CliHarness cli("one\n");
  cli.terminal.in = true;
  cli.script.replies = {reply_of({"a"})};
  cli.script.on_poll = [&](int poll) {
    // The poll that brings the DoneEvent: nobody looks at the flag before the next prompt.
    if (poll == 4) cli.interrupt.notify();
  };
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_NE(cli.out().find("\nCtrl-D or /quit leaves\n> "), std::string::npos) << cli.out();
}

TEST(Repl, CtrlCWithoutATerminalExits130) {
  CliHarness cli("one\n");
  cli.script.replies = {reply_of({"a"})};
  cli.script.on_poll = [&](int poll) {
    if (poll == 4) cli.interrupt.notify();
  };
  EXPECT_EQ(cli.run_on_model("chat"), kExitInterrupted);
  EXPECT_EQ(cli.err(), "octant: interrupted\n");
}

TEST(Repl, LeavesWith1WhenTheEngineIsLost) {
  CliHarness cli("one\ntwo\n");
  cli.script.replies = {reply_of({"half"})};
  cli.script.replies[0].fault = "rank 1: device lost";
  EXPECT_EQ(cli.run_on_model("chat"), kExitFailed);
  EXPECT_EQ(cli.script.requests.size(), 1u);
  EXPECT_EQ(cli.err(), "octant: rank 1: device lost\n");
}

TEST(Repl, UsesNoEscapeSequencesWithoutColours) {
  CliHarness cli("one\n/stats\n");
  cli.terminal = {.in = true, .out = true};
  cli.script.replies = {reply_of({"hmm", "yes"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  EXPECT_EQ(cli.run_on_model("chat"), kExitOk);
  EXPECT_EQ(cli.out().find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace octant::cli
