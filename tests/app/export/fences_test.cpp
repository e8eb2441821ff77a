#include "app/export/fences.h"

#include <gtest/gtest.h>

namespace octant::exporting {
namespace {

// Blocks as "text|" or "language:code|", with "!" where a block was not closed.
std::string blocks(std::string_view text) {
  std::string out;
  for (const Block& block : parse_fences(text)) {
    if (block.is_code) out.append(block.language).append(":");
    out.append(block.text).append(block.closed ? "|" : "!");
  }
  return out;
}

TEST(Fences, CutsTextAndCodeApart) {
  EXPECT_EQ(blocks("a\n```cpp x\nint i;\n```\nb"), "a\n|cpp:int i;\n|b|");
  EXPECT_EQ(blocks("~~~\nx\n```\n~~~~\n"), ":x\n```\n|");
  EXPECT_EQ(blocks("```\n```"), ":|");
  EXPECT_EQ(blocks(""), "");
}

TEST(Fences, CodeThatIsNotClosedGoesOnToTheEnd) {
  EXPECT_EQ(blocks("a\n````py\n```\nx"), "a\n|py:```\nx!");
  EXPECT_EQ(blocks("```"), ":!");
}

TEST(Fences, LinesThatOnlyLookLikeOneAreText) {
  for (const char* text : {"``\nx\n``", "    ```\nx", "``` a`b\nx", "x ```\ny"}) {
    EXPECT_EQ(blocks(text), std::string(text) + "|");
  }
}

TEST(Fences, AFenceIsLongerThanEveryRunInside) {
  EXPECT_EQ(fence_around("x"), "```");
  EXPECT_EQ(fence_around("a ``` b"), "````");
  EXPECT_EQ(fence_around("`````"), "``````");
}

}  // namespace
}  // namespace octant::exporting
