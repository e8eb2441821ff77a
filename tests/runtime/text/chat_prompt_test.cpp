// Prompts of whole conversations against those of the published chat templates and of Hugging Face
// `tokenizers`; how they were made stands in tests/golden/MANIFEST_tokenizer.md.

#include "runtime/text/chat_prompt.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/runtime/text/recipe_text.h"
#include "tests/runtime/text/tiny_tokenizer.h"

namespace octant {
namespace {

using Json = nlohmann::json;

std::vector<ChatMessage> messages_of(const Json& conversation) {
  const std::map<std::string, ChatRole> roles = {{"system", ChatRole::kSystem},
                                                 {"user", ChatRole::kUser},
                                                 {"assistant", ChatRole::kAssistant}};
  std::vector<ChatMessage> messages;
  for (const Json& message : conversation) {
    messages.push_back({roles.at(message.at(0)), message.at(1)});
  }
  return messages;
}

TEST(ChatPrompt, RendersAndTokenizesAsThePublishedTemplates) {
  const auto tokenizer = Tokenizer::parse(test::read_golden("tokenizer.json"), "tokenizer.json");
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.status().to_string();
  std::map<std::string, int> num_cases;
  for (const Json& c : Json::parse(test::read_golden("chat.json"))) {
    const std::string format = c.at("format");
    const bool thinking = c.at("thinking");
    SCOPED_TRACE(format + (thinking ? ", thinking: " : ": ") + c.at("title").get<std::string>());
    ++num_cases[format];
    const auto encoder = make_chat_encoder(format);
    ASSERT_TRUE(encoder.ok()) << encoder.status().to_string();
    const auto pieces = (*encoder)->encode(messages_of(c.at("messages")), {.thinking = thinking});
    ASSERT_TRUE(pieces.ok()) << pieces.status().to_string();
    std::string rendered;
    for (const ChatPiece& piece : *pieces) rendered += piece.text;
    EXPECT_EQ(rendered, c.at("rendered"));

    const auto ids = encode_prompt(**tokenizer, *pieces);
    ASSERT_TRUE(ids.ok()) << ids.status().to_string();
    EXPECT_EQ(*ids, c.at("ids").get<std::vector<int32_t>>());
    int num_control = 0;
    for (const int32_t id : *ids) num_control += (*tokenizer)->is_added(id) ? 1 : 0;
    EXPECT_EQ(num_control, c.at("num_control"));
  }
  ASSERT_EQ(num_cases.size(), 3u);
  for (const auto& [format, count] : num_cases) EXPECT_GE(count, 24) << format;
}

TEST(ChatPrompt, AdjacentTextIsTokenizedAsOne) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  using Kind = ChatPiece::Kind;
  const auto ids = encode_prompt(
      *tokenizer,
      {{Kind::kText, "hel"}, {Kind::kText, "lo"}, {Kind::kControl, "<s>"}, {Kind::kText, "he"}});
  ASSERT_TRUE(ids.ok()) << ids.status().to_string();
  EXPECT_EQ(*ids, (std::vector<int32_t>{259, 300, 256}));
}

TEST(ChatPrompt, NamesAControlTokenThatIsMissing) {
  const auto tokenizer = test::parse_tokenizer(test::tiny_tokenizer());
  ASSERT_NE(tokenizer, nullptr);
  const auto ids = encode_prompt(*tokenizer, {{ChatPiece::Kind::kControl, "<｜Assistant｜>"}});
  ASSERT_FALSE(ids.ok());
  EXPECT_EQ(ids.status().code(), StatusCode::kNotFound);
  EXPECT_NE(ids.status().message().find("<｜Assistant｜>"), std::string_view::npos);
}

}  // namespace
}  // namespace octant
