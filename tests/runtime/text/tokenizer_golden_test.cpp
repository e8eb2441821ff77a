// Ids of 1.1 MB of text in many scripts against those of Hugging Face `tokenizers`; how they were
// made stands in tests/golden/MANIFEST_tokenizer.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/text/tokenizer.h"
#include "tests/runtime/text/recipe_text.h"

namespace octant {
namespace {

using Json = nlohmann::json;
using Ids = std::vector<int32_t>;

class Fnv1a {
 public:
  void add(uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001B3u; }
  std::string hex() const {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out.push_back(kDigits[value_ >> shift & 15]);
    return out;
  }

 private:
  uint64_t value_ = 0xCBF29CE484222325u;
};

std::string hash(std::string_view text) {
  Fnv1a fnv;
  for (const char c : text) fnv.add(static_cast<uint8_t>(c));
  return fnv.hex();
}

std::string hash(const Ids& ids) {
  Fnv1a fnv;
  for (const int32_t id : ids) {
    for (int shift = 0; shift < 32; shift += 8) fnv.add(static_cast<uint8_t>(id >> shift));
  }
  return fnv.hex();
}

std::unique_ptr<Tokenizer> parse(const Json& document) {
  auto tokenizer = Tokenizer::parse(document.dump(), "tokenizer.json");
  EXPECT_TRUE(tokenizer.ok()) << tokenizer.status().to_string();
  return tokenizer.ok() ? std::move(tokenizer).value() : nullptr;
}

// The ids and the text around the first that differs.
std::string difference(const Tokenizer& tokenizer, const Ids& actual, const Ids& expected) {
  const auto [a, e] = std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
  const auto at = a - actual.begin();
  const auto begin = std::max<std::ptrdiff_t>(0, at - 8);
  const auto show = [&](const Ids& ids) {
    std::string out;
    for (auto i = begin; i < std::min<std::ptrdiff_t>(at + 8, std::ssize(ids)); ++i) {
      const int32_t id = ids[static_cast<size_t>(i)];
      out += ' ' + std::to_string(id) + '=' +
             Json(std::string(tokenizer.token_bytes(id)))
                 .dump(-1, ' ', true, Json::error_handler_t::replace);
    }
    return out;
  };
  return "first difference at id " + std::to_string(at) + "\n  is:      " + show(actual) +
         "\n  expected:" + show(expected);
}

struct Tally {
  int64_t num_bytes = 0;
  int64_t num_ids = 0;
  int64_t num_different = 0;  // ids in chunks whose count or hash differs
};

// Encodes all chunks in both ways and compares them with the golden file.
Tally compare_all(const Tokenizer& tokenizer) {
  const Json golden = Json::parse(test::read_golden("golden.json"));
  const test::RecipeText recipe;
  Tally tally;
  EXPECT_EQ(golden.at("chunks").size(), recipe.num_chunks());
  for (uint64_t chunk = 0; chunk < recipe.num_chunks(); ++chunk) {
    const Json& expected = golden.at("chunks").at(chunk);
    const std::string text = recipe.chunk(chunk);
    EXPECT_EQ(hash(text), expected.at(0)) << "the text of chunk " << chunk << " is another one";
    const Ids both[] = {tokenizer.encode(text), tokenizer.encode_text(text)};
    for (const size_t way : {0, 1}) {
      const Ids& ids = both[way];
      const bool same =
          ids.size() == expected.at(1 + 2 * way) && hash(ids) == expected.at(2 + 2 * way);
      EXPECT_TRUE(same)
          << "chunk " << chunk << (way == 0 ? ", encode" : ", encode_text") << ": " << ids.size()
          << " ids, expected " << expected.at(1 + 2 * way) << "; it begins "
          << Json(text.substr(0, 120)).dump(-1, ' ', true, Json::error_handler_t::replace);
      tally.num_ids += std::ssize(ids);
      if (!same) tally.num_different += std::ssize(ids);
    }
    tally.num_bytes += std::ssize(text);
  }
  EXPECT_EQ(tally.num_bytes, golden.at("num_bytes"));
  return tally;
}

TEST(TokenizerGolden, GivesTheIdsOfHuggingFaceForAMegabyteOfText) {
  const auto tokenizer = parse(Json::parse(test::read_golden("tokenizer.json")));
  ASSERT_NE(tokenizer, nullptr);
  const Tally tally = compare_all(*tokenizer);
  EXPECT_GT(tally.num_bytes, 1'000'000);
  EXPECT_EQ(tally.num_different, 0);
  std::cout << tally.num_bytes << " bytes, encode and encode_text: " << tally.num_ids << " ids, "
            << tally.num_different << " in chunks that differ\n";
}

TEST(TokenizerGolden, FullIdsOfTheFirstChunksAreEqual) {
  const auto tokenizer = parse(Json::parse(test::read_golden("tokenizer.json")));
  ASSERT_NE(tokenizer, nullptr);
  const Json golden = Json::parse(test::read_golden("golden.json"));
  const test::RecipeText recipe;
  ASSERT_GE(golden.at("full").size(), 3u);
  for (const Json& full : golden.at("full")) {
    const std::string text = recipe.chunk(full.at("chunk"));
    const Ids ids = full.at("ids");
    const Ids text_ids = full.at("text_ids");
    const Ids actual = tokenizer->encode(text);
    const Ids actual_text = tokenizer->encode_text(text);
    EXPECT_EQ(actual, ids) << difference(*tokenizer, actual, ids);
    EXPECT_EQ(actual_text, text_ids) << difference(*tokenizer, actual_text, text_ids);
  }
}

TEST(TokenizerGolden, BothSpellingsOfMergesGiveTheSameIds) {
  Json document = Json::parse(test::read_golden("tokenizer.json"));
  Json pairs = Json::array();
  Json strings = Json::array();
  for (const Json& merge : document.at("model").at("merges")) {
    std::string left, right;
    if (merge.is_array()) {
      left = merge.at(0);
      right = merge.at(1);
    } else {
      const std::string text = merge;
      left = text.substr(0, text.find(' '));
      right = text.substr(text.find(' ') + 1);
    }
    pairs.push_back({left, right});
    strings.push_back(left + " " + right);
  }
  ASSERT_GT(pairs.size(), 1000u);
  for (const Json& merges : {pairs, strings}) {
    document["model"]["merges"] = merges;
    const auto tokenizer = parse(document);
    ASSERT_NE(tokenizer, nullptr);
    EXPECT_EQ(compare_all(*tokenizer).num_different, 0);
  }
}

TEST(TokenizerGolden, DecodingGivesTheTextBack) {
  const auto tokenizer = parse(Json::parse(test::read_golden("tokenizer.json")));
  ASSERT_NE(tokenizer, nullptr);
  const test::RecipeText recipe;
  for (uint64_t chunk = 0; chunk < recipe.num_chunks(); ++chunk) {
    const std::string text = recipe.chunk(chunk);
    EXPECT_EQ(tokenizer->decode(tokenizer->encode(text), false), text) << "chunk " << chunk;
    EXPECT_EQ(tokenizer->decode(tokenizer->encode_text(text), true), text) << "chunk " << chunk;
  }
}

}  // namespace
}  // namespace octant
