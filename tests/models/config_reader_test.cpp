#include "models/config_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace octant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ConfigDocument parse(std::string_view text) {
  Result<ConfigDocument> document = ConfigDocument::parse(text, "config.json");
  EXPECT_TRUE(document.ok()) << document.status().to_string();
  return std::move(document).value();
}

// The message of the problem that reading field "a" as an integer from 1 to 1000 gives.
std::string int_problem(std::string_view value) {
  const ConfigDocument document = parse(R"({"a": )" + std::string(value) + "}");
  document.root().require_int("a", 1, 1000);
  return std::string(document.status().message());
}

TEST(ConfigReader, GivesTheValuesThatFit) {
  const ConfigDocument document = parse(
      R"({"i": 61, "f": 2.5, "whole": 3, "b": true, "s": "silu", "o": {"i": 7}, "l": [1, 2],
          "one": 5, "names": ["x", "y"]})");
  const ConfigObject root = document.root();
  EXPECT_EQ(root.require_int("i", 1, 61), 61);
  EXPECT_EQ(root.require_float("f", 0, 3), 2.5);
  EXPECT_EQ(root.require_float("whole", 0, 3), 3.0);
  EXPECT_TRUE(root.require_bool("b"));
  EXPECT_EQ(root.require_string("s"), "silu");
  ASSERT_TRUE(root.get_object("o").has_value());
  EXPECT_EQ(root.get_object("o")->require_int("i", 0, 10), 7);
  EXPECT_THAT(root.get_ints("l", 0, 10, 2), ElementsAre(1, 2));
  EXPECT_THAT(root.get_ints("one", 0, 10, 2), ElementsAre(5));
  EXPECT_THAT(root.get_strings("names", 2), ElementsAre("x", "y"));
  EXPECT_TRUE(document.status().ok());
}

TEST(ConfigReader, TakesNullForAbsent) {
  const ConfigDocument document = parse(R"({"n": null})");
  const ConfigObject root = document.root();
  for (std::string_view field : {"n", "nowhere"}) {
    EXPECT_FALSE(root.has(field));
    EXPECT_EQ(root.get_int(field, 1, 10, -1), -1);
    EXPECT_EQ(root.get_float(field, 1, 10, 0.5), 0.5);
    EXPECT_TRUE(root.get_bool(field, true));
    EXPECT_EQ(root.get_string(field, "other"), "other");
    EXPECT_FALSE(root.get_object(field).has_value());
    EXPECT_TRUE(root.get_ints(field, 1, 10, 3).empty());
    EXPECT_TRUE(root.get_strings(field, 3).empty());
  }
  EXPECT_TRUE(document.status().ok());
  root.require_int("n", 1, 10);
  EXPECT_EQ(document.status().message(),
            "config.json: n is missing, expected an integer from 1 to 10");
}

TEST(ConfigReader, SaysWhatAnIntegerIsInsteadOfOne) {
  const std::string expected = ", expected an integer from 1 to 1000";
  EXPECT_EQ(int_problem(R"("61")"), "config.json: a is \"61\"" + expected);
  EXPECT_EQ(int_problem("61.0"), "config.json: a is 61.0" + expected);
  EXPECT_EQ(int_problem("0"), "config.json: a is 0" + expected);
  EXPECT_EQ(int_problem("-5"), "config.json: a is -5" + expected);
  EXPECT_EQ(int_problem("2147483648"), "config.json: a is 2147483648" + expected);
  EXPECT_EQ(int_problem("9223372036854775808"), "config.json: a is 9223372036854775808" + expected);
  EXPECT_EQ(int_problem("1e308"), "config.json: a is 1e+308" + expected);
  EXPECT_EQ(int_problem("true"), "config.json: a is true" + expected);
  EXPECT_EQ(int_problem("[61]"), "config.json: a is a list of 1 values" + expected);
  EXPECT_EQ(int_problem(R"({"b": 1})"), "config.json: a is an object of 1 fields" + expected);
  EXPECT_EQ(int_problem("null"), "config.json: a is missing" + expected);
}

TEST(ConfigReader, ReportsAllProblemsAtOnceALineEach) {
  const ConfigDocument document = parse(R"({"a": "x", "o": {"b": 2}})");
  document.root().require_int("a", 1, 2);
  document.root().get_object("o")->require_bool("b");
  document.root().require_string("c");
  EXPECT_EQ(document.status().code(), StatusCode::kCorrupt);
  EXPECT_EQ(document.status().message(),
            "config.json: a is \"x\", expected an integer from 1 to 2\n"
            "config.json: o.b is 2, expected true or false\n"
            "config.json: c is missing, expected a string");
}

