#include "app/cli/batch.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/cli.h"
#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

using Json = nlohmann::json;

// `octant chat --batch` on a file of the harness's folder. Errors name the file by its path.
class BatchRun : public CliHarness {
 public:
  explicit BatchRun(const std::string& content)
      : path(folder().write("prompts.jsonl", content).string()) {}

  int answer(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"--batch", path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_on_model("chat", arguments);
  }
  // Every line of standard output, which must be a JSON document and end with a newline.
  std::vector<Json> lines() const {
    std::vector<Json> documents;
    EXPECT_TRUE(out().empty() || out().ends_with('\n'));
    std::istringstream stream(out());
    for (std::string line; std::getline(stream, line);) documents.push_back(Json::parse(line));
    return documents;
  }

  const std::string path;
};

FakeReply failed_reply(const std::string& text, const std::string& error) {
  FakeReply reply = reply_of({text});
  reply.done.reason = api::FinishReason::kError;
  reply.done.error = error;
  return reply;
}

TEST(Batch, AnswersEveryLineInOrder) {
  BatchRun run("{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n{\"prompt\": \"three\"}\n");
  run.script.replies = {reply_of({"1"}), reply_of({"2"}), reply_of({"3"})};
  EXPECT_EQ(run.answer(), kExitOk);
  EXPECT_EQ(run.err(), "");
  const std::vector<Json> lines = run.lines();
  ASSERT_EQ(lines.size(), 3u);
  ASSERT_EQ(run.script.requests.size(), 3u);
  const std::vector<std::string> prompts = {"one", "two", "three"};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(lines[i]["text"], std::to_string(i + 1));
    ASSERT_EQ(run.script.requests[i].messages.size(), 1u);
    EXPECT_EQ(run.script.requests[i].messages[0].role, api::Role::kUser);
    EXPECT_EQ(run.script.requests[i].messages[0].content, prompts[i]);
  }
}

TEST(Batch, ALineHasTheFieldsOfJsonBehindItsId) {
  BatchRun run("{\"prompt\": \"hi\", \"id\": 7}");
  run.script.replies = {reply_of({"Hello", " \x1b[1m\n"})};
  EXPECT_EQ(run.answer(), kExitOk);
  EXPECT_TRUE(run.out().starts_with("{\"id\":7,\"text\":\"Hello \\u001b[1m\\n\",\"tokens\":"))
      << run.out();
  EXPECT_EQ(run.lines().at(0), Json::parse(R"json({
    "id": 7, "text": "Hello \u001b[1m\n", "tokens": [100, 101], "finish_reason": "stop",
    "usage": {"prompt_tokens": 7, "completion_tokens": 2, "cached_tokens": 3},
    "timings": {"prefill_ms": 20.0, "decode_ms": 80.0, "ttft_ms": 25.0, "tokens_per_second": 40.0,
                "draft_proposed": 4, "draft_accepted": 3},
    "ranks": 2, "device": "cpu (fake)",
    "routing": {"rank_share": [0.75, 0.25], "busiest_over_mean": 1.5}})json"));
}

TEST(Batch, GivesBackAnyIdAsItWas) {
  const std::vector<std::string> ids = {
      "\"a\"", "null", "-3", "1.5", "true", "[1,[\"x\"]]", "{\"z\":1,\"a\":{}}"};
  std::string content;
  for (const std::string& id : ids) content += "{\"id\": " + id + ", \"prompt\": \"\"}\n";
  BatchRun run(content + "{\"prompt\": \"\"}\n");
  run.script.replies.assign(ids.size() + 1, reply_of({"ok"}));
  EXPECT_EQ(run.answer(), kExitOk);
  std::istringstream stream(run.out());
  std::string line;
  for (const std::string& id : ids) {
    ASSERT_TRUE(std::getline(stream, line));
    EXPECT_TRUE(line.starts_with("{\"id\":" + id + ",\"text\":")) << line;
  }
  ASSERT_TRUE(std::getline(stream, line));
  EXPECT_TRUE(line.starts_with("{\"text\":")) << line;
}

TEST(Batch, SkipsLinesOfWhiteSpaceAndTakesAnyLineEnd) {
  BatchRun run("\n{\"prompt\": \"one\"}\r\n \t\r\n\n{\"prompt\": \"two\"}");
  run.script.replies = {reply_of({"1"}), reply_of({"2"})};
  EXPECT_EQ(run.answer(), kExitOk);
  EXPECT_EQ(run.lines().size(), 2u);
}

