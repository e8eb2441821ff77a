#include <string>

#include <gtest/gtest.h>

#include "app/cli/exit_code.h"
#include "tests/app/cli/cli_harness.h"

namespace octant::cli {
namespace {

// The harness's tokenizer gives one id a byte, and 256 for "<end>".

TEST(Tokenize, PrintsIdsOnOneLine) {
  CliHarness cli("AB\n");
  EXPECT_EQ(cli.run_on_model("tokenize"), kExitOk);
  EXPECT_EQ(cli.out(), "65 66 10\n");
}

TEST(Tokenize, PrintsAnEmptyLineForNoText) {
  CliHarness cli("");
  EXPECT_EQ(cli.run_on_model("tokenize"), kExitOk);
  EXPECT_EQ(cli.out(), "\n");
}

TEST(Tokenize, TakesControlTokensForTextUnlessAsked) {
  CliHarness text("<end>");
  EXPECT_EQ(text.run_on_model("tokenize"), kExitOk);
  EXPECT_EQ(text.out(), "60 101 110 100 62\n");
  CliHarness special("<end>");
  EXPECT_EQ(special.run_on_model("tokenize", {"--special"}), kExitOk);
  EXPECT_EQ(special.out(), "256\n");
}

TEST(Tokenize, PiecesAreEscapedOneALine) {
  CliHarness cli("A\n\x1b\xe4");
  EXPECT_EQ(cli.run_on_model("tokenize", {"--pieces"}), kExitOk);
  EXPECT_EQ(cli.out(), "65\tA\n10\t\\n\n27\t\\x1b\n228\t\\xe4\n");
}

TEST(Tokenize, JsonHasTokensAndPieces) {
  CliHarness cli("AB");
  EXPECT_EQ(cli.run_on_model("tokenize", {"--pieces", "--json"}), kExitOk);
  EXPECT_EQ(cli.out_json(), nlohmann::json::parse(R"({"tokens": [65, 66], "pieces": ["A", "B"]})"));
}

TEST(Tokenize, DecodesByteForByteIntoAFile) {
  CliHarness cli("65, 27\n10 228");
  EXPECT_EQ(cli.run_on_model("tokenize", {"--decode"}), kExitOk);
  EXPECT_EQ(cli.out(), "A\x1b\n\xe4");
}

TEST(Tokenize, DecodesWithEscapesOnATerminal) {
  CliHarness cli("65 27");
  cli.terminal.out = true;
  EXPECT_EQ(cli.run_on_model("tokenize", {"--decode"}), kExitOk);
  EXPECT_EQ(cli.out(), "A\\x1b\n");
}

TEST(Tokenize, DecodeRefusesIdsThatThereAreNot) {
  for (const char* ids : {"65 257", "-1", "A"}) {
    CliHarness cli(ids);
    EXPECT_EQ(cli.run_on_model("tokenize", {"--decode"}), kExitUsage);
    EXPECT_NE(cli.err().find("is not a whole number from 0 to 256"), std::string::npos);
    EXPECT_EQ(cli.out(), "");
  }
}

TEST(Tokenize, DecodeJsonHasTheText) {
  CliHarness cli("65 66");
  EXPECT_EQ(cli.run_on_model("tokenize", {"--decode", "--json"}), kExitOk);
  EXPECT_EQ(cli.out_json(), nlohmann::json({{"text", "AB"}}));
}

TEST(Tokenize, RefusesOptionsThatExcludeEachOther) {
  CliHarness cli("65");
  EXPECT_EQ(cli.run_on_model("tokenize", {"--decode", "--pieces"}), kExitUsage);
  EXPECT_NE(cli.err().find("--pieces"), std::string::npos) << cli.err();
}

TEST(Tokenize, TakesATokenizerFile) {
  CliHarness cli("A");
  const std::string file = cli.folder().write("tokenizer.json", "{}").string();
  EXPECT_EQ(cli.run({"tokenize", "--model", file}), kExitOk);
  EXPECT_EQ(cli.out(), "65\n");
}

TEST(Tokenize, SaysWhyItFailed) {
  CliHarness cli("A");
  cli.codec_refused = unsupported("tokenizer.json: model WordPiece");
  EXPECT_EQ(cli.run_on_model("tokenize"), kExitFailed);
  EXPECT_EQ(cli.err(), "octant: tokenizer.json: model WordPiece\n");
}

}  // namespace
}  // namespace octant::cli
