#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "runtime/text/tokenizer.h"
#include "runtime/text/utf8.h"
#include "tests/runtime/text/tiny_tokenizer.h"

namespace octant {
namespace {

TEST(StreamingDetokenizer, HoldsBackACodePointUntilItIsWhole) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  StreamingDetokenizer stream(*tokenizer);
  EXPECT_EQ(stream.push('h'), "h");
  EXPECT_EQ(stream.push(0xF0), "");  // ids of the tiny tokenizer's bytes are the bytes
  EXPECT_EQ(stream.push(0x9F), "");
  EXPECT_EQ(stream.push(0x98), "");
  EXPECT_EQ(stream.push(0x80), "😀");
  EXPECT_EQ(stream.finish(), "");
}

TEST(StreamingDetokenizer, ACutOffCodePointIsOneReplacementAtTheEnd) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  StreamingDetokenizer stream(*tokenizer);
  EXPECT_EQ(stream.push(0xE4), "");
  EXPECT_EQ(stream.push(0xB8), "");
  EXPECT_EQ(stream.finish(), kReplacementCharacter);
  EXPECT_EQ(stream.finish(), "");
}

TEST(StreamingDetokenizer, ABrokenCodePointIsReplacedAsSoonAsItIsKnown) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  StreamingDetokenizer stream(*tokenizer);
  EXPECT_EQ(stream.push(0xE4), "");
  EXPECT_EQ(stream.push('x'), std::string(kReplacementCharacter) + "x");
}

TEST(StreamingDetokenizer, SpecialAndUnknownTokensGiveNothing) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  StreamingDetokenizer stream(*tokenizer);
  for (const int32_t id : {300, 299, -1, INT32_MAX}) EXPECT_EQ(stream.push(id), "");
  EXPECT_EQ(stream.push(301), "<think>");  // added, but not special
}

// Whatever the ids, also inside code points.
TEST(StreamingDetokenizer, AllPartsTogetherAreTheDecodedText) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<int32_t> ids;
    const size_t length = random() % 40;
    for (size_t i = 0; i < length; ++i) {
      // Half of them leading and continuation bytes, so that sequences come about.
      ids.push_back(
          static_cast<int32_t>(random() % 2 == 0 ? random() % 310 : 0x80 + random() % 0x78));
    }
    StreamingDetokenizer stream(*tokenizer);
    std::string text;
    for (const int32_t id : ids) {
      const std::string part = stream.push(id);
      EXPECT_TRUE(is_valid_utf8(part));
      text += part;
    }
    text += stream.finish();
    EXPECT_EQ(text, tokenizer->decode(ids, true)) << "round " << round;
  }
}

}  // namespace
}  // namespace octant