TEST(Batch, PassesMessagesOn) {
  BatchRun run(
      R"({"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "q"}, )"
      R"({"content": "a", "role": "assistant"}, {"role": "user", "content": "\u00e9\n"}]})");
  run.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(run.answer({"--system", "of the flag"}), kExitOk);
  using Pair = std::pair<api::Role, std::string>;
  std::vector<Pair> messages;
  for (const api::Message& message : run.script.requests.at(0).messages) {
    messages.emplace_back(message.role, message.content);
  }
  EXPECT_EQ(messages, (std::vector<Pair>{{api::Role::kSystem, "s"},
                                         {api::Role::kUser, "q"},
                                         {api::Role::kAssistant, "a"},
                                         {api::Role::kUser, "\xc3\xa9\n"}}));
}

TEST(Batch, TheSystemFlagComesFirstUnlessALineHasItsOwn) {
  BatchRun run(
      R"({"prompt": "q"})"
      "\n"
      R"({"messages": [{"role": "user", "content": "q"}]})"
      "\n"
      R"({"messages": [{"role": "system", "content": "own"}, {"role": "user", "content": "q"}]})");
  run.script.replies.assign(3, reply_of({"ok"}));
  EXPECT_EQ(run.answer({"--system", "flag"}), kExitOk);
  const std::vector<std::string> expected = {"flag", "flag", "own"};
  ASSERT_EQ(run.script.requests.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& messages = run.script.requests[i].messages;
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[0].role, api::Role::kSystem);
    EXPECT_EQ(messages[0].content, expected[i]);
    EXPECT_EQ(messages[1].role, api::Role::kUser);
  }
}

TEST(Batch, FlagsHoldForEveryLine) {
  BatchRun run("{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n");
  run.script.replies.assign(2, reply_of({"ok"}));
  EXPECT_EQ(run.answer({"--temperature", "0", "--max-tokens", "9", "--seed", "4", "--stop", "END",
                        "--draft", "off", "--routing", "--json"}),
            kExitOk);
  EXPECT_FALSE(run.opened->load_draft);
  ASSERT_EQ(run.script.requests.size(), 2u);
  for (const api::ChatRequest& request : run.script.requests) {
    EXPECT_EQ(request.options.temperature, 0.0F);
    EXPECT_EQ(request.options.max_tokens, 9);
    EXPECT_EQ(request.options.seed, 4u);
    EXPECT_EQ(request.options.stop, (std::vector<std::string>{"END"}));
    EXPECT_EQ(request.options.draft.kind, api::DraftMode::Kind::kOff);
  }
  for (const Json& line : run.lines()) {
    EXPECT_EQ(line["routing"]["expert_counts"], Json({{5, 1}, {4, 2}}));
  }
}

TEST(Batch, LoadsTheDraftLayerUnlessDraftingIsOff) {
  BatchRun run("{\"prompt\": \"one\"}");
  run.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(run.answer(), kExitOk);
  EXPECT_TRUE(run.opened->load_draft);
}

TEST(Batch, ALinesThinkingGoesBeforeTheFlag) {
  const std::string content =
      "{\"prompt\": \"\"}\n{\"prompt\": \"\", \"thinking\": true}\n"
      "{\"prompt\": \"\", \"thinking\": false}\n";
  for (const bool flag : {false, true}) {
    BatchRun run(content);
    run.script.replies.assign(3, reply_of({"ok"}));
    EXPECT_EQ(run.answer({"--thinking", flag ? "on" : "off"}), kExitOk);
    const std::vector<bool> expected = {flag, true, false};
    const std::vector<Json> lines = run.lines();
    ASSERT_EQ(lines.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(run.script.requests[i].options.thinking, expected[i]);
      EXPECT_EQ(lines[i].contains("reasoning"), expected[i]);
    }
    EXPECT_EQ(run.err(), "");
  }
}

TEST(Batch, SaysOnceThatTheModelCannotThink) {
  const std::string content =
      "{\"prompt\": \"\"}\n{\"prompt\": \"\", \"thinking\": true}\n"
      "{\"prompt\": \"\", \"thinking\": true}\n";
  const std::string no_choice = "thinking: this model's chat format has no such choice\n";
  for (const bool flag : {false, true}) {
    BatchRun run(content);
    run.script.model.supports_thinking = false;
    run.script.replies.assign(3, reply_of({"ok"}));
    EXPECT_EQ(run.answer({"--thinking", flag ? "on" : "off"}), kExitOk);
    EXPECT_EQ(run.err(),
              flag ? "octant: --" + no_choice : "octant: " + run.path + ":2: " + no_choice);
  }
}

