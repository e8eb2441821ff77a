#include "app/cli/number_text.h"

#include <limits>

#include <gtest/gtest.h>

namespace octant::cli {
namespace {

TEST(NumberText, SeparatesThousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(671026419200), "671,026,419,200");
  EXPECT_EQ(with_thousands(-123), "-123");
  EXPECT_EQ(with_thousands(-1234567), "-1,234,567");
  EXPECT_EQ(with_thousands(std::numeric_limits<int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(NumberText, ScalesCounts) {
  EXPECT_EQ(with_unit(999), "999");
  EXPECT_EQ(with_unit(1500), "1.5 K");
  EXPECT_EQ(with_unit(671026419200), "671.0 B");
  EXPECT_EQ(with_unit(5000000000000000), "5000.0 T");
}

TEST(NumberText, ScalesBytes) {
  EXPECT_EQ(bytes_text(12), "12 B");
  EXPECT_EQ(bytes_text(1.5e9), "1.5 GB");
}

TEST(NumberText, ShowsTimes) {
  EXPECT_EQ(seconds_text(0.21), "0.2 s");
  EXPECT_EQ(seconds_text(42.4), "42 s");
  EXPECT_EQ(seconds_text(75), "1 min 15 s");
  EXPECT_EQ(seconds_text(std::numeric_limits<double>::infinity()), "?");
  EXPECT_EQ(seconds_text(std::numeric_limits<double>::quiet_NaN()), "?");
  EXPECT_EQ(seconds_text(-1), "?");
}

}  // namespace
}  // namespace octant::cli
