#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

// T = 3, V = 10 with equal logits, L = 2, k = 2.
api::EvalResult flat_result(bool with_draft) {
  api::EvalResult result{.num_tokens = 3,
                         .vocab_size = 10,
                         .num_moe_layers = 2,
                         .num_experts_per_tok = 2,
                         .logits = std::vector<float>(3 * 10, 0.5F),
                         .topk_idx = std::vector<int32_t>(2 * 3 * 2, 1),
                         .topk_weights = std::vector<float>(2 * 3 * 2, 0.5F),
                         .draft_logits = {}};
  if (with_draft) result.draft_logits = std::vector<float>(2 * 10, 0.25F);
  return result;
}

nlohmann::json header_of(const std::string& file) {
  uint64_t size = 0;
  std::memcpy(&size, file.data(), sizeof size);
  return nlohmann::json::parse(file.substr(8, size));
}

TEST(Eval, PrintsLikelihoodAndPerplexity) {
  CliHarness cli;
  cli.script.evaluation = flat_result(false);
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "1,2,3"}), kExitOk) << cli.err();
  // ln 10 and 10: ten equal logits.
  EXPECT_EQ(cli.out(),
            "tokens 3, vocabulary 10, mean negative log likelihood 2.302585, perplexity 10.0000\n");
  EXPECT_EQ(cli.script.evaluations.at(0).tokens, (std::vector<int32_t>{1, 2, 3}));
  EXPECT_FALSE(cli.script.evaluations.at(0).with_draft);
  EXPECT_FALSE(cli.opened->load_draft);
}

TEST(Eval, JsonHasTheNumbers) {
  CliHarness cli;
  cli.script.evaluation = flat_result(false);
  const std::string out = (cli.folder().path() / "out.safetensors").string();
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "1,2,3", "--json", "--logits", out}), kExitOk);
  const auto json = cli.out_json();
  EXPECT_EQ(json["num_tokens"], 3);
  EXPECT_EQ(json["vocab_size"], 10);
  // Ten terms summed in double: a few 2^-53 relative.
  EXPECT_NEAR(json["mean_nll"].get<double>(), std::log(10.0), 1e-12);
  EXPECT_NEAR(json["perplexity"].get<double>(), 10, 1e-11);
  EXPECT_EQ(json["logits"], out);
}

TEST(Eval, WritesTheArraysWithTheirShapes) {
  for (const bool draft : {false, true}) {
    CliHarness cli;
    cli.script.evaluation = flat_result(draft);
    const std::string out = (cli.folder().path() / "out.safetensors").string();
    std::vector<std::string> arguments = {"--tokens", "1 2 3", "--logits", out};
    if (draft) arguments.push_back("--draft");
    EXPECT_EQ(cli.run_on_model("eval", arguments), kExitOk) << cli.err();
    EXPECT_EQ(cli.script.evaluations.at(0).with_draft, draft);
    EXPECT_EQ(cli.opened->load_draft, draft);
    const auto header = header_of(read_file(out));
    EXPECT_EQ(header["logits"]["shape"], nlohmann::json({3, 10}));
    EXPECT_EQ(header["logits"]["dtype"], "F32");
    EXPECT_EQ(header["topk_idx"]["shape"], nlohmann::json({2, 3, 2}));
    EXPECT_EQ(header["topk_idx"]["dtype"], "I32");
    EXPECT_EQ(header["topk_weights"]["shape"], nlohmann::json({2, 3, 2}));
    EXPECT_EQ(header["topk_weights"]["dtype"], "F32");
    ASSERT_EQ(header.contains("draft_logits"), draft);
    if (draft) {
      EXPECT_EQ(header["draft_logits"]["shape"], nlohmann::json({2, 10}));
    }
  }
}

TEST(Eval, ReadsTokensFromAFile) {
  CliHarness cli;
  cli.script.evaluation = flat_result(false);
  const std::string file = cli.folder().write("ids.txt", "1\n2\n3\n").string();
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "@" + file}), kExitOk);
  EXPECT_EQ(cli.script.evaluations.at(0).tokens, (std::vector<int32_t>{1, 2, 3}));
}

TEST(Eval, OneTokenPredictsNothing) {
  CliHarness cli;
  cli.script.evaluation =
      api::EvalResult{.num_tokens = 1, .vocab_size = 10, .logits = std::vector<float>(10, 0.0F)};
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "1", "--json"}), kExitOk);
  EXPECT_TRUE(cli.out_json()["mean_nll"].is_null());
}

TEST(Eval, RefusesTokensThatThereAreNot) {
  for (const char* tokens : {"1,10", "-1", "one", ""}) {
    CliHarness cli;
    EXPECT_EQ(cli.run_on_model("eval", {"--tokens", tokens}), kExitUsage);
    EXPECT_TRUE(cli.err().starts_with("octant: --tokens: ")) << cli.err();
    EXPECT_TRUE(cli.script.evaluations.empty());
  }
}

TEST(Eval, NamesAFileOfTokensThatIsNotThere) {
  CliHarness cli;
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "@/absent/ids"}), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: --tokens: /absent/ids: cannot be opened\n");
  EXPECT_FALSE(cli.opened);
}

TEST(Eval, DraftNeedsAnMtpLayer) {
  CliHarness cli;
  cli.script.model.has_draft = false;
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "1,2", "--draft"}), kExitUsage);
  EXPECT_EQ(cli.err(), "octant: --draft: the model has no MTP layer\n");
}

TEST(Eval, RefusesAResultOfTheWrongSize) {
  CliHarness cli;
  api::EvalResult result = flat_result(false);
  result.topk_idx.pop_back();
  cli.script.evaluation = result;
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "1,2,3"}), kExitFailed);
  EXPECT_NE(cli.err().find("does not have the sizes"), std::string::npos);
}

TEST(Eval, NamesAFileThatItCannotWrite) {
  CliHarness cli;
  cli.script.evaluation = flat_result(false);
  EXPECT_EQ(cli.run_on_model("eval", {"--tokens", "1,2,3", "--logits", "/absent/out"}),
            kExitFailed);
  EXPECT_NE(cli.err().find("/absent/out"), std::string::npos);
  EXPECT_EQ(cli.out(), "");
}

}  // namespace
}  // namespace octant::cli
