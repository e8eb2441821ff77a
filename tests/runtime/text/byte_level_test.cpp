#include "runtime/text/byte_level.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace octant {
namespace {

TEST(ByteLevel, KnownCharacters) {
  EXPECT_EQ(byte_level_char(' '), "Ġ");
  EXPECT_EQ(byte_level_char('\n'), "Ċ");
  EXPECT_EQ(byte_level_char('A'), "A");
  EXPECT_EQ(byte_level_char(0xAD), "Ń");
  EXPECT_EQ(byte_level_char(0xFF), "ÿ");
}

TEST(ByteLevel, TheAlphabetIsABijection) {
  std::set<std::string> seen;
  for (int byte = 0; byte < 256; ++byte) {
    const std::string c = byte_level_char(static_cast<uint8_t>(byte));
    EXPECT_TRUE(seen.insert(c).second);
    EXPECT_EQ(byte_level_bytes(c), std::string(1, static_cast<char>(byte)));
  }
}

TEST(ByteLevel, TextOutsideTheAlphabetHasNoBytes) {
  EXPECT_EQ(byte_level_bytes("<｜User｜>"), std::nullopt);
  EXPECT_EQ(byte_level_bytes("a b"), std::nullopt);     // a space is written Ġ
  EXPECT_EQ(byte_level_bytes("\u0144"), std::nullopt);  // the first behind the alphabet
  EXPECT_EQ(byte_level_bytes("Ġa"), " a");
}

}  // namespace
}  // namespace octant
