#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

TEST(ChatOnce, PrintsTheAnswerAndNothingElse) {
  CliHarness cli;
  cli.script.replies = {reply_of({"Hello", ", ", "world"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitOk);
  EXPECT_EQ(cli.out(), "Hello, world\n");
  EXPECT_EQ(cli.err(), "");
}

TEST(ChatOnce, StreamsTokensAsTheyCome) {
  CliHarness cli;
  cli.script.replies = {reply_of({"Hello", " world\n"})};
  std::vector<std::string> seen;
  cli.script.on_poll = [&](int) { seen.push_back(cli.out()); };
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitOk);
  // Polls: a foreign event, prefill, two tokens, done.
  EXPECT_EQ(seen, (std::vector<std::string>{"", "", "", "Hello", "Hello world\n"}));
  EXPECT_EQ(cli.out(), "Hello world\n");
}

TEST(ChatOnce, SendsMessagesAndOptions) {
  CliHarness cli;
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt",      "-x",
                                      "--system",      "be brief",
                                      "--temperature", "0.5",
                                      "--top-p",       "0.9",
                                      "--top-k",       "40",
                                      "--min-p",       "0.05",
                                      "--seed",        "18446744073709551615",
                                      "--max-tokens",  "17",
                                      "--stop",        "[a,b]",
                                      "--stop",        "END",
                                      "--thinking",    "on",
                                      "--draft",       "3",
                                      "--ranks",       "4",
                                      "--threads",     "2",
                                      "--device",      "cpu",
                                      "--backend",     "reference",
                                      "--context",     "512",
                                      "--chat-format", "deepseek-v3"}),
            kExitOk)
      << cli.err();
  ASSERT_EQ(cli.script.requests.size(), 1u);
  const api::ChatRequest& request = cli.script.requests[0];
  ASSERT_EQ(request.messages.size(), 2u);
  EXPECT_EQ(request.messages[0].role, api::Role::kSystem);
  EXPECT_EQ(request.messages[0].content, "be brief");
  EXPECT_EQ(request.messages[1].role, api::Role::kUser);
  EXPECT_EQ(request.messages[1].content, "-x");
  const api::GenerateOptions& options = request.options;
  EXPECT_EQ(options.temperature, 0.5F);
  EXPECT_EQ(options.top_p, 0.9F);
  EXPECT_EQ(options.top_k, 40);
  EXPECT_EQ(options.min_p, 0.05F);
  EXPECT_EQ(options.seed, UINT64_MAX);
  EXPECT_EQ(options.max_tokens, 17);
  EXPECT_EQ(options.stop, (std::vector<std::string>{"[a,b]", "END"}));
  EXPECT_TRUE(options.thinking);
  EXPECT_EQ(options.draft.kind, api::DraftMode::Kind::kFixed);
  EXPECT_EQ(options.draft.num_drafted, 3);
  ASSERT_TRUE(cli.opened);
  EXPECT_EQ(cli.opened->model_dir, cli.model_dir());
  EXPECT_EQ(cli.opened->num_ranks, 4);
  EXPECT_EQ(cli.opened->num_threads, 2);
  EXPECT_EQ(cli.opened->device, api::Device::kCpu);
  EXPECT_EQ(cli.opened->backend, api::BackendKind::kReference);
  EXPECT_EQ(cli.opened->max_context, 512);
  EXPECT_EQ(cli.opened->chat_format, "deepseek-v3");
  EXPECT_TRUE(cli.opened->load_draft);
}

TEST(ChatOnce, LeavesUnsetOptionsToTheEngine) {
  CliHarness cli;
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--draft", "off"}), kExitOk);
  const api::GenerateOptions& options = cli.script.requests.at(0).options;
  EXPECT_FALSE(options.temperature || options.top_p || options.top_k || options.seed);
  EXPECT_TRUE(options.stop.empty());
  EXPECT_FALSE(cli.opened->backend);
  EXPECT_EQ(cli.opened->num_ranks, 8);
  EXPECT_FALSE(cli.opened->load_draft);
}

