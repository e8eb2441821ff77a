#include "runtime/synth/synth_tokenizer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "models/chat/chat_encoder.h"
#include "runtime/text/tokenizer.h"

namespace octant {
namespace {

std::unique_ptr<Tokenizer> make_tokenizer(int64_t vocab_size) {
  Result<SynthTokenizerFiles> files = make_synth_tokenizer(vocab_size);
  EXPECT_TRUE(files.ok()) << files.status().to_string();
  Result<std::unique_ptr<Tokenizer>> tokenizer =
      Tokenizer::parse(files->tokenizer_json, "tokenizer.json");
  EXPECT_TRUE(tokenizer.ok()) << tokenizer.status().to_string();
  return std::move(tokenizer).value();
}

TEST(SynthTokenizer, GivesAnyTextBack) {
  const std::unique_ptr<Tokenizer> tokenizer = make_tokenizer(1024);
  for (const std::string text : {"The answer is 42, isn't it?\n\n  int main() { return 0; }",
                                 "Größe 日本語 🚀", " \t\r\n "}) {
    EXPECT_EQ(tokenizer->decode(tokenizer->encode_text(text), false), text);
  }
}

TEST(SynthTokenizer, MergesCommonWordsIntoOneToken) {
  const std::unique_ptr<Tokenizer> tokenizer = make_tokenizer(1024);
  EXPECT_EQ(tokenizer->encode_text(" the people think").size(), 3u);
}

TEST(SynthTokenizer, NumbersSentenceTokensAsDeepSeekDoes) {
  const std::unique_ptr<Tokenizer> tokenizer = make_tokenizer(1024);
  EXPECT_EQ(tokenizer->token_id("<｜begin▁of▁sentence｜>"), kSynthBosId);
  EXPECT_EQ(tokenizer->token_id("<｜end▁of▁sentence｜>"), kSynthEosId);
  EXPECT_EQ(tokenizer->token_id("<｜▁pad▁｜>"), kSynthPadId);
  EXPECT_TRUE(tokenizer->is_special(kSynthEosId));
}

TEST(SynthTokenizer, FitsTheVocabulary) {
  for (const int64_t vocab_size : {kSynthMinVocabSize, int64_t{275}, int64_t{276}, int64_t{512}}) {
    const std::unique_ptr<Tokenizer> tokenizer = make_tokenizer(vocab_size);
    EXPECT_EQ(tokenizer->vocab_size(), vocab_size);
    EXPECT_TRUE(tokenizer->token_id("<｜User｜>").has_value());
    EXPECT_TRUE(tokenizer->token_id("</think>").has_value());
    EXPECT_EQ(tokenizer->token_id("<|EOT|>").has_value(), vocab_size >= 276);
  }
}

TEST(SynthTokenizer, LeavesIdsUnusedInALargeVocabulary) {
  const std::unique_ptr<Tokenizer> tokenizer = make_tokenizer(102400);
  EXPECT_LT(tokenizer->vocab_size(), 1200);
  EXPECT_TRUE(tokenizer->token_id("<｜Assistant｜>").has_value());
}

TEST(SynthTokenizer, RefusesAVocabularyThatIsTooSmall) {
  const Status status = make_synth_tokenizer(kSynthMinVocabSize - 1).status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("262"), std::string::npos) << status.to_string();
}

TEST(SynthTokenizer, IsRecognisedAsTheChatFormatOfV31) {
  const SynthTokenizerFiles files = make_synth_tokenizer(512).value();
  const std::unique_ptr<Tokenizer> tokenizer = make_tokenizer(512);
  const Result<ChatFormatChoice> format = detect_chat_format(
      {.model_type = "deepseek_v3",
       .chat_template = nlohmann::json::parse(files.tokenizer_config_json).at("chat_template"),
       .added_tokens = tokenizer->added_tokens()});
  ASSERT_TRUE(format.ok()) << format.status().to_string();
  EXPECT_EQ(format->name, "deepseek-v3.1");
}

}  // namespace
}  // namespace octant
