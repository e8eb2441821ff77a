#include "runtime/text/token_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "runtime/text/utf8.h"
#include "tests/runtime/text/tiny_tokenizer.h"

namespace octant {
namespace {

using testing::ElementsAre;

const std::string kBad(kReplacementCharacter);

std::vector<std::string> texts_of(const std::vector<int32_t>& ids) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  return tokenizer != nullptr ? token_texts(*tokenizer, ids) : std::vector<std::string>();
}

// Ids of the tiny tokenizer's bytes are the bytes.

TEST(TokenTexts, ACharacterStandsOnTheTokenThatCompletesIt) {
  EXPECT_THAT(texts_of({259, 0xF0, 0x9F, 0x98, 0x80, 'x'}),
              ElementsAre("hello", "", "", "", "😀", "x"));
}

TEST(TokenTexts, AnUnfinishedCharacterIsOneReplacement) {
  EXPECT_THAT(texts_of({0xE4, 0xB8}), ElementsAre("", kBad));
  EXPECT_THAT(texts_of({0xE4, 0xB8, 300, 'x'}), ElementsAre("", kBad, "<s>", "x"));
  EXPECT_THAT(texts_of({0xE4, 0xB8, 'x'}), ElementsAre("", "", kBad + "x"));
  EXPECT_THAT(texts_of({0x80, 'x'}), ElementsAre(kBad, "x"));
}

TEST(TokenTexts, AddedTokensShowTheirNamesAndUnknownOnesNothing) {
  EXPECT_THAT(texts_of({300, 303, 299, -1}), ElementsAre("<s>", "<｜User｜>", "", ""));
  EXPECT_THAT(texts_of({}), ElementsAre());
}

TEST(TokenTexts, AllTogetherAreTheDecodedText) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  std::mt19937_64 random(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<int32_t> ids;
    const size_t length = random() % 40;
    for (size_t i = 0; i < length; ++i) {
      // Half of them leading and continuation bytes, so that sequences come about.
      ids.push_back(
          static_cast<int32_t>(random() % 2 == 0 ? random() % 310 : 0x80 + random() % 0x78));
    }
    std::string text;
    for (const std::string& part : token_texts(*tokenizer, ids)) {
      EXPECT_TRUE(is_valid_utf8(part));
      text += part;
    }
    EXPECT_EQ(text, tokenizer->decode(ids, false)) << "round " << round;
  }
}

}  // namespace
}  // namespace octant
