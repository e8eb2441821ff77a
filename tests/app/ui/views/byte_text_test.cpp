#include "app/ui/views/byte_text.h"

#include <gtest/gtest.h>

namespace octant::ui {
namespace {

TEST(ByteText, HasOneDigitBehindThePoint) {
  EXPECT_EQ(byte_text(0), "0 bytes");
  EXPECT_EQ(byte_text(1), "1 byte");
  EXPECT_EQ(byte_text(999), "999 bytes");
  EXPECT_EQ(byte_text(1000), "1.0 kB");
  EXPECT_EQ(byte_text(4'249'000), "4.2 MB");
  EXPECT_EQ(byte_text(999'960), "1.0 MB");
  EXPECT_EQ(byte_text(1'300'000'000), "1.3 GB");
}

TEST(CountText, GroupsDigitsAndKnowsOne) {
  EXPECT_EQ(count_text(0, "message", "messages"), "0 messages");
  EXPECT_EQ(count_text(1, "message", "messages"), "1 message");
  EXPECT_EQ(count_text(1204, "message", "messages"), "1,204 messages");
  EXPECT_EQ(count_text(1234567, "message", "messages"), "1,234,567 messages");
}

}  // namespace
}  // namespace octant::ui
