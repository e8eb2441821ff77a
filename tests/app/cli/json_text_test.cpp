#include "app/cli/json_text.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace octant::cli {
namespace {

TEST(JsonText, KeepsStringsAndOrder) {
  const std::string text = "Grüße 世界 \"quoted\" \\ \n";
  const std::string json = json_text({{"zebra", text}, {"apple", 1}});
  EXPECT_EQ(nlohmann::json::parse(json)["zebra"], text);
  EXPECT_LT(json.find("zebra"), json.find("apple"));
  EXPECT_NE(json.find("世界"), std::string::npos);
  EXPECT_TRUE(json.ends_with("}\n"));
}

TEST(JsonText, EscapesWhatATerminalObeysAndReadsBackTheSame) {
  const std::string text = "\x1b[1m \x7f \xc2\x9b \u202e \u200f";
  const std::string json = json_text({{"text", text}});
  EXPECT_EQ(nlohmann::json::parse(json)["text"], text);
  EXPECT_NE(json.find("\\u001b"), std::string::npos);
  EXPECT_NE(json.find("\\u007f"), std::string::npos);
  EXPECT_NE(json.find("\\u009b"), std::string::npos);
  EXPECT_NE(json.find("\\u202e"), std::string::npos);
  EXPECT_NE(json.find("\\u200f"), std::string::npos);
}

TEST(JsonText, ReplacesInvalidUtf8) {
  EXPECT_EQ(nlohmann::json::parse(json_text({{"text",
                                              "a\xff"
                                              "b"}}))["text"],
            "a\ufffdb");
}

}  // namespace
}  // namespace octant::cli
