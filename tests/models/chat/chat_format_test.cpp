#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/chat/chat_encoder.h"

namespace octant {
namespace {

const std::vector<std::string> kRoles = {"<｜User｜>", "<｜Assistant｜>"};
const std::vector<std::string> kThinking = {"<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"};

std::string detect(const std::string& chat_template, const std::vector<std::string>& added_tokens) {
  const auto format = detect_chat_format({"deepseek_v3", chat_template, added_tokens});
  return format.ok() ? format->name : format.status().to_string();
}

TEST(ChatFormat, WithoutThinkTokensItIsV3) {
  EXPECT_EQ(detect("", kRoles), "deepseek-v3");
  EXPECT_EQ(detect("<｜User｜><｜Assistant｜>{% if thinking %}<think>", kRoles), "deepseek-v3");
  EXPECT_EQ(detect("", {"<｜User｜>", "<｜Assistant｜>", "<think>"}), "deepseek-v3");
}

TEST(ChatFormat, ATemplateThatTestsThinkingIsV31) {
  EXPECT_EQ(detect("{'<｜User｜>'}{'<｜Assistant｜>'}{% if not thinking %}</think>", kThinking),
            "deepseek-v3.1");
}

TEST(ChatFormat, ATemplateThatOnlyWritesTheTagIsR1) {
  EXPECT_EQ(detect("{'<｜User｜>'}{'<｜Assistant｜><think>\\n'}", kThinking), "deepseek-r1");
  EXPECT_EQ(detect("{'<｜User｜>'}{'<｜Assistant｜>'}{% split('</think>')[-1] %}", kThinking),
            "deepseek-r1");
}

TEST(ChatFormat, PartOfAnotherIdentifierIsNotTheVariable) {
  EXPECT_EQ(
      detect("{'<｜User｜>'}{'<｜Assistant｜><think>'}{{ rethinking_2 + thinkings }}", kThinking),
      "deepseek-r1");
}

TEST(ChatFormat, ATemplateWithoutReasoningIsV3) {
  EXPECT_EQ(detect("{'<｜User｜>' + content + '<｜Assistant｜>'}", kThinking), "deepseek-v3");
}

TEST(ChatFormat, WithoutATemplateTheVocabularyDecides) {
  EXPECT_EQ(detect("", kThinking), "deepseek-v3.1");
}

TEST(ChatFormat, TheReasonIsWhatDecided) {
  const auto reason = [](const std::string& chat_template, const std::vector<std::string>& added) {
    const auto format =
        detect_chat_format({"deepseek_v3", chat_template, added, "tokenizer_config.json"});
    return format.ok() ? format->reason : format.status().to_string();
  };
  const std::string roles = "<｜User｜><｜Assistant｜>";
  EXPECT_EQ(reason("", kRoles), "the vocabulary has no <think>");
  EXPECT_EQ(reason("", {"<｜User｜>", "<｜Assistant｜>", "<think>"}),
            "the vocabulary has no </think>");
  EXPECT_EQ(reason("", kThinking), "there is no single chat template; the vocabulary has <think>");
  EXPECT_EQ(reason(roles + "{% if thinking %}", kThinking),
            "the chat template in tokenizer_config.json has the variable thinking");
  EXPECT_EQ(reason(roles + "</think>", kThinking),
            "the chat template in tokenizer_config.json mentions </think>");
  EXPECT_EQ(reason(roles, kThinking),
            "the chat template in tokenizer_config.json does not mention <think>");
  EXPECT_EQ(detect_chat_format({"deepseek_v3", roles, kThinking})->reason,
            "the chat template does not mention <think>");
}

TEST(ChatFormat, OtherFamiliesAreRefusedByName) {
  EXPECT_THAT(detect("", {"<|im_start|>"}), testing::HasSubstr("its vocabulary has no <｜User｜>"));
  EXPECT_THAT(detect("<|im_start|>", kThinking),
              testing::HasSubstr("its chat template has no <｜User｜>"));
  EXPECT_THAT(detect("<｜User｜>", kRoles), testing::HasSubstr("no <｜Assistant｜>"));
  const auto format = detect_chat_format({"mixtral", "", {}});
  ASSERT_FALSE(format.ok());
  EXPECT_EQ(format.status().code(), StatusCode::kUnsupported);
  EXPECT_THAT(std::string(format.status().message()), testing::HasSubstr("\"mixtral\""));
}

}  // namespace
}  // namespace octant
