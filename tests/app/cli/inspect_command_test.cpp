#include <string>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

api::InspectReport v3_report() {
  api::InspectReport report;
  report.path = "/models/v3";
  report.architecture = "DeepseekV3ForCausalLM";
  report.model_type = "deepseek_v3";
  report.chat_format = "deepseek-v3";
  report.parameters_main = 671026419200;
  report.parameters_draft = 13463426304;
  report.parameters_active = 36600000000;
  report.roles = {{"routed experts", 44544, 653980008448}};
  report.implied_dtype_elements = {{"F8_E4M3", 680000000000}};
  report.config = {{"hidden_size", "7168"}};
  report.num_files = 163;
  report.num_tensors = 91991;
  report.payload_bytes = 688574839360;
  report.dtype_elements = {{"BF16", 3918786560}};
  report.problems = {"model-00002-of-000163.safetensors: not there"};
  return report;
}

TEST(Inspect, PrintsAReadableReport) {
  CliHarness cli;
  cli.report = v3_report();
  EXPECT_EQ(cli.run_on_model("inspect"), kExitOk);
  EXPECT_EQ(cli.inspected, cli.model_dir());
  for (const char* text :
       {"DeepseekV3ForCausalLM", "671,026,419,200 (671.0 B)", "653,980,008,448", "44,544",
        "688,574,839,360 (689 GB)", "hidden_size", "7168", "3,918,786,560", "problems: 1\n",
        "  model-00002-of-000163.safetensors: not there\n"}) {
    EXPECT_NE(cli.out().find(text), std::string::npos) << text << "\n" << cli.out();
  }
  EXPECT_EQ(cli.err(), "");
}

TEST(Inspect, JsonHasEveryField) {
  CliHarness cli;
  cli.report = v3_report();
  EXPECT_EQ(cli.run_on_model("inspect", {"--json"}), kExitOk);
  EXPECT_EQ(cli.out_json(), nlohmann::json::parse(R"({
    "path": "/models/v3", "architecture": "DeepseekV3ForCausalLM", "model_type": "deepseek_v3",
    "chat_format": "deepseek-v3",
    "parameters": {"main": 671026419200, "draft": 13463426304, "active": 36600000000},
    "roles": [{"role": "routed experts", "tensors": 44544, "parameters": 653980008448}],
    "implied_dtype_elements": {"F8_E4M3": 680000000000}, "config": {"hidden_size": "7168"},
    "files": {"num_files": 163, "num_tensors": 91991, "payload_bytes": 688574839360,
              "dtype_elements": {"BF16": 3918786560}},
    "problems": ["model-00002-of-000163.safetensors: not there"]})"));
}

TEST(Inspect, TakesAPositionalPathAndSingleFiles) {
  CliHarness cli;
  cli.report = v3_report();
  const std::string file = cli.folder().write("one.safetensors", "").string();
  EXPECT_EQ(cli.run({"inspect", file}), kExitOk) << cli.err();
  EXPECT_EQ(cli.inspected, file);
}

TEST(Inspect, FiltersNamesFromFiles) {
  CliHarness cli;
  cli.report = v3_report();
  cli.report->problems = {"tensor \x1b[2J: unknown"};
  EXPECT_EQ(cli.run_on_model("inspect"), kExitOk);
  EXPECT_NE(cli.out().find("tensor \\x1b[2J: unknown"), std::string::npos);
  EXPECT_EQ(cli.out().find('\x1b'), std::string::npos);
}

TEST(Inspect, SaysWhyItFailed) {
  CliHarness cli;
  cli.report = corrupt("config.json: hidden_size is \"big\"");
  EXPECT_EQ(cli.run_on_model("inspect"), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: config.json: hidden_size is \"big\"\n");
  EXPECT_EQ(cli.out(), "");
}

TEST(Inspect, NeedsAPath) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"inspect"}), kExitUsage);
  EXPECT_NE(cli.err().find("--model"), std::string::npos) << cli.err();
}

}  // namespace
}  // namespace octant::cli
