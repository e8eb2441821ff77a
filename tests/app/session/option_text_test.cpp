#include "app/session/option_text.h"

#include <gtest/gtest.h>

namespace octant::session {
namespace {

TEST(OptionText, RangesAreWhatTheEngineTakes) {
  for (const char* text : {"0", "0.6", "5"}) {
    EXPECT_TRUE(parse_number(text, kTemperatureRange).ok()) << text;
  }
  for (const char* text : {"-0.1", "5.1", "nan", "inf", "0,6", " 1", "1 ", "", "hot"}) {
    EXPECT_FALSE(parse_number(text, kTemperatureRange).ok()) << text;
  }
  EXPECT_FALSE(parse_number("0", kTopPRange).ok());
  EXPECT_TRUE(parse_number("1", kTopPRange).ok());
  EXPECT_TRUE(parse_number("0", kMinPRange).ok());
  EXPECT_FALSE(parse_integer("2147483648", kTopKRange).ok());
  EXPECT_FALSE(parse_integer("1.5", kMaxTokensRange).ok());
}

TEST(OptionText, MessagesSayTheTextAndTheRange) {
  EXPECT_EQ(parse_number("7", kTemperatureRange).status().message(),
            "\"7\" is not a number from 0 to 5");
  EXPECT_EQ(parse_number("0", kTopPRange).status().message(),
            "\"0\" is not a number above 0 and up to 1");
}

TEST(OptionText, NumbersAreWrittenAsTheyWereRead) {
  for (const char* text : {"0.6", "0.95", "1", "0", "0.05", "4.75"}) {
    EXPECT_EQ(number_text(static_cast<float>(*parse_number(text, kTemperatureRange))), text);
  }
}

}  // namespace
}  // namespace octant::session
