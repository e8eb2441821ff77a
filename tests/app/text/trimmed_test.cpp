#include "app/text/trimmed.h"

#include <gtest/gtest.h>

namespace octant {
namespace {

TEST(Trimmed, LeavesWhatIsInside) {
  EXPECT_EQ(trimmed(" \t a  b\r\n"), "a  b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed("\va\f"), "a");
  EXPECT_EQ(trimmed(" \n "), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Trimmed, TakesNothingButAsciisWhiteSpace) {
  EXPECT_EQ(trimmed("\u00A0a\u3000"), "\u00A0a\u3000");
}

}  // namespace
}  // namespace octant