TEST(Batch, ReadsStdin) {
  CliHarness cli("{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n");
  cli.script.replies.assign(2, reply_of({"ok"}));
  EXPECT_EQ(cli.run_on_model("chat", {"--batch", "-"}), kExitOk);
  EXPECT_EQ(cli.script.requests.size(), 2u);

  CliHarness wrong("{}\n");
  EXPECT_EQ(wrong.run_on_model("chat", {"--batch", "-"}), kExitFailed);
  EXPECT_EQ(wrong.err(), "octant: standard input:1: prompt: missing, and there are no messages\n");
}

TEST(Batch, EachLineIsWrittenOutBeforeTheNextIsBegun) {
  BatchRun run("{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n");
  run.script.replies = {reply_of({"1"}), reply_of({"2"})};
  std::vector<std::size_t> num_lines;
  run.script.on_poll = [&](int poll) {
    if (poll == 1) num_lines.push_back(run.lines().size());
  };
  EXPECT_EQ(run.answer(), kExitOk);
  EXPECT_EQ(num_lines, (std::vector<std::size_t>{0, 1}));
}

TEST(Batch, RefusesABadLineBeforeTheModelIsOpened) {
  const std::string deep = std::string(15, '[') + std::string(15, ']');
  const std::string deeper = std::string(16, '[') + std::string(16, ']');
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"nonsense", "not valid JSON in column 2"},
      {R"({"prompt": "x)", "not valid JSON in column 14"},
      {"{\"prompt\": \"\xff\"}", "not valid JSON in column 13"},
      {std::string("{\"prompt\": \"x\"}\0x", 17), "not valid JSON: a zero byte in column 16"},
      {R"({"prompt": "x"} {})", "not valid JSON in column 17"},
      {R"({"id": 1e999, "prompt": "x"})", "a number is beyond the range of a double"},
      {R"({"id": )" + deeper + R"(, "prompt": "x"})", "nested more than 16 levels deep"},
      {R"({"prompt": "x", "prompt": "y"})", "prompt: occurs twice in one object"},
      {R"(["x"])", "not an object but a list"},
      {R"("x")", "not an object but \"x\""},
      {R"({"prompt": "x", "temprature": 1})",
       "temprature: unknown field, expected id, prompt, messages, thinking"},
      {R"({"prompt": "x", "a\nb": 1})",
       "a\\nb: unknown field, expected id, prompt, messages, thinking"},
      {R"({"id": 1})", "prompt: missing, and there are no messages"},
      {R"({"prompt": "x", "messages": []})", "prompt: does not go with messages"},
      {R"({"prompt": 5})", "prompt: 5 is not a text"},
      {R"({"prompt": null})", "prompt: null is not a text"},
      {R"({"prompt": ["x"]})", "prompt: a list is not a text"},
      {R"({"prompt": "x", "thinking": "on"})", "thinking: \"on\" is not true or false"},
      {R"({"messages": {}})", "messages: an object is not a list"},
      {R"({"messages": []})", "messages: the list is empty"},
      {R"({"messages": ["x"]})", "messages[0]: \"x\" is not an object"},
      {R"({"messages": [{"role": "robot", "content": "x"}]})",
       "messages[0].role: \"robot\" is not system, user or assistant"},
      {R"({"messages": [{"role": ")" + std::string(100, 'r') + R"(", "content": "x"}]})",
       "messages[0].role: \"" + std::string(59, 'r') + "... is not system, user or assistant"},
      {R"({"messages": [{"content": "x"}]})", "messages[0].role: missing"},
      {R"({"messages": [{"role": 1, "content": "x"}]})", "messages[0].role: 1 is not a text"},
      {R"({"messages": [{"role": "user"}]})", "messages[0].content: missing"},
      {R"({"messages": [{"role": "user", "content": "x"}, {"role": "user", "content": []}]})",
       "messages[1].content: a list is not a text"},
      {R"({"messages": [{"role": "user", "content": "x", "name": "y"}]})",
       "messages[0].name: unknown field, expected role, content"},
      {R"({"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": ""}]})",
       "messages[1].role: the last message is not the user's"},
  };
  for (const auto& [line, reason] : cases) {
    BatchRun run("{\"prompt\": \"good\", \"id\": " + deep + "}\n\n" + line +
                 "\n{\"prompt\": \"good\"}\n");
    EXPECT_EQ(run.answer(), kExitFailed) << line;
    EXPECT_EQ(run.err(), "octant: " + run.path + ":3: " + reason + "\n") << line;
    EXPECT_EQ(run.out_json(),
              Json({{"error", run.path + ":3: " + reason}, {"error_kind", "corrupt"}}))
        << line;
    EXPECT_FALSE(run.opened);
  }
}

