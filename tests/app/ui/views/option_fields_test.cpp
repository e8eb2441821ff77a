#include "app/ui/views/option_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace octant::ui {
namespace {

using api::GenerateOptions;
using testing::ElementsAre;

const OptionField& field(std::string_view name) {
  for (const OptionField& field : option_fields()) {
    if (field.name == name) return field;
  }
  ADD_FAILURE() << "no field " << name;
  return option_fields().front();
}

TEST(OptionFields, EmptyIsTheDefaultOfEach) {
  GenerateOptions options{
      .temperature = 1.0F, .top_p = 0.5F, .top_k = 3, .min_p = 0.2F, .seed = 5, .max_tokens = 9};
  for (const OptionField& field : option_fields()) {
    EXPECT_NE(field.text(options), "") << field.name;
    EXPECT_TRUE(field.take("", options).ok()) << field.name;
    EXPECT_EQ(field.text(options), "") << field.name;
    EXPECT_TRUE(field.take("  ", options).ok()) << field.name;
  }
  EXPECT_EQ(options, GenerateOptions());
}

TEST(OptionFields, TextComesBackAsItWasTyped) {
  GenerateOptions options;
  const std::pair<const char*, const char*> typed[] = {
      {"temperature", "0.7"}, {"top_p", "0.95"},      {"top_k", "40"},
      {"min_p", "0.05"},      {"max_tokens", "2048"}, {"seed", "18446744073709551615"},
      {"temperature", "0"},   {"top_k", "0"},         {"seed", "0"}};
  for (const auto& [name, text] : typed) {
    EXPECT_TRUE(field(name).take(text, options).ok()) << name;
    EXPECT_EQ(field(name).text(options), text) << name;
  }
  EXPECT_TRUE(field("temperature").take(" 1.5 ", options).ok());
  EXPECT_EQ(options.temperature, 1.5F);
}

TEST(OptionFields, WhatIsRefusedChangesNothingAndSaysTheRange) {
  GenerateOptions options;
  for (const OptionField& field : option_fields()) ASSERT_TRUE(field.take("1", options).ok());
  const GenerateOptions before = options;
  for (const OptionField& field : option_fields()) {
    for (const char* text : {"-1", "x", "1e99", "0x1", "1 2"}) {
      const Status status = field.take(text, options);
      EXPECT_FALSE(status.ok()) << field.name << " " << text;
      EXPECT_THAT(std::string(status.message()), testing::HasSubstr("0")) << field.name;
      EXPECT_EQ(options, before);
    }
  }
}

TEST(OptionFields, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const OptionField& field : option_fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_FALSE(field.placeholder.empty());
  }
}

TEST(StopStrings, AreOneALine) {
  EXPECT_THAT(*parse_stop("END\n\\n\\n\n\nC:\\\\temp"), ElementsAre("END", "\n\n", "C:\\temp"));
  EXPECT_TRUE(parse_stop("")->empty());
  EXPECT_TRUE(parse_stop("\n\n")->empty());
}

TEST(StopStrings, ComeBack) {
  const std::vector<std::string> stop = {"END", "\n\nUser:", "a\\nb", " "};
  EXPECT_EQ(*parse_stop(stop_text(stop)), stop);
}

TEST(StopStrings, OtherEscapesAreRefused) {
  EXPECT_FALSE(parse_stop("a\\t").ok());
  EXPECT_FALSE(parse_stop("a\\").ok());
}

}  // namespace
}  // namespace octant::ui
