#include "app/text/numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace octant {
namespace {

TEST(Numbers, ThousandsAreSetApart) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(671026419200), "671,026,419,200");
  EXPECT_EQ(with_thousands(-100), "-100");
  EXPECT_EQ(with_thousands(-1234567), "-1,234,567");
  EXPECT_EQ(with_thousands(std::numeric_limits<int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Numbers, CountsAreScaled) {
  EXPECT_EQ(with_unit(0), "0");
  EXPECT_EQ(with_unit(999), "999");
  EXPECT_EQ(with_unit(1500), "1.5 K");
  EXPECT_EQ(with_unit(999'949), "999.9 K");
  EXPECT_EQ(with_unit(999'950), "1.0 M");
  EXPECT_EQ(with_unit(-999'950), "-1.0 M");
  EXPECT_EQ(with_unit(671026419200), "671.0 B");
  EXPECT_EQ(with_unit(5000000000000000), "5000.0 T");
}

TEST(Numbers, CountsKnowOne) {
  EXPECT_EQ(count_text(0, "message", "messages"), "0 messages");
  EXPECT_EQ(count_text(1, "message", "messages"), "1 message");
  EXPECT_EQ(count_text(1204, "message", "messages"), "1,204 messages");
  EXPECT_EQ(count_text(1234567, "message", "messages"), "1,234,567 messages");
}

TEST(Numbers, BytesHaveThreeDigitsAtMost) {
  EXPECT_EQ(bytes_text(0), "0 B");
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(1000), "1.0 kB");
  EXPECT_EQ(bytes_text(786'432), "786 kB");
  EXPECT_EQ(bytes_text(999'499), "999 kB");
  EXPECT_EQ(bytes_text(999'500), "1.0 MB");
  EXPECT_EQ(bytes_text(5'420'000), "5.4 MB");
  EXPECT_EQ(bytes_text(99'949'999), "99.9 MB");
  EXPECT_EQ(bytes_text(99'950'001), "100 MB");
  EXPECT_EQ(bytes_text(999'800'000), "1.0 GB");
  EXPECT_EQ(bytes_text(96'420'000'000), "96.4 GB");
  EXPECT_EQ(bytes_text(1'500'000'000'000'000), "1500 TB");
}

TEST(Numbers, TheUnitOfBytesStandsApart) {
  EXPECT_EQ(bytes_figure(1.5e9).number, "1.5");
  EXPECT_EQ(bytes_figure(1.5e9).unit, "GB");
  EXPECT_EQ((Figure{.number = "3", .unit = ""}).text(), "3");
}

TEST(Numbers, TimesAreWhatAClockWouldSay) {
  EXPECT_EQ(seconds_text(0.21), "0.2 s");
  EXPECT_EQ(seconds_text(9.96), "10 s");
  EXPECT_EQ(seconds_text(42.4), "42 s");
  EXPECT_EQ(seconds_text(59.6), "1 min 0 s");
  EXPECT_EQ(seconds_text(75), "1 min 15 s");
  EXPECT_EQ(seconds_text(5999), "99 min 59 s");
  EXPECT_EQ(seconds_text(6000), "1 h 40 min");
  EXPECT_EQ(seconds_text(86400), "24 h 0 min");
  EXPECT_EQ(seconds_text(86401), "?");
  EXPECT_EQ(seconds_text(std::numeric_limits<double>::infinity()), "?");
  EXPECT_EQ(seconds_text(std::nan("")), "?");
  EXPECT_EQ(seconds_text(-1), "?");
}

TEST(Numbers, TimeLeftIsSaidWhereItIsOne) {
  EXPECT_EQ(seconds_left_text(15.4), "15 s left");
  EXPECT_EQ(seconds_left_text(0.2), "1 s left");
  EXPECT_EQ(seconds_left_text(99.6), "2 min left");
  EXPECT_EQ(seconds_left_text(99.4 * 60), "99 min left");
  EXPECT_EQ(seconds_left_text(100 * 60), "1.7 h left");
  EXPECT_EQ(seconds_left_text(9.96 * 3600), "10 h left");
  EXPECT_EQ(seconds_left_text(86400), "24 h left");
  EXPECT_EQ(seconds_left_text(86401), "");
  EXPECT_EQ(seconds_left_text(0), "");
  EXPECT_EQ(seconds_left_text(std::nan("")), "");
}

}  // namespace
}  // namespace octant
