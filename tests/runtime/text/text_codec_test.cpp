#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/api/tokenize.h"

namespace octant::api {
namespace {

const std::string kFolder = OCTANT_SOURCE_DIR "/tests/golden/tokenizer";

TEST(TextCodec, OpensAFolderOrAFile) {
  for (const std::string& path : {kFolder, kFolder + "/tokenizer.json"}) {
    const auto codec = open_text_codec(path);
    ASSERT_TRUE(codec.ok()) << codec.status().to_string();
    EXPECT_EQ((*codec)->vocab_size(), 2000);
  }
}

TEST(TextCodec, ParsesSpecialTokensOnlyIfAsked) {
  const auto codec = open_text_codec(kFolder);
  ASSERT_TRUE(codec.ok()) << codec.status().to_string();
  const std::string text = "<｜User｜>the model";
  const std::vector<int32_t> special = (*codec)->encode(text, true);
  const std::vector<int32_t> plain = (*codec)->encode(text, false);
  EXPECT_EQ((*codec)->piece(special.front()), "<｜User｜>");
  EXPECT_LT(special.size(), plain.size());
  EXPECT_EQ((*codec)->decode(special), text);
  EXPECT_EQ((*codec)->decode(plain), text);
  EXPECT_EQ((*codec)->piece(123456), "");
}

TEST(TextCodec, AFolderWithoutATokenizerIsNotFound) {
  const auto codec = open_text_codec(OCTANT_SOURCE_DIR "/runtime/text");
  ASSERT_FALSE(codec.ok());
  EXPECT_EQ(codec.status().code(), StatusCode::kNotFound);
  EXPECT_NE(codec.status().message().find("tokenizer.json"), std::string_view::npos);
}

}  // namespace
}  // namespace octant::api
