#include "app/cli/plan_command.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

api::MemoryPlan two_ranks_on_one_device() {
  return {.architecture = "DeepseekV3ForCausalLM",
          .num_ranks = 2,
          .max_context = 4096,
          .parts = {{.name = "attention", .rank_bytes = {1'000'000'000, 2'000'000'000}},
                    {.name = "cache", .rank_bytes = {500'000'000, 500'000'000}}},
          .shared_bytes = 0,
          .places = {{.name = "device 0",
                      .ranks = {0, 1},
                      .needed_bytes = 4'000'000'000,
                      .free_bytes = 5'000'000'000}},
          .no_gpu = "",
          .too_small = ""};
}

TEST(Plan, ShowsWhatARankTakesAndThatItFits) {
  CliHarness cli;
  cli.plan = two_ranks_on_one_device();
  EXPECT_EQ(cli.run_on_model("plan", {"--ranks", "2", "--context", "4096"}), kExitOk);
  EXPECT_EQ(cli.opened->num_ranks, 2);
  EXPECT_EQ(cli.opened->max_context, 4096);
  EXPECT_EQ(cli.out(),
            "DeepseekV3ForCausalLM on 2 ranks, 4,096 tokens of context\n\n"
            "a rank has            least       most  all ranks\n"
            "attention            1.0 GB     2.0 GB     3.0 GB\n"
            "cache                500 MB     500 MB     1.0 GB\n"
            "total                1.5 GB     2.5 GB     4.0 GB\n\n"
            "                 ranks            needed       free\n"
            "device 0         0, 1             4.0 GB     5.0 GB\n\n"
            "fits\n");
}

TEST(Plan, FailsWhereSomethingDoesNotFit) {
  CliHarness cli;
  cli.plan = two_ranks_on_one_device();
  cli.plan->too_small = "the model does not fit: device 0 has too little";
  EXPECT_EQ(cli.run_on_model("plan"), kExitFailed);
  EXPECT_NE(cli.out().find("\nthe model does not fit: device 0 has too little\n"),
            std::string::npos);
  EXPECT_EQ(cli.out().find("fits\n"), std::string::npos);
}

TEST(Plan, LeavesOpenWhatNobodyCanTell) {
  CliHarness cli;
  cli.plan = two_ranks_on_one_device();
  cli.plan->places.front().free_bytes = 0;
  cli.plan->no_gpu = "there is no NVIDIA driver";
  EXPECT_EQ(cli.run_on_model("plan"), kExitOk);
  EXPECT_NE(cli.out().find("         ?\n\nthere is no NVIDIA driver\n"), std::string::npos);
  EXPECT_EQ(cli.out().find("fits"), std::string::npos);
  CliHarness as_json;
  as_json.plan = *cli.plan;
  EXPECT_EQ(as_json.run_on_model("plan", {"--json"}), kExitOk);
  const auto json = nlohmann::json::parse(as_json.out());
  EXPECT_TRUE(json.at("places").at(0).at("free_bytes").is_null());
  EXPECT_EQ(json.at("places").at(0).at("needed_bytes"), 4'000'000'000);
  EXPECT_EQ(json.at("parts").at(0).at("rank_bytes").at(1), 2'000'000'000);
}

TEST(Plan, PassesAnErrorOn) {
  CliHarness cli;
  EXPECT_EQ(cli.run_on_model("plan"), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: no plan was scripted\n");
}

}  // namespace
}  // namespace octant::cli
