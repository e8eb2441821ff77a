#include "runtime/text/tokenizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/runtime/text/recipe_text.h"
#include "tests/runtime/text/tiny_tokenizer.h"

namespace octant {
namespace {

using Ids = std::vector<int32_t>;

TEST(Tokenizer, MergesWordsAndRecognisesAddedTokens) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("hello hello"), (Ids{259, 260}));
  EXPECT_EQ(tokenizer->encode("<s>hello<｜User｜>"), (Ids{300, 259, 303}));
  EXPECT_EQ(tokenizer->encode(""), Ids{});
}

TEST(Tokenizer, EncodeTextLeavesAddedTokensAsText) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  for (const std::string& name : tokenizer->added_tokens()) {
    const Ids ids = tokenizer->encode_text("a" + name + "b");
    for (const int32_t id : ids) EXPECT_FALSE(tokenizer->is_added(id)) << name;
    EXPECT_EQ(tokenizer->decode(ids, false), "a" + name + "b");
  }
}

// A vocabulary whose merges spell a control token.
TEST(Tokenizer, EncodeTextGivesNoControlTokenEvenIfMergesWould) {
  auto document = test::tiny_tokenizer();
  document["added_tokens"][0]["id"] = 259;
  document["added_tokens"][0]["content"] = "hello";
  const auto tokenizer = test::parse_tokenizer(document);
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("hello"), (Ids{259}));
  EXPECT_EQ(tokenizer->encode_text("hello"), (Ids{258, 'o'}));
  EXPECT_EQ(tokenizer->encode_text(" hello"), (Ids{' ', 258, 'o'}));
}

// `tokenizers` looks for tokens with normalized false first, so "b>" is cut out of "<ab>".
TEST(Tokenizer, TokensThatAreNotNormalizedComeFirst) {
  auto document = test::tiny_tokenizer();
  document["added_tokens"][0]["content"] = "<ab>";
  document["added_tokens"][1]["content"] = "b>";
  document["added_tokens"][0]["normalized"] = true;
  document["added_tokens"][1]["normalized"] = false;
  auto tokenizer = test::parse_tokenizer(document);
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("<ab>"), (Ids{'<', 'a', 301}));
  document["added_tokens"][1]["normalized"] = true;
  tokenizer = test::parse_tokenizer(document);
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("<ab>"), (Ids{300}));
}

TEST(Tokenizer, InvalidUtf8IsTakenAsReplacementCharacters) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("a\xFF"), tokenizer->encode("a\uFFFD"));
  EXPECT_EQ(tokenizer->encode_text("\xE4\xB8z"), tokenizer->encode_text("\uFFFDz"));
}

TEST(Tokenizer, LooksUpTokensBothWays) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->vocab_size(), 304);
  EXPECT_EQ(tokenizer->token_id("<think>"), 301);
  EXPECT_EQ(tokenizer->token_id("hello"), std::nullopt);  // no added token
  EXPECT_EQ(tokenizer->token_bytes(260), " hello");
  EXPECT_EQ(tokenizer->token_bytes(303), "<｜User｜>");
  EXPECT_TRUE(tokenizer->is_special(300));
  EXPECT_FALSE(tokenizer->is_special(301));
  EXPECT_TRUE(tokenizer->is_added(301));
  for (const int32_t id : {-1, 270, 304, INT32_MAX}) {
    EXPECT_EQ(tokenizer->token_bytes(id), "");
    EXPECT_FALSE(tokenizer->is_special(id));
    EXPECT_FALSE(tokenizer->is_added(id));
  }
}

TEST(Tokenizer, DecodeLeavesSpecialTokensOutOnRequest) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->decode(Ids{300, 259, 301}, false), "<s>hello<think>");
  EXPECT_EQ(tokenizer->decode(Ids{300, 259, 301}, true), "hello<think>");
  EXPECT_EQ(tokenizer->decode(Ids{0xE4, 0xB8, -5, 299}, true), "\uFFFD");
}

TEST(Tokenizer, DigitsAndByteLevelPatternsAreBuiltIn) {
  auto document = test::tiny_tokenizer();
  document["model"]["vocab"]["12"] = 261;
  document["model"]["merges"].push_back("1 2");
  const nlohmann::json byte_level = {{"type", "ByteLevel"}, {"add_prefix_space", false}};
  document["pre_tokenizer"] = byte_level;  // use_regex is true if it is left out
  auto tokenizer = test::parse_tokenizer(document);
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("hello 12 hello"), (Ids{259, ' ', 261, 260}));
  const nlohmann::json digits = {{"type", "Digits"}, {"individual_digits", true}};
  document["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", {digits, byte_level}}};
  tokenizer = test::parse_tokenizer(document);
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->encode("12"), (Ids{'1', '2'}));
}

TEST(Tokenizer, ThreadsShareOneTokenizer) {
  const auto opened = Tokenizer::parse(test::read_golden("tokenizer.json"), "tokenizer.json");
  ASSERT_TRUE(opened.ok()) << opened.status().to_string();
  const Tokenizer& tokenizer = **opened;
  const std::string text = test::RecipeText().chunk(0);
  const Ids expected = tokenizer.encode(text);
  std::vector<int> equal(4, 0);
  std::vector<std::thread> threads;
  for (int& count : equal) {
    threads.emplace_back([&tokenizer, &text, &expected, &count] {
      for (int i = 0; i < 10; ++i) count += tokenizer.encode(text) == expected ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(equal, std::vector<int>(4, 10));
}

TEST(Tokenizer, OpenNamesTheFile) {
  const auto missing = Tokenizer::open("/nonexistent/tokenizer.json");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.status().code(), StatusCode::kNotFound);
  EXPECT_NE(missing.status().message().find("/nonexistent/tokenizer.json"), std::string_view::npos);
  const auto folder = Tokenizer::open(testing::TempDir());
  ASSERT_FALSE(folder.ok());
  EXPECT_EQ(folder.status().code(), StatusCode::kIo);
}

}  // namespace
}  // namespace octant