TEST(Batch, RefusesAFileWithoutALine) {
  for (const std::string content : {"", "\n", " \n\t\r\n"}) {
    BatchRun run(content);
    EXPECT_EQ(run.answer(), kExitFailed);
    EXPECT_EQ(run.err(), "octant: " + run.path + ": there is no line to answer\n");
    EXPECT_FALSE(run.opened);
  }
}

TEST(Batch, RefusesAFileThatCannotBeRead) {
  CliHarness cli;
  const std::string absent = (cli.folder() / "absent.jsonl").string();
  const std::vector<std::pair<std::string, std::string>> cases = {
      {absent, absent + ": cannot be opened"},
      {cli.model_dir(), cli.model_dir() + ": cannot be read"},  // a folder
      {"/dev/zero", "/dev/zero has more than 67108864 bytes, the most that is read"},
  };
  for (const auto& [path, reason] : cases) {
    CliHarness run;
    EXPECT_EQ(run.run_on_model("chat", {"--batch", path}), kExitFailed);
    EXPECT_EQ(run.err(), "octant: " + reason + "\n");
    EXPECT_EQ(run.out_json()["error"], reason);
    EXPECT_FALSE(run.opened);
  }
}

TEST(Batch, RefusesTooMuchOnStdinLikeATooLongFile) {
  CliHarness cli(std::string((std::size_t{64} << 20) + 1, ' '));
  EXPECT_EQ(cli.run_on_model("chat", {"--batch", "-"}), kExitFailed);
  EXPECT_EQ(cli.err(),
            "octant: standard input has more than 67108864 bytes, the most that is read\n");
}

TEST(Batch, AnEngineThatDoesNotOpenIsOneReason) {
  BatchRun run("{\"prompt\": \"one\"}\n");
  run.open_refused = unsupported("CUDA is not built in");
  EXPECT_EQ(run.answer(), kExitFailed);
  EXPECT_EQ(run.err(), "octant: CUDA is not built in\n");
  EXPECT_EQ(run.out_json()["error_kind"], "unsupported");
}

TEST(Batch, ARefusedRequestIsALineAndTheRestGoesOn) {
  BatchRun run(
      "{\"id\": 1, \"prompt\": \"long\"}\n{\"id\": 2, \"prompt\": \"two\"}\n"
      "{\"prompt\": \"long\"}\n");
  run.script.replies = {FakeReply{.refused = invalid_argument("prompt is too long")},
                        reply_of({"2"}), FakeReply{.refused = unsupported("no\nnever")}};
  EXPECT_EQ(run.answer(), kExitFailed);
  EXPECT_EQ(run.err(), "octant: " + run.path + ": 2 of 3 lines failed\n");
  const std::vector<Json> lines = run.lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0],
            Json({{"id", 1}, {"error", "prompt is too long"}, {"error_kind", "invalid argument"}}));
  EXPECT_TRUE(run.out().starts_with("{\"id\":1,")) << run.out();
  EXPECT_EQ(lines[1]["id"], 2);
  EXPECT_EQ(lines[1]["text"], "2");
  EXPECT_EQ(lines[2], Json({{"error", "no\nnever"}, {"error_kind", "unsupported"}}));
}

TEST(Batch, AnAnswerThatFailedIsPrintedAndTheRestGoesOn) {
  BatchRun run("{\"id\": 1, \"prompt\": \"one\"}\n{\"id\": 2, \"prompt\": \"two\"}\n");
  run.script.replies = {failed_reply("half", "layer 3: logits are NaN"), reply_of({"2"})};
  EXPECT_EQ(run.answer(), kExitFailed);
  EXPECT_EQ(run.err(), "octant: " + run.path + ": 1 of 2 lines failed\n");
  const std::vector<Json> lines = run.lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["id"], 1);
  EXPECT_EQ(lines[0]["text"], "half");
  EXPECT_EQ(lines[0]["finish_reason"], "error");
  EXPECT_EQ(lines[0]["error"], "layer 3: logits are NaN");
  EXPECT_EQ(lines[1]["finish_reason"], "stop");
}

TEST(Batch, ALostEngineEndsTheBatch) {
  BatchRun run(
      "{\"prompt\": \"1\"}\n{\"prompt\": \"2\"}\n{\"prompt\": \"3\"}\n{\"prompt\": \"4\"}");
  run.script.replies = {reply_of({"1"}), reply_of({"half"})};
  run.script.replies[1].fault = "rank 2: device lost";
  EXPECT_EQ(run.answer(), kExitFailed);
  EXPECT_EQ(run.err(), "octant: " + run.path +
                           ": 1 of 4 lines failed, 2 were not tried: rank 2: device lost\n");
  const std::vector<Json> lines = run.lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1]["text"], "half");
  EXPECT_EQ(lines[1]["error"], "rank 2: device lost");
  EXPECT_EQ(run.script.requests.size(), 2u);
}