TEST(ChatOnce, ReadsThePromptFromStdin) {
  CliHarness cli("line one\nline two\n");
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "-"}), kExitOk);
  EXPECT_EQ(cli.script.requests.at(0).messages.at(0).content, "line one\nline two");
}

TEST(ChatOnce, JsonIsOneDocumentWithEveryField) {
  CliHarness cli;
  cli.script.replies = {reply_of({"think", "Hello", " \x1b[1m"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  cli.script.replies[0].done.reason = api::FinishReason::kLength;
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--json"}), kExitOk);
  EXPECT_EQ(cli.out_json(), nlohmann::json::parse(R"json({
    "text": "Hello \u001b[1m", "reasoning": "think", "tokens": [100, 101, 102],
    "finish_reason": "length",
    "usage": {"prompt_tokens": 7, "completion_tokens": 3, "cached_tokens": 3},
    "timings": {"prefill_ms": 20.0, "decode_ms": 80.0, "ttft_ms": 25.0, "tokens_per_second": 40.0,
                "draft_proposed": 4, "draft_accepted": 3},
    "ranks": 2, "device": "cpu (fake)",
    "routing": {"rank_share": [0.75, 0.25], "busiest_over_mean": 1.5}})json"));
}

TEST(ChatOnce, JsonSaysThatAnAnswerWasCancelled) {
  CliHarness cli;
  cli.script.replies = {reply_of({"half"})};
  cli.script.replies[0].until_cancelled = true;
  cli.script.on_poll = [&](int poll) {
    if (poll == 5) cli.interrupt.notify();
  };
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--json"}), kExitInterrupted);
  EXPECT_EQ(cli.out_json()["finish_reason"], "cancelled");
  EXPECT_EQ(cli.out_json()["text"], "half");
}

TEST(ChatOnce, CtrlCPrintsWhatThereIsAndExits130) {
  CliHarness cli;
  cli.script.replies = {reply_of({"half an", " answer"})};
  cli.script.replies[0].until_cancelled = true;
  cli.script.on_poll = [&](int poll) {
    if (poll == 6) cli.interrupt.notify();
  };
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitInterrupted);
  EXPECT_EQ(cli.out(), "half an answer\n");
  EXPECT_EQ(cli.err(), "octant: interrupted\n");
}

TEST(ChatOnce, CtrlCWhileLoadingExits130) {
  CliHarness cli;
  bool seen = false;
  cli.on_open = [&](const api::OpenHooks& hooks) {
    cli.interrupt.notify();
    seen = hooks.cancel != nullptr && hooks.cancel->load();
  };
  cli.open_refused = cancelled("loading was cancelled");
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitInterrupted);
  EXPECT_TRUE(seen);
  EXPECT_EQ(cli.out(), "");
  EXPECT_EQ(cli.err(), "octant: interrupted while the model was loading\n");
}

TEST(ChatOnce, EscapesControlCharactersOfTheModel) {
  CliHarness cli;
  cli.script.replies = {reply_of({"a\x1b", "[2J\xe2\x80",
                                  "\xae"
                                  "b\x9b"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitOk);
  EXPECT_EQ(cli.out(), "a\\x1b[2J\\u202eb\\x9b\n");
}

TEST(ChatOnce, EscapesControlCharactersOfErrors) {
  CliHarness cli;
  cli.open_refused = corrupt("tensor \x1b[31mred: bad shape");
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: tensor \\x1b[31mred: bad shape\n");
}

TEST(ChatOnce, LeavesReasoningOutOfPipedText) {
  CliHarness cli;
  cli.script.replies = {reply_of({"hmm", "yes"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--thinking", "on"}), kExitOk);
  EXPECT_EQ(cli.out(), "yes\n");
}

TEST(ChatOnce, DimsReasoningOnATerminalWithColours) {
  CliHarness cli;
  cli.terminal = {.out = true, .colour = true};
  cli.script.replies = {reply_of({"hmm", "yes"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--thinking", "on"}), kExitOk);
  EXPECT_EQ(cli.out(), "\x1b[2mhmm\x1b[0m\nyes\n");
}

TEST(ChatOnce, MarksReasoningOnATerminalWithoutColours) {
  CliHarness cli;
  cli.terminal = {.out = true};
  cli.script.replies = {reply_of({"hmm", "yes"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--thinking", "on"}), kExitOk);
  EXPECT_EQ(cli.out(), "[reasoning]\nhmm\n[answer]\nyes\n");
}

TEST(ChatOnce, RestoresColoursWhenStoppedWhileReasoning) {
  CliHarness cli;
  cli.terminal = {.out = true, .colour = true};
  cli.script.replies = {reply_of({"hmm"})};
  cli.script.replies[0].tokens[0].kind = api::TextKind::kReasoning;
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--thinking", "on"}), kExitOk);
  EXPECT_EQ(cli.out(), "\x1b[2mhmm\x1b[0m\n");
}

TEST(ChatOnce, RoutingGoesToStderr) {
  CliHarness cli;
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--routing"}), kExitOk);
  EXPECT_EQ(cli.out(), "ok\n");
  EXPECT_NE(cli.err().find("busiest rank over the mean: 1.50"), std::string::npos);
}

TEST(ChatOnce, RoutingAddsExpertCountsToJson) {
  CliHarness cli;
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--routing", "--json"}), kExitOk);
  EXPECT_EQ(cli.out_json()["routing"]["expert_counts"], nlohmann::json({{5, 1}, {4, 2}}));
  EXPECT_EQ(cli.err(), "");
}

TEST(ChatOnce, ShowsProgressAndAStatusLineOnATerminal) {
  CliHarness cli;
  cli.terminal = {.err = true};
  cli.on_open = [](const api::OpenHooks& hooks) {
    hooks.on_progress({.bytes_read = 1500000000,
                       .bytes_total = 3000000000,
                       .bytes_per_second = 1e9,
                       .seconds_left = 1.5});
  };
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitOk);
  EXPECT_NE(cli.err().find("loading 1.5 GB of 3.0 GB, 1.0 GB/s, 2 s left\r\x1b[K"),
            std::string::npos)
      << cli.err();
  EXPECT_NE(cli.err().find("reading 7 of 7 tokens\r\x1b[K"), std::string::npos) << cli.err();
  EXPECT_NE(cli.err().find("[1 tokens, 40.0 tok/s"), std::string::npos) << cli.err();
}

TEST(ChatOnce, SaysWhenTheModelCannotThink) {
  CliHarness cli;
  cli.script.model.supports_thinking = false;
  cli.script.replies = {reply_of({"ok"})};
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--thinking", "on"}), kExitOk);
  EXPECT_EQ(cli.err(), "octant: --thinking: this model's chat format has no such choice\n");
}

TEST(ChatOnce, AnAnswerThatFailedKeepsItsTextAndExits1) {
  CliHarness cli;
  cli.script.replies = {reply_of({"half"}), reply_of({"half"})};
  for (FakeReply& reply : cli.script.replies) {
    reply.done.reason = api::FinishReason::kError;
    reply.done.error = "layer 3: logits are NaN";
  }
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitFailed);
  EXPECT_EQ(cli.out(), "half\n");
  EXPECT_EQ(cli.err(), "octant: layer 3: logits are NaN\n");

  CliHarness json;
  json.script.replies = cli.script.replies;
  EXPECT_EQ(json.run_on_model("chat", {"--prompt", "hi", "--json"}), kExitFailed);
  EXPECT_EQ(json.out_json()["finish_reason"], "error");
  EXPECT_EQ(json.out_json()["error"], "layer 3: logits are NaN");
}

TEST(ChatOnce, AFaultExits1) {
  CliHarness cli;
  cli.script.replies = {reply_of({"half"})};
  cli.script.replies[0].fault = "rank 2: device lost";
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi"}), kExitFailed);
  EXPECT_EQ(cli.out(), "half\n");
  EXPECT_EQ(cli.err(), "octant: rank 2: device lost\n");
}

TEST(Chat, EveryErrorClassHasItsExitCode) {
  const std::vector<std::pair<Status, int>> cases = {
      {invalid_argument("reason"), kExitUsage}, {not_found("reason"), kExitFailed},
      {corrupt("reason"), kExitFailed},         {unsupported("reason"), kExitFailed},
      {out_of_memory("reason"), kExitFailed},   {device_error("reason"), kExitFailed},
      {io_error("reason"), kExitFailed},        {cancelled("reason"), kExitInterrupted},
      {internal_error("reason"), kExitFailed},
  };
  for (const auto& [status, code] : cases) {
    CliHarness open;
    open.open_refused = status;
    EXPECT_EQ(open.run_on_model("chat", {"--prompt", "hi"}), code) << status.to_string();
    EXPECT_EQ(open.out(), "");
    EXPECT_EQ(open.err(), "octant: reason\n");

    CliHarness submit;
    submit.script.replies = {FakeReply{.refused = status}};
    EXPECT_EQ(submit.run_on_model("chat", {"--prompt", "hi", "--json"}), code);
    EXPECT_EQ(submit.out_json()["error"], "reason");
    EXPECT_EQ(submit.out_json()["error_kind"], std::string(to_string(status.code())));
    EXPECT_EQ(submit.err(), "octant: reason\n");
  }
}

TEST(Chat, RangeErrorsNameTheOption) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"--temperature", "5.5"}, {"--temperature", "nan"}, {"--temperature", "-1"},
      {"--top-p", "0"},         {"--top-p", "1.1"},       {"--top-k", "-1"},
      {"--min-p", "2"},         {"--seed", "-1"},         {"--max-tokens", "many"},
      {"--stop", ""},           {"--ranks", "0"},         {"--ranks", "65"},
      {"--threads", "-1"},      {"--device", "tpu"},      {"--backend", "fast"},
      {"--context", "1e6"},     {"--draft", "8"},         {"--thinking", "maybe"},
  };
  for (const auto& [option, value] : cases) {
    CliHarness cli;
    EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", option, value}), kExitUsage) << option;
    const std::string reason = cli.err();
    EXPECT_TRUE(reason.starts_with("octant: " + option + ": ")) << reason;
    EXPECT_EQ(std::count(reason.begin(), reason.end(), '\n'), 1) << reason;
    EXPECT_EQ(cli.out(), "");
    EXPECT_FALSE(cli.opened);
  }
}

TEST(Chat, NeedsAModel) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"chat", "--prompt", "hi"}), kExitUsage);
  EXPECT_NE(cli.err().find("--model"), std::string::npos);
}

TEST(Chat, JsonNeedsAPromptOrABatch) {
  CliHarness cli;
  EXPECT_EQ(cli.run_on_model("chat", {"--json"}), kExitUsage);
  EXPECT_EQ(cli.err(), "octant: --json: needs --prompt or --batch\n");
}

TEST(Chat, SaysInOneLineWhyThereIsNoGpu) {
  CliHarness cli;
  cli.script.model.no_gpu = "there is no NVIDIA driver";
  cli.run_on_model("chat", {"--prompt", "hi"});
  EXPECT_NE(cli.err().find("octant: there is no NVIDIA driver; running on the CPU\n"),
            std::string::npos);
}

TEST(Chat, PassesCudaOnToTheEngine) {
  CliHarness cli;
  cli.open_refused = unsupported("CUDA is not built in");
  EXPECT_EQ(cli.run_on_model("chat", {"--prompt", "hi", "--device", "cuda", "--backend", "cuda"}),
            kExitFailed);
  EXPECT_EQ(cli.opened->device, api::Device::kCuda);
  EXPECT_EQ(cli.opened->backend, api::BackendKind::kCuda);
  EXPECT_EQ(cli.err(), "octant: CUDA is not built in\n");
}

}  // namespace
}  // namespace octant::cli
