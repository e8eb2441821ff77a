#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

using Kind = api::DraftMode::Kind;
using Cases = std::vector<api::BenchCase>;

// One case of each kind, with numbers that are exact in binary.
Cases one_of_each() {
  const api::BenchCase base{.model = "tiny",
                            .device = "fake cpu",
                            .ranks = 1,
                            .threads = 4,
                            .repetitions = 5,
                            .bandwidth_gigabytes_per_second = 16};
  api::BenchCase load = base;
  load.name = "load";
  load.gigabytes_per_second = 1.5;
  api::BenchCase prefill = base;
  prefill.name = "prefill";
  prefill.tokens = 512;
  prefill.tokens_per_second = 100;
  prefill.tokens_per_second_p10 = 90;
  prefill.tokens_per_second_p90 = 110;
  api::BenchCase decode = prefill;
  decode.name = "decode";
  decode.draft = "off";
  decode.context = 64;
  decode.tokens = 32;
  decode.bytes_per_token = 8e9;
  decode.gigabytes_per_second = 8;
  decode.share_of_bandwidth = 0.5;
  api::BenchCase drafted = prefill;
  drafted.name = "decode";
  drafted.draft = "2";
  drafted.tokens = 32;
  drafted.acceptance = 0.75;
  api::BenchCase telemetry = base;
  telemetry.name = "telemetry";
  telemetry.draft = "off";
  telemetry.tokens = 32;
  telemetry.repetitions = 10;
  telemetry.overhead = 0.0625;
  return {load, prefill, decode, drafted, telemetry};
}

// A bench that reports `cases`, with the options it was asked for.
class FakeBench {
 public:
  explicit FakeBench(CliHarness& cli, Cases cases = {}) {
    cli.bench = [this, cases = std::move(cases)](const api::BenchOptions& options,
                                                 const api::BenchHooks& hooks) -> Result<Cases> {
      ++num_runs;
      asked = options;
      for (const api::BenchCase& result : cases) hooks.on_case(result);
      return cases;
    };
  }