TEST(Batch, CtrlCPrintsTheLineInProgressAndEnds) {
  BatchRun run("{\"prompt\": \"1\"}\n{\"prompt\": \"2\"}\n{\"prompt\": \"3\"}\n");
  run.script.replies = {reply_of({"1"}), reply_of({"half"}), reply_of({"3"})};
  run.script.replies[1].until_cancelled = true;
  run.script.on_poll = [&](int poll) {
    if (run.script.requests.size() == 2 && poll == 5) run.interrupt.notify();
  };
  EXPECT_EQ(run.answer(), kExitInterrupted);
  EXPECT_EQ(run.err(), "octant: interrupted\n");
  const std::vector<Json> lines = run.lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["finish_reason"], "stop");
  EXPECT_EQ(lines[1]["finish_reason"], "cancelled");
  EXPECT_EQ(lines[1]["text"], "half");
}

TEST(Batch, CtrlCBetweenTwoLinesBeginsNoFurtherOne) {
  BatchRun run("{\"prompt\": \"1\"}\n{\"prompt\": \"2\"}\n");
  run.script.replies = {reply_of({"1"}), reply_of({"2"})};
  // Polls: a foreign event, prefill, one token, done. The answer is whole when the flag is seen.
  run.script.on_poll = [&](int poll) {
    if (poll == 4) run.interrupt.notify();
  };
  EXPECT_EQ(run.answer(), kExitInterrupted);
  EXPECT_EQ(run.err(), "octant: interrupted\n");
  ASSERT_EQ(run.lines().size(), 1u);
  EXPECT_EQ(run.lines()[0]["finish_reason"], "stop");
  EXPECT_EQ(run.script.requests.size(), 1u);
}

TEST(Batch, ShowsItsProgressOnATerminal) {
  BatchRun run("{\"prompt\": \"1\"}\n{\"prompt\": \"2\"}\n");
  run.terminal = {.err = true};
  run.script.replies = {reply_of({"1"}), reply_of({"2"})};
  EXPECT_EQ(run.answer(), kExitOk);
  EXPECT_NE(run.err().find("answering, 2 of 2\r\x1b[K"), std::string::npos) << run.err();
}

TEST(Batch, StopsWhenStandardOutputCannotBeWritten) {
  TempFolder folder;
  folder.write("config.json", "{}");
  const std::string path =
      folder.write("prompts.jsonl", "{\"prompt\": \"1\"}\n{\"prompt\": \"2\"}\n").string();
  FakeScript script;
  script.replies = {reply_of({"1"}), reply_of({"2"})};
  Interrupt interrupt;
  Input input(-1, interrupt);
  std::ofstream full("/dev/full");
  ASSERT_TRUE(full.is_open());
  std::ostringstream err;
  Services services{
      .runtime = {.open_engine = [&script](const api::EngineOptions&, const api::OpenHooks&)
                      -> Result<std::unique_ptr<api::Engine>> {
        return std::unique_ptr<api::Engine>(std::make_unique<FakeEngine>(script));
      }},
      .in = input,
      .out = full,
      .err = err,
      .terminal = {},
      .environment = [](const std::string&) { return std::nullopt; },
      .interrupt = interrupt,
  };
  EXPECT_EQ(run_cli({"chat", "--model", folder.path().string(), "--batch", path}, services),
            kExitFailed);
  EXPECT_EQ(err.str(), "octant: standard output cannot be written\n");
  EXPECT_EQ(script.requests.size(), 1u);
}

TEST(Batch, DoesNotGoWithAPrompt) {
  for (const bool batch_first : {false, true}) {
    BatchRun run("{\"prompt\": \"one\"}\n");
    std::vector<std::string> arguments = {"--prompt", "hi"};
    arguments.insert(batch_first ? arguments.begin() : arguments.end(), {"--batch", run.path});
    EXPECT_EQ(run.run_on_model("chat", arguments), kExitUsage);
    EXPECT_EQ(run.out(), "");
    const std::string reason = run.err();
    EXPECT_NE(reason.find("excludes"), std::string::npos) << reason;
    EXPECT_EQ(std::count(reason.begin(), reason.end(), '\n'), 1) << reason;
    EXPECT_FALSE(run.opened);
  }
}

}  // namespace
}  // namespace octant::cli
