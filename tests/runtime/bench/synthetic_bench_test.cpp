// `octant bench --synthetic` from the command line to the backends, on the CPU.

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant {
namespace {

using cli::CliHarness;
using Json = nlohmann::json;

// The tiny shape of runtime/synth.
constexpr double kHidden = 192;
constexpr double kVocab = 512;
constexpr double kDense = 256;   // intermediate_size
constexpr double kExpert = 64;   // moe_intermediate_size, of the shared expert too
constexpr double kChosen = 4;    // num_experts_per_tok
constexpr double kExperts = 16;  // n_routed_experts
constexpr double kQLora = 96;
constexpr double kLatent = 64 + 16;

std::vector<Json> run_json(std::vector<std::string> more) {
  CliHarness cli;
  cli.bench_synthetic = api::bench_synthetic;
  std::vector<std::string> arguments = {"bench", "--synthetic", "tiny", "--device",
                                        "cpu",   "--tokens",    "4",    "--json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  EXPECT_EQ(cli.run(arguments), cli::kExitOk) << cli.err();
  std::vector<Json> cases;
  std::istringstream lines(cli.out());
  for (std::string line; std::getline(lines, line);) cases.push_back(Json::parse(line));
  return cases;
}

const Json& stage_of(const Json& result, const std::string& name) {
  for (const Json& stage : result["stages"]) {
    if (stage["stage"] == name) return stage;
  }
  ADD_FAILURE() << name << " is missing";
  return result["stages"][0];
}

void expect_sums_add_up(const Json& result) {
  double sum = result["rest_microseconds"];
  for (const Json& stage : result["stages"]) {
    EXPECT_GE(stage["microseconds"].get<double>(), 0) << stage;
    sum += stage["microseconds"].get<double>();
  }
  const double timed_step = result["timed_step_microseconds"];
  EXPECT_NEAR(sum, timed_step, 1e-9 * timed_step);
  const Json& all = result["extrapolation"];
  const double whole =
      all["other_milliseconds"].get<double>() +
      all["dense_layers"].get<double>() * all["dense_layer_milliseconds"].get<double>() +
      all["moe_layers"].get<double>() * all["moe_layer_milliseconds"].get<double>();
  EXPECT_NEAR(whole, all["step_milliseconds"].get<double>(), 1e-9 * whole);
}

TEST(SyntheticBench, CountsWhatTheStagesOfATokenRead) {
  const std::vector<Json> cases = run_json({"--ranks", "1"});
  ASSERT_EQ(cases.size(), 1u);
  const Json& result = cases[0];
  EXPECT_EQ(result["name"], "synthetic");
  EXPECT_EQ(result["model"], "tiny");
  EXPECT_EQ(result["dtype"], "bf16");
  EXPECT_EQ(result["dense_layers"], 1);
  EXPECT_EQ(result["moe_layers"], 2);
  EXPECT_EQ(result["steps"], 4);
  expect_sums_add_up(result);
  constexpr double kLayers = 3;
  EXPECT_EQ(stage_of(result, "embed")["bytes"], kHidden * 2);
  EXPECT_EQ(stage_of(result, "head")["bytes"], kVocab * kHidden * 2);
  EXPECT_EQ(stage_of(result, "attn_in")["bytes"],
            kLayers * ((kQLora + kLatent) * kHidden * 2 + kHidden * 4));
  EXPECT_EQ(stage_of(result, "mla_attend")["bytes"], kLayers * kLatent * 2);
  EXPECT_EQ(stage_of(result, "dense_ffn")["bytes"], 3 * kDense * kHidden * 2);
  EXPECT_EQ(stage_of(result, "route")["bytes"], 2 * (kExperts * kHidden * 2 + kExperts * 4));
  // All experts are on this rank, so every token reads as many as it chooses, and the shared one.
  EXPECT_EQ(stage_of(result, "moe_up")["bytes"], 2 * (kChosen + 1) * 2 * kExpert * kHidden * 2);
  EXPECT_EQ(stage_of(result, "moe_down")["bytes"], 2 * (kChosen + 1) * kExpert * kHidden * 2);
  EXPECT_FALSE(stage_of(result, "add_norm").contains("bytes"));
  EXPECT_EQ(stage_of(result, "add_norm")["calls"], 2 * kLayers);
  EXPECT_GT(result["extrapolation"]["tokens_per_second"].get<double>(), 0);
}

TEST(SyntheticBench, MeasuresEveryContextWithEveryNumberOfRows) {
  const std::vector<Json> cases = run_json({"--ranks", "2", "--context", "0,70", "--rows", "1,4",
                                            "--layers", "2", "--dtype", "fp8", "--threads", "2"});
  ASSERT_EQ(cases.size(), 4u);
  for (size_t i = 0; i < cases.size(); ++i) {
    const Json& result = cases[i];
    EXPECT_EQ(result["context"], i < 2 ? 0 : 70);
    EXPECT_EQ(result["rows"], i % 2 == 0 ? 1 : 4);
    EXPECT_EQ(result["dtype"], "fp8");
    EXPECT_EQ(result["ranks"], 2);
    EXPECT_EQ(result["dense_layers"], 1);
    EXPECT_EQ(result["moe_layers"], 1);
    EXPECT_EQ(result["extrapolation"]["moe_layers"], 2);
    EXPECT_EQ(result["extrapolation"].contains("tokens_per_second"), i % 2 == 0);
    expect_sums_add_up(result);
    EXPECT_EQ(stage_of(result, "wait")["calls"], 4);
    const double positions = result["context"].get<double>() + result["rows"].get<double>();
    EXPECT_EQ(stage_of(result, "mla_attend")["bytes"], 2 * positions * kLatent * 2);
  }
}

TEST(SyntheticBench, TableEndsWithTheArithmetic) {
  CliHarness cli;
  cli.bench_synthetic = api::bench_synthetic;
  EXPECT_EQ(cli.run({"bench", "--synthetic", "small", "--layers", "3", "--device", "cpu",
                     "--tokens", "2", "--ranks", "1"}),
            cli::kExitOk)
      << cli.err();
  for (const char* text :
       {"small with random weights, bf16; 3 layers: 2 dense, 1 with experts", "moe_up ",
        "extrapolated, not measured, to all layers (2 dense, 4 with experts)",
        "t = t_other + n_dense x t_dense + n_moe x t_moe = ", " + 2 x ", " + 4 x ",
        " tokens/s\n"}) {
    EXPECT_NE(cli.out().find(text), std::string::npos) << text << "\n" << cli.out();
  }
}

TEST(SyntheticBench, RefusesInOneLine) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> refused = {
      {{"--synthetic", "huge"}, "neither a path to a config.json nor one of: tiny, small"},
      {{"--synthetic", "tiny", "--layers", "1"}, "layers is 1, expected 2 to 3"},
      {{"--synthetic", "tiny", "--layers", "4"}, "layers is 4, expected 2 to 3"},
      {{"--synthetic", "moonlight-16b", "--context", "8192"}, "the shape allows 8192"},
      {{"--synthetic", "tiny", "--layers", "0"}, "--layers: "},
      {{"--synthetic", "tiny", "--model", "x"}, "--synthetic"},
      {{"--synthetic", "tiny", "--draft", "1"}, "--synthetic excludes --draft"},
      {{"--synthetic", "tiny", "--prompt", "8"}, "--synthetic excludes --prompt"},
      {{"--synthetic", "tiny", "--telemetry"}, "--synthetic excludes --telemetry"},
      {{"--synthetic", "tiny", "--dtype", "int4"}, "--dtype: "},
      {{"--synthetic", "tiny", "--rows", "1,9"}, "--rows: "},
      {{"--layers", "2"}, "--layers requires --synthetic"},
      {{}, "--model or --synthetic is required"},
  };
  for (const auto& [more, reason] : refused) {
    CliHarness cli;
    cli.bench_synthetic = api::bench_synthetic;
    std::vector<std::string> arguments = {"bench", "--device", "cpu", "--ranks", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(cli.run(arguments), cli::kExitUsage) << reason;
    EXPECT_NE(cli.err().find(reason), std::string::npos) << cli.err();
    const std::string err = cli.err();
    EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
    EXPECT_EQ(cli.out(), "");
  }
}

TEST(SyntheticBench, RefusesWhatDoesNotFitWithTheNumbers) {
  CliHarness cli;
  cli.bench_synthetic = api::bench_synthetic;
  // 1.3 TB: more than any machine that runs these tests has.
  EXPECT_EQ(cli.run({"bench", "--synthetic", "deepseek-v3", "--dtype", "bf16", "--device", "cpu"}),
            cli::kExitFailed);
  EXPECT_NE(cli.err().find("the model does not fit: this machine has "), std::string::npos)
      << cli.err();
}

}  // namespace
}  // namespace octant
