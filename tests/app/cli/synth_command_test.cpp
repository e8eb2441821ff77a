#include <string>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

TEST(Synth, PassesItsOptionsOn) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"synth", "--shape", "tiny", "--out", "dir", "--dtype", "fp8", "--seed", "9",
                     "--layers", "3", "--ue8m0"}),
            kExitOk)
      << cli.err();
  ASSERT_TRUE(cli.synthesized);
  EXPECT_EQ(cli.synthesized->shape, "tiny");
  EXPECT_EQ(cli.synthesized->out_dir, "dir");
  EXPECT_EQ(cli.synthesized->dtype, api::SynthDType::kF8);
  EXPECT_EQ(cli.synthesized->seed, 9u);
  EXPECT_EQ(cli.synthesized->num_layers, 3);
  EXPECT_TRUE(cli.synthesized->ue8m0_scales);
  EXPECT_EQ(cli.out(), "dir\n");
}

TEST(Synth, IsBf16AndSeed0ByDefault) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"synth", "--shape", "tiny", "--out", "dir", "--json"}), kExitOk);
  EXPECT_EQ(cli.synthesized->dtype, api::SynthDType::kBF16);
  EXPECT_EQ(cli.synthesized->seed, 0u);
  EXPECT_EQ(cli.synthesized->num_layers, 0);
  EXPECT_EQ(cli.out_json(), nlohmann::json({{"out", "dir"}}));
}

TEST(Synth, ListsItsShapes) {
  CliHarness text;
  EXPECT_EQ(text.run({"synth", "--list"}), kExitOk);
  EXPECT_EQ(text.out(), "tiny             two layers\ndemo             more layers\n");
  CliHarness json;
  EXPECT_EQ(json.run({"synth", "--list", "--json"}), kExitOk);
  EXPECT_EQ(json.out_json(), nlohmann::json::parse(R"({"shapes": [
    {"name": "tiny", "description": "two layers"}, {"name": "demo", "description": "more layers"}]})"));
}

TEST(Synth, NeedsShapeAndFolder) {
  CliHarness shape;
  EXPECT_EQ(shape.run({"synth", "--out", "dir"}), kExitUsage);
  EXPECT_TRUE(shape.err().starts_with("octant: --shape is required")) << shape.err();
  CliHarness out;
  EXPECT_EQ(out.run({"synth", "--shape", "tiny"}), kExitUsage);
  EXPECT_EQ(out.err(), "octant: --out is required\n");
}

TEST(Synth, PowerOfTwoScalesNeedScales) {
  CliHarness cli;
  EXPECT_EQ(cli.run({"synth", "--shape", "tiny", "--out", "dir", "--ue8m0"}), kExitUsage);
  EXPECT_TRUE(cli.err().starts_with("octant: --ue8m0: ")) << cli.err();
  EXPECT_FALSE(cli.synthesized);
}

TEST(Synth, SaysWhyItFailed) {
  CliHarness cli;
  cli.synth_status = io_error("dir: no space left on device");
  EXPECT_EQ(cli.run({"synth", "--shape", "tiny", "--out", "dir"}), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: dir: no space left on device\n");
  EXPECT_EQ(cli.out(), "");
}

}  // namespace
}  // namespace octant::cli