  int num_runs = 0;
  api::BenchOptions asked;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> keys_of(const nlohmann::json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

TEST(Bench, MeasuresOneRankOnAllCoresWithoutDraftsByDefault) {
  CliHarness cli;
  const FakeBench bench(cli);
  EXPECT_EQ(cli.run_on_model("bench"), kExitOk) << cli.err();
  ASSERT_EQ(bench.num_runs, 1);
  EXPECT_EQ(bench.asked.engine.model_dir, cli.model_dir());
  EXPECT_EQ(bench.asked.engine.num_ranks, 1);
  EXPECT_FALSE(bench.asked.engine.load_draft);
  EXPECT_EQ(bench.asked.threads, std::vector<int32_t>{0});
  EXPECT_EQ(bench.asked.contexts, std::vector<int64_t>{0});
  EXPECT_EQ(bench.asked.prompts, std::vector<int64_t>{512});
  ASSERT_EQ(bench.asked.drafts.size(), 1u);
  EXPECT_EQ(bench.asked.drafts[0].kind, Kind::kOff);
  EXPECT_EQ(bench.asked.decode_tokens, 32);
  EXPECT_EQ(bench.asked.repetitions, 5);
  EXPECT_FALSE(bench.asked.telemetry);
  EXPECT_EQ(bench.asked.seed, 0u);
}

TEST(Bench, ReadsItsLists) {
  CliHarness cli;
  const FakeBench bench(cli);
  EXPECT_EQ(cli.run_on_model("bench", {"--threads", "1,2,4", "--context", "0,4096", "--prompt",
                                       "1,16777216", "--draft", "off,auto,7"}),
            kExitOk)
      << cli.err();
  EXPECT_EQ(bench.asked.threads, (std::vector<int32_t>{1, 2, 4}));
  EXPECT_EQ(bench.asked.contexts, (std::vector<int64_t>{0, 4096}));
  EXPECT_EQ(bench.asked.prompts, (std::vector<int64_t>{1, 16777216}));
  ASSERT_EQ(bench.asked.drafts.size(), 3u);
  EXPECT_EQ(bench.asked.drafts[0].kind, Kind::kOff);
  EXPECT_EQ(bench.asked.drafts[1].kind, Kind::kAuto);
  EXPECT_EQ(bench.asked.drafts[2].kind, Kind::kFixed);
  EXPECT_EQ(bench.asked.drafts[2].num_drafted, 7);
  EXPECT_TRUE(bench.asked.engine.load_draft);
}

TEST(Bench, PassesItsOtherOptionsOn) {
  CliHarness cli;
  const FakeBench bench(cli);
  EXPECT_EQ(cli.run_on_model("bench", {"--ranks", "8", "--device", "cpu", "--backend", "reference",
                                       "--prompt", "none", "--tokens", "2", "--repetitions", "1",
                                       "--telemetry", "--seed", "18446744073709551615"}),
            kExitOk)
      << cli.err();
  EXPECT_EQ(bench.asked.engine.num_ranks, 8);
  EXPECT_EQ(bench.asked.engine.device, api::Device::kCpu);
  EXPECT_EQ(bench.asked.engine.backend, api::BackendKind::kReference);
  EXPECT_TRUE(bench.asked.prompts.empty());
  EXPECT_EQ(bench.asked.decode_tokens, 2);
  EXPECT_EQ(bench.asked.repetitions, 1);
  EXPECT_TRUE(bench.asked.telemetry);
  EXPECT_EQ(bench.asked.seed, 18446744073709551615u);
}

TEST(Bench, RefusesValuesAndNamesTheOption) {
  const std::vector<std::pair<std::string, std::string>> refused = {
      {"--threads", "1,,2"},    {"--threads", "1,"},        {"--threads", ",1"},
      {"--threads", "1025"},    {"--threads", "none"},      {"--context", "-1"},
      {"--context", "0 1"},     {"--context", "16777217"},  {"--prompt", "0"},
      {"--prompt", "none,1"},   {"--prompt", "16777217"},   {"--draft", "8"},
      {"--draft", "off,maybe"}, {"--tokens", "1"},          {"--tokens", "1,2"},
      {"--repetitions", "0"},   {"--repetitions", "10001"}, {"--seed", "-1"},
      {"--ranks", "0"},         {"--ranks", "1,2"},
  };
  for (const auto& [option, value] : refused) {
    CliHarness cli;
    const FakeBench bench(cli);
    EXPECT_EQ(cli.run_on_model("bench", {option + "=" + value}), kExitUsage) << option << value;
    EXPECT_TRUE(cli.err().starts_with("octant: " + option + ": ")) << cli.err();
    EXPECT_EQ(cli.out(), "");
    EXPECT_EQ(bench.num_runs, 0);
  }
}

TEST(Bench, TableHasARowForEachCase) {
  CliHarness cli;
  const FakeBench bench(cli, one_of_each());
  EXPECT_EQ(cli.run_on_model("bench"), kExitOk);
  const std::vector<std::string> lines = lines_of(cli.out());
  ASSERT_EQ(lines.size(), 12u) << cli.out();
  EXPECT_EQ(lines[0], "tiny on fake cpu, 1 rank; 5 repetitions");
  EXPECT_EQ(lines[3],
            "bandwidth: GB/s that the same threads read from memory, measured in the same run");
  EXPECT_EQ(lines[4], "share: GB/s of decoding as a share of that bandwidth");
  // clang-format off
  EXPECT_EQ(lines[6],
            "case      threads  context   tokens draft     tok/s       p10       p90     GB/s bandwidth  share");
  EXPECT_EQ(lines[7],
            "load            4        -        -     -         -         -         -     1.50     16.00      -");
  EXPECT_EQ(lines[8],
            "prefill         4        0      512     -    100.00     90.00    110.00        -     16.00      -");
  EXPECT_EQ(lines[9],
            "decode          4       64       32   off    100.00     90.00    110.00     8.00     16.00  50.0%");
  EXPECT_EQ(lines[10],
            "decode          4        0       32     2    100.00     90.00    110.00        -     16.00      -"
            "  75.0% of drafts accepted");
  EXPECT_EQ(lines[11],
            "telemetry       4        0       32   off         -         -         -        -     16.00      -"
            "  +6.2% time a token");
  // clang-format on
  EXPECT_EQ(cli.err(), "");
}

TEST(Bench, EveryRowIsOutBeforeTheNextCaseBegins) {
  CliHarness cli;
  cli.bench = [&cli](const api::BenchOptions&, const api::BenchHooks& hooks) -> Result<Cases> {
    const Cases cases = one_of_each();
    for (std::size_t i = 0; i < cases.size(); ++i) {
      hooks.on_case(cases[i]);
      EXPECT_EQ(lines_of(cli.out()).size(), 8 + i);
    }
    return cases;
  };
  EXPECT_EQ(cli.run_on_model("bench"), kExitOk);
}

TEST(Bench, JsonLinesHoldTheFieldsThatApply) {
  CliHarness cli;
  const FakeBench bench(cli, one_of_each());
  EXPECT_EQ(cli.run_on_model("bench", {"--json"}), kExitOk);
  std::vector<nlohmann::json> cases;
  for (const std::string& line : lines_of(cli.out())) cases.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(cases.size(), 5u);
  for (nlohmann::json& result : cases) {
    EXPECT_FALSE(result["version"].get<std::string>().empty());
    result.erase("version");
    EXPECT_EQ(result["model"], "tiny");
    EXPECT_EQ(result["device"], "fake cpu");
    EXPECT_EQ(result["ranks"], 1);
    EXPECT_EQ(result["threads"], 4);
    EXPECT_EQ(result["bandwidth_gigabytes_per_second"], 16.0);
  }
  EXPECT_EQ(cases[0], nlohmann::json::parse(R"({"name": "load", "model": "tiny",
      "device": "fake cpu", "ranks": 1, "threads": 4, "gigabytes_per_second": 1.5,
      "bandwidth_gigabytes_per_second": 16.0
})"));
  EXPECT_EQ(cases[1], nlohmann::json::parse(R"({"name": "prefill", "model": "tiny",
      "device": "fake cpu", "ranks": 1, "threads": 4, "context": 0, "tokens": 512,
      "repetitions": 5, "tokens_per_second": 100.0, "tokens_per_second_p10": 90.0,
      "tokens_per_second_p90": 110.0, "bandwidth_gigabytes_per_second": 16.0
})"));
  EXPECT_EQ(cases[2], nlohmann::json::parse(R"({"name": "decode", "model": "tiny",
      "device": "fake cpu", "ranks": 1, "threads": 4, "draft": "off", "context": 64,
      "tokens": 32, "repetitions": 5, "tokens_per_second": 100.0, "tokens_per_second_p10": 90.0,
      "tokens_per_second_p90": 110.0, "bytes_per_token": 8e9, "gigabytes_per_second": 8.0,
      "bandwidth_gigabytes_per_second": 16.0, "share_of_bandwidth": 0.5
})"));
  EXPECT_EQ(cases[3]["acceptance"], 0.75);
  EXPECT_FALSE(cases[3].contains("bytes_per_token"));
  EXPECT_FALSE(cases[3].contains("share_of_bandwidth"));
  EXPECT_EQ(keys_of(cases[4]),
            (std::vector<std::string>{"bandwidth_gigabytes_per_second", "context", "device",
                                      "draft", "model", "name", "overhead", "ranks", "repetitions",
                                      "threads", "tokens"}));
  EXPECT_EQ(cases[4]["overhead"], 0.0625);
}

TEST(Bench, WithoutAMeasuredBandwidthThereIsNoShare) {
  Cases decode = {one_of_each()[2]};
  decode[0].bandwidth_gigabytes_per_second = 0;
  decode[0].share_of_bandwidth = 0;
  CliHarness json;
  const FakeBench for_json(json, decode);
  EXPECT_EQ(json.run_on_model("bench", {"--json"}), kExitOk);
  EXPECT_FALSE(json.out_json().contains("bandwidth_gigabytes_per_second"));
  EXPECT_FALSE(json.out_json().contains("share_of_bandwidth"));
  EXPECT_EQ(json.out_json()["gigabytes_per_second"], 8.0);
  CliHarness table;
  const FakeBench for_table(table, decode);
  EXPECT_EQ(table.run_on_model("bench"), kExitOk);
  EXPECT_TRUE(table.out().ends_with("  8.00         -      -\n")) << table.out();
}

TEST(Bench, FiltersTheNamesOfModelAndDevice) {
  Cases load = {one_of_each()[0]};
  load[0].model = "a\x1b[31m\nb";
  load[0].device = "\x1b[2J";
  for (const bool json : {false, true}) {
    CliHarness cli;
    const FakeBench bench(cli, load);
    std::vector<std::string> arguments;
    if (json) arguments.push_back("--json");
    EXPECT_EQ(cli.run_on_model("bench", arguments), kExitOk);
    EXPECT_EQ(cli.out().find('\x1b'), std::string::npos);
  }
}

TEST(Bench, ProgressGoesToATerminalOnStderr) {
  CliHarness cli;
  cli.terminal.err = true;
  const FakeBench bench(cli, one_of_each());
  EXPECT_EQ(cli.run_on_model("bench", {"--draft", "off,2", "--telemetry", "--json"}), kExitOk);
  EXPECT_TRUE(cli.err().starts_with("\r\x1b[Kloading the model")) << cli.err();
  EXPECT_NE(cli.err().find("measuring, case 2 of 5"), std::string::npos) << cli.err();
  EXPECT_NE(cli.err().find("measuring, case 5 of 5"), std::string::npos) << cli.err();
  EXPECT_TRUE(cli.err().ends_with("\r\x1b[K")) << cli.err();
  EXPECT_EQ(lines_of(cli.out()).size(), 5u);
}

TEST(Bench, CtrlCCancelsAndKeepsTheRowsThatAreDone) {
  for (const bool json : {false, true}) {
    CliHarness cli;
    cli.bench = [&cli](const api::BenchOptions&, const api::BenchHooks& hooks) -> Result<Cases> {
      EXPECT_FALSE(hooks.cancel->load());
      hooks.on_case(one_of_each()[0]);
      cli.interrupt.notify();
      EXPECT_TRUE(hooks.cancel->load());
      return cancelled("the benchmark was stopped");
    };
    std::vector<std::string> arguments;
    if (json) arguments.push_back("--json");
    EXPECT_EQ(cli.run_on_model("bench", arguments), kExitInterrupted);
    EXPECT_EQ(cli.err(), "octant: interrupted\n");
    EXPECT_FALSE(cli.interrupt.pending());
    const std::vector<std::string> lines = lines_of(cli.out());
    ASSERT_EQ(lines.size(), json ? 2u : 8u) << cli.out();
    if (json) {
      EXPECT_EQ(nlohmann::json::parse(lines[1])["error"], "interrupted");
    }
  }
}

TEST(Bench, SaysWhyItFailed) {
  const std::vector<std::pair<Status, int>> failures = {
      {unsupported("the model has no MTP layer"), kExitFailed},
      {invalid_argument("the longest case needs a context of 9000 tokens"), kExitUsage},
  };
  for (const auto& [status, code] : failures) {
    CliHarness cli;
    cli.bench = [&status = status](const api::BenchOptions&, const api::BenchHooks&) {
      return Result<Cases>(status);
    };
    EXPECT_EQ(cli.run_on_model("bench", {"--json"}), code);
    EXPECT_EQ(cli.err(), "octant: " + std::string(status.message()) + "\n");
    EXPECT_EQ(lines_of(cli.out()).size(), 1u);
    EXPECT_EQ(cli.out_json()["error"], std::string(status.message()));
  }
}

TEST(Bench, HelpStatesDefaultsAndUnits) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"bench", "--help"}), kExitOk);
  for (const char* text : {"(default 1)", "(default 512)", "LIST|none", "(default 32)",
                           "(default 5)", "tokens of the prompt", "separated by commas"}) {
    EXPECT_NE(cli.out().find(text), std::string::npos) << text << "\n" << cli.out();
  }
}

}  // namespace
}  // namespace octant::cli