TEST(ConfigReader, TellsUnsupportedFromCorrupt) {
  const ConfigDocument document = parse(R"({"act": "gelu", "n": 0})");
  document.root().reject_unsupported("act", "\"silu\"");
  EXPECT_EQ(document.status().code(), StatusCode::kUnsupported);
  EXPECT_EQ(document.status().message(), "config.json: act is \"gelu\", supported: \"silu\"");
  document.root().reject("n", "at least 1");
  EXPECT_EQ(document.status().code(), StatusCode::kCorrupt);
}

TEST(ConfigReader, RefusesListsThatAreEmptyTooLongOrMixed) {
  for (std::string_view text : {R"({"l": []})", R"({"l": [1, 2, 3, 4]})", R"({"l": [1, "2"]})",
                                R"({"l": [1, 11]})", R"({"l": {"1": 2}})", R"({"l": "1"})"}) {
    const ConfigDocument document = parse(text);
    EXPECT_TRUE(document.root().get_ints("l", 0, 10, 3).empty()) << text;
    EXPECT_THAT(std::string(document.status().message()), HasSubstr("config.json: l is ")) << text;
  }
  for (std::string_view text :
       {R"({"l": ["a", "b", "c"]})", R"({"l": ["a", 1]})", R"({"l": "a"})"}) {
    const ConfigDocument document = parse(text);
    EXPECT_TRUE(document.root().get_strings("l", 2).empty()) << text;
    EXPECT_THAT(std::string(document.status().message()), HasSubstr("config.json: l is ")) << text;
  }
}

TEST(ConfigReader, ShowsStringsCutAndEscapedOnOneLine) {
  const ConfigDocument document =
      parse("{\"a\": \"\\u001b[31m\\n\xe2\x80\xae" + std::string(500, 'x') + "\"}");
  document.root().require_int("a", 1, 2);
  const std::string message(document.status().message());
  EXPECT_THAT(message, HasSubstr(R"("\u001b[31m\n\u202ex)"));
  EXPECT_EQ(message.find('\n'), std::string::npos);
  EXPECT_LT(message.size(), 150u);
}

struct BadText {
  std::string text;
  std::string message;
};

TEST(ConfigReader, RefusesTextThatIsNotOneJsonObject) {
  const std::string deep_lists = R"({"a": )" + std::string(100000, '[');
  std::string deep_objects;
  for (int i = 0; i < 100; ++i) deep_objects += R"({"a": )";
  deep_objects += "1" + std::string(100, '}');
  const BadText cases[] = {
      {"", "not valid JSON at line 1, column 1"},
      {"{\"a\": 1,\n \"b\": }", "not valid JSON at line 2, column 7"},
      {"{\"a\": NaN}", "not valid JSON at line 1, column 7"},
      {"{\"a\": \"\xff\"}", "not valid JSON at line 1, column 8"},
      {"{} {}", "not valid JSON at line 1, column 4"},
      {"[1, 2]", "not a JSON object but a list of 2 values"},
      {"null", "not a JSON object but null"},
      {R"({"eps": 1e400})", "eps is a number beyond the range of a double"},
      {R"({"o": {"x": 1, "x": 2}})", "x occurs twice in one object"},
      {deep_lists, "not valid JSON"},
      {deep_objects, "a is nested more than 64 levels deep"},
      {"{\"a\": \"" + std::string(5 << 20, 'x') + "\"}", "bytes, at most 4194304 are read"},
  };
  for (const BadText& bad : cases) {
    const Result<ConfigDocument> document = ConfigDocument::parse(bad.text, "config.json");
    ASSERT_FALSE(document.ok()) << bad.text.substr(0, 40);
    EXPECT_EQ(document.status().code(), StatusCode::kCorrupt);
    EXPECT_THAT(std::string(document.status().message()), HasSubstr("config.json: "));
    EXPECT_THAT(std::string(document.status().message()), HasSubstr(bad.message));
  }
}

TEST(ConfigReader, AllowsTheSameKeyInDifferentObjects) {
  const ConfigDocument document = parse(R"({"a": {"x": 1}, "b": {"x": 2}, "x": [{"x": 3}]})");
  EXPECT_EQ(document.root().get_object("b")->require_int("x", 0, 9), 2);
}

}  // namespace
}  // namespace octant
