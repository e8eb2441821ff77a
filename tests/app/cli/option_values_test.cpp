#include "app/cli/option_values.h"

#include <string>

#include <gtest/gtest.h>

namespace octant::cli {
namespace {

TEST(ParseInteger, TakesTheWholeRangeAndNothingElse) {
  EXPECT_EQ(*parse_integer("1", {1, 64}), 1);
  EXPECT_EQ(*parse_integer("64", {1, 64}), 64);
  EXPECT_EQ(*parse_integer("-3", {-3, 0}), -3);
  for (const char* text :
       {"0", "65", "", " 8", "8 ", "8.0", "1e1", "0x8", "+8", "eight", "99999999999999999999"}) {
    EXPECT_EQ(parse_integer(text, {1, 64}).status().code(), StatusCode::kInvalidArgument) << text;
  }
}

TEST(ParseInteger, IsDecimalWithLeadingZeros) {
  EXPECT_EQ(*parse_integer("010", {0, 64}), 10);
}

TEST(ParseInteger, NamesValueAndRange) {
  EXPECT_EQ(parse_integer("65", {1, 64}).status().message(),
            "\"65\" is not a whole number from 1 to 64");
}

TEST(ParseNumber, TakesTheWholeRangeAndNothingElse) {
  EXPECT_DOUBLE_EQ(*parse_number("0.6", {0, 5}), 0.6);
  EXPECT_DOUBLE_EQ(*parse_number("0", {0, 5}), 0);
  EXPECT_DOUBLE_EQ(*parse_number("5", {0, 5}), 5);
  EXPECT_DOUBLE_EQ(*parse_number("1e-3", {0, 5}), 0.001);
  for (const char* text : {"nan", "inf", "-0.1", "5.1", "", "1,5", "1x"}) {
    EXPECT_EQ(parse_number(text, {0, 5}).status().code(), StatusCode::kInvalidArgument) << text;
  }
}

TEST(ParseNumber, CanLeaveOutTheLowest) {
  EXPECT_FALSE(parse_number("0", {0, 1, true}).ok());
  EXPECT_TRUE(parse_number("0.0001", {0, 1, true}).ok());
  EXPECT_EQ(parse_number("0", {0, 1, true}).status().message(),
            "\"0\" is not a number above 0 and up to 1");
}

TEST(ParseSeed, TakesAllOf64Bits) {
  EXPECT_EQ(*parse_seed("18446744073709551615"), UINT64_MAX);
  EXPECT_FALSE(parse_seed("18446744073709551616").ok());
  EXPECT_FALSE(parse_seed("-1").ok());
}

TEST(ParseDraft, KnowsItsWordsAndCounts) {
  using Kind = api::DraftMode::Kind;
  EXPECT_EQ(parse_draft("auto")->kind, Kind::kAuto);
  EXPECT_EQ(parse_draft("off")->kind, Kind::kOff);
  EXPECT_EQ(parse_draft("0")->kind, Kind::kOff);
  EXPECT_EQ(parse_draft("7")->kind, Kind::kFixed);
  EXPECT_EQ(parse_draft("7")->num_drafted, 7);
  for (const char* text : {"8", "-1", "on", ""}) EXPECT_FALSE(parse_draft(text).ok()) << text;
}

TEST(ParseDraft, IsUndoneByDraftText) {
  for (const char* text : {"auto", "off", "1", "7"})
    EXPECT_EQ(draft_text(*parse_draft(text)), text);
}

TEST(ParseOnOff, KnowsTwoWords) {
  EXPECT_TRUE(*parse_on_off("on"));
  EXPECT_FALSE(*parse_on_off("off"));
  EXPECT_FALSE(parse_on_off("true").ok());
}

}  // namespace
}  // namespace octant::cli
