// What is refused, and with which words: one line that names the file and the field.

#include "runtime/text/tokenizer_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "runtime/text/json_guard.h"
#include "tests/runtime/text/tiny_tokenizer.h"

namespace octant {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

constexpr StatusCode kCorrupt = StatusCode::kCorrupt;
constexpr StatusCode kUnsupported = StatusCode::kUnsupported;

void expect_refused(std::string_view text, StatusCode code, const std::string& message) {
  const auto tokenizer = Tokenizer::parse(text, "folder/tokenizer.json");
  ASSERT_FALSE(tokenizer.ok()) << "accepted; expected: " << message;
  const std::string actual(tokenizer.status().message());
  EXPECT_EQ(tokenizer.status().code(), code) << actual;
  EXPECT_THAT(actual, testing::StartsWith("folder/tokenizer.json: "));
  EXPECT_THAT(actual, HasSubstr(message));
  EXPECT_EQ(actual.find_first_of("\n\r"), std::string::npos) << "more than one line: " << actual;
  EXPECT_LT(actual.size(), 300u) << actual;
}

struct Case {
  std::string name;
  std::function<void(Json&)> damage;
  StatusCode code;
  std::string message;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.name;
}

Json& split_of(Json& d) {
  return d["pre_tokenizer"]["pretokenizers"][0];
}
Json& byte_level_of(Json& d) {
  return d["pre_tokenizer"]["pretokenizers"][2];
}

std::vector<Case> cases() {
  const uint64_t kTwo63 = uint64_t{1} << 63;
  return {
      {"NoModel", [](Json& d) { d.erase("model"); }, kCorrupt, "model: is missing"},
      {"ModelIsAString", [](Json& d) { d["model"] = "BPE"; }, kCorrupt, "model: is not an object"},
      {"ModelUnigram", [](Json& d) { d["model"]["type"] = "Unigram"; }, kUnsupported,
       "model: \"Unigram\" is not supported"},
      {"ModelTypeIsANumber", [](Json& d) { d["model"]["type"] = 1; }, kCorrupt, "model.type"},
      {"VocabMissing", [](Json& d) { d["model"].erase("vocab"); }, kCorrupt,
       "model.vocab: is not an object"},
      {"VocabIsAnArray", [](Json& d) { d["model"]["vocab"] = Json::array({"a"}); }, kCorrupt,
       "model.vocab: is not an object"},
      {"VocabEmpty", [](Json& d) { d["model"]["vocab"] = Json::object(); }, kCorrupt,
       "model.vocab: is empty"},
      {"IdNegative", [](Json& d) { d["model"]["vocab"]["he"] = -1; }, kCorrupt,
       "model.vocab[\"he\"]: is -1, expected 0 to 4194303"},
      {"IdABillion", [](Json& d) { d["model"]["vocab"]["he"] = 1'000'000'000; }, kCorrupt,
       "model.vocab[\"he\"]: is 1000000000"},
      {"IdTwoTo31", [](Json& d) { d["model"]["vocab"]["he"] = uint64_t{1} << 31; }, kCorrupt,
       "model.vocab[\"he\"]"},
      {"IdTwoTo63", [=](Json& d) { d["model"]["vocab"]["he"] = kTwo63; }, kCorrupt,
       "model.vocab[\"he\"]: is 9223372036854775808"},
      {"IdAFraction", [](Json& d) { d["model"]["vocab"]["he"] = 1.5; }, kCorrupt,
       "model.vocab[\"he\"]: is no whole number"},
      {"IdHuge", [](Json& d) { d["model"]["vocab"]["he"] = 1e308; }, kCorrupt,
       "model.vocab[\"he\"]: is no whole number"},
      {"IdAString", [](Json& d) { d["model"]["vocab"]["he"] = "256"; }, kCorrupt,
       "model.vocab[\"he\"]: is string"},
      {"IdNull", [](Json& d) { d["model"]["vocab"]["he"] = nullptr; }, kCorrupt,
       "model.vocab[\"he\"]: is null"},
      {"IdTwice", [](Json& d) { d["model"]["vocab"]["he"] = 5; }, kCorrupt,
       "model.vocab: id 5 is given to"},
      {"VocabEntryEmpty", [](Json& d) { d["model"]["vocab"][""] = 299; }, kCorrupt,
       "model.vocab: an entry is the empty string"},
      {"VocabEntryTooLong", [](Json& d) { d["model"]["vocab"][std::string(70'000, 'a')] = 299; },
       kCorrupt, "model.vocab: an entry has 70000 bytes"},
      {"MergesMissing", [](Json& d) { d["model"].erase("merges"); }, kCorrupt,
       "model.merges: is not an array"},
      {"MergeOfAnAbsentLeft", [](Json& d) { d["model"]["merges"][1] = "zz l"; }, kCorrupt,
       "model.merges[1]: \"zz\" is not in model.vocab"},
      {"MergeOfAnAbsentRight",
       [](Json& d) {
         d["model"]["merges"][1] = Json{"l", "zz"};
       },
       kCorrupt, "model.merges[1]: \"zz\" is not in model.vocab"},
      {"MergeToAnAbsentToken", [](Json& d) { d["model"]["merges"][1] = "l e"; }, kCorrupt,
       "model.merges[1]: \"le\" is not in model.vocab"},
      {"MergeOfOne", [](Json& d) { d["model"]["merges"][1] = "ll"; }, kCorrupt,
       "model.merges[1]: \"ll\" is not two tokens"},
      {"MergeOfThree", [](Json& d) { d["model"]["merges"][1] = "l l l"; }, kCorrupt,
       "model.merges[1]"},
      {"MergeArrayOfThree",
       [](Json& d) {
         d["model"]["merges"][1] = Json{"l", "l", "l"};
       },
       kCorrupt, "model.merges[1]: is neither"},
      {"MergeIsANumber", [](Json& d) { d["model"]["merges"][1] = 7; }, kCorrupt,
       "model.merges[1]: is neither"},
      {"Dropout", [](Json& d) { d["model"]["dropout"] = 0.1; }, kUnsupported, "model.dropout"},
      {"SubwordPrefix", [](Json& d) { d["model"]["continuing_subword_prefix"] = "##"; },
       kUnsupported, "model.continuing_subword_prefix"},
      {"WordSuffix", [](Json& d) { d["model"]["end_of_word_suffix"] = "</w>"; }, kUnsupported,
       "model.end_of_word_suffix"},
      {"ByteFallback", [](Json& d) { d["model"]["byte_fallback"] = true; }, kUnsupported,
       "model.byte_fallback: true is not supported"},
      {"FuseUnkIsANumber", [](Json& d) { d["model"]["fuse_unk"] = 1; }, kCorrupt,
       "model.fuse_unk: is number"},
      {"UnkTokenAbsent", [](Json& d) { d["model"]["unk_token"] = "<unk>"; }, kCorrupt,
       "model.unk_token: is not in model.vocab"},
      {"UnkTokenIsANumber", [](Json& d) { d["model"]["unk_token"] = 0; }, kCorrupt,
       "model.unk_token: is not a string"},
      {"Normalizer",
       [](Json& d) {
         d["normalizer"] = {{"type", "NFC"}};
       },
       kUnsupported, "normalizer: \"NFC\" is not supported"},
      {"NormalizerIsAString", [](Json& d) { d["normalizer"] = "NFC"; }, kCorrupt,
       "normalizer: is string"},
      {"Decoder",
       [](Json& d) {
         d["decoder"] = {{"type", "Metaspace"}};
       },
       kUnsupported, "decoder: \"Metaspace\" is not supported"},
      {"PreTokenizerNull", [](Json& d) { d["pre_tokenizer"] = nullptr; }, kUnsupported,
       "pre_tokenizer: there is no ByteLevel step"},
      {"PreTokenizerUnknown",
       [](Json& d) {
         split_of(d) = {{"type", "Metaspace"}};
       },
       kUnsupported, "pre_tokenizer.pretokenizers[0]: \"Metaspace\" is not supported"},
      {"PreTokenizerListIsAString", [](Json& d) { d["pre_tokenizer"]["pretokenizers"] = "Split"; },
       kCorrupt, "pre_tokenizer.pretokenizers: is not an array"},
      {"NoByteLevel", [](Json& d) { d["pre_tokenizer"]["pretokenizers"].erase(2); }, kUnsupported,
       "there is no ByteLevel step"},
      {"StepAfterByteLevel",
       [](Json& d) { d["pre_tokenizer"]["pretokenizers"].push_back(split_of(d)); }, kUnsupported,
       "pre_tokenizer.pretokenizers[3]: \"Split\" after ByteLevel"},
      {"PrefixSpace", [](Json& d) { byte_level_of(d)["add_prefix_space"] = true; }, kUnsupported,
       "pre_tokenizer.pretokenizers[2].add_prefix_space: true is not supported"},
      {"SplitBehavior", [](Json& d) { split_of(d)["behavior"] = "Removed"; }, kUnsupported,
       "behavior: \"Removed\" is not supported"},
      {"SplitBehaviorMissing", [](Json& d) { split_of(d).erase("behavior"); }, kCorrupt,
       "pretokenizers[0].behavior"},
      {"SplitInvert", [](Json& d) { split_of(d)["invert"] = true; }, kUnsupported,
       "pretokenizers[0].invert: true is not supported"},
      {"SplitPatternIsAString", [](Json& d) { split_of(d)["pattern"] = "a"; }, kCorrupt,
       "pretokenizers[0].pattern: is not an object"},
      {"SplitPatternNoRegex",
       [](Json& d) {
         split_of(d)["pattern"] = {{"String", "a"}};
       },
       kUnsupported, "pretokenizers[0].pattern: is not a Regex"},
      {"SplitRegexIsANumber", [](Json& d) { split_of(d)["pattern"]["Regex"] = 3; }, kCorrupt,
       "pretokenizers[0].pattern.Regex"},
      {"SplitRegexDoesNotCompile", [](Json& d) { split_of(d)["pattern"]["Regex"] = "(a"; },
       kUnsupported, "pre_tokenizer: split 0: the regular expression does not compile"},
      {"AddedTokensIsAnObject", [](Json& d) { d["added_tokens"] = Json::object(); }, kCorrupt,
       "added_tokens: is not an array"},
      {"AddedTokenIsAString", [](Json& d) { d["added_tokens"][1] = "<s>"; }, kCorrupt,
       "added_tokens[1]: is not an object"},
      {"AddedIdMissing", [](Json& d) { d["added_tokens"][1].erase("id"); }, kCorrupt,
       "added_tokens[1].id: is missing"},
      {"AddedIdABillion", [](Json& d) { d["added_tokens"][1]["id"] = 1'000'000'000; }, kCorrupt,
       "added_tokens[1].id: is 1000000000"},
      {"AddedIdTwice", [](Json& d) { d["added_tokens"][1]["id"] = 300; }, kCorrupt,
       "added_tokens[1].id: is 300, as of another"},
      {"AddedIdOfTheVocabulary", [](Json& d) { d["added_tokens"][1]["id"] = 259; }, kCorrupt,
       "added_tokens[1].id: is 259, which is \"hello\" in model.vocab"},
      {"AddedTextOfTheVocabulary", [](Json& d) { d["added_tokens"][1]["content"] = "hello"; },
       kCorrupt, "added_tokens: \"hello\" has id 301, but 259 in model.vocab"},
      {"AddedContentEmpty", [](Json& d) { d["added_tokens"][1]["content"] = ""; }, kCorrupt,
       "added_tokens[1].content"},
      {"AddedContentTwice", [](Json& d) { d["added_tokens"][1]["content"] = "<s>"; }, kCorrupt,
       "added_tokens[1].content: \"<s>\" is there twice"},
      {"AddedSingleWord", [](Json& d) { d["added_tokens"][1]["single_word"] = true; }, kUnsupported,
       "added_tokens[1].single_word: true is not supported"},
      {"AddedLstrip", [](Json& d) { d["added_tokens"][1]["lstrip"] = true; }, kUnsupported,
       "added_tokens[1].lstrip"},
      {"AddedRstrip", [](Json& d) { d["added_tokens"][1]["rstrip"] = true; }, kUnsupported,
       "added_tokens[1].rstrip"},
      {"AddedSpecialIsAString", [](Json& d) { d["added_tokens"][1]["special"] = "yes"; }, kCorrupt,
       "added_tokens[1].special: is string"},
      {"AddedTokensTooLong",
       [](Json& d) {
         for (int i = 0; i < 20; ++i) {
           Json token = d["added_tokens"][1];
           token["id"] = 1000 + i;
           token["content"] = std::string(60'000, static_cast<char>('a' + i));
           d["added_tokens"].push_back(token);
         }
       },
       kCorrupt, "added_tokens: have more than 1048576 bytes together"},
      {"SpecialTokenIsAByte",
       [](Json& d) {
         d["added_tokens"][0]["content"] = "!";
         d["added_tokens"][0]["id"] = '!';
       },
       kUnsupported, "the special token of id 33 is also the vocabulary's entry for a byte"},
      {"DeepNesting",
       [](Json& d) {
         Json deep = 1;
         for (int i = 0; i < 40; ++i) deep = Json::array({deep});
         d["truncation"] = deep;
       },
       kCorrupt, "nests deeper than 32"},
  };
}

class TokenizerJsonRefuses : public testing::TestWithParam<Case> {};

TEST_P(TokenizerJsonRefuses, InOneLineThatNamesTheField) {
  Json document = test::tiny_tokenizer();
  GetParam().damage(document);
  expect_refused(document.dump(), GetParam().code, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Damage, TokenizerJsonRefuses, testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param.name; });

TEST(TokenizerJson, RefusesWhatIsNotJson) {
  expect_refused("", kCorrupt, "is not JSON at byte");
  expect_refused("{\"model\":", kCorrupt, "is not JSON at byte");
  expect_refused("{\"a\":\"\xFF\"}", kCorrupt, "is not JSON at byte");
  expect_refused("{\"a\":1e999}", kCorrupt, "is not JSON: a number is out of range");
  expect_refused("[1,2]", kCorrupt, "is array, expected an object");
  expect_refused(std::string(100'000, '['), kCorrupt, "nests deeper than 32");
}

TEST(TokenizerJson, RefusesAKeyThatIsThereTwice) {
  std::string text = test::tiny_tokenizer().dump();
  const std::string key = "\"vocab\":{";
  text.insert(text.find(key) + key.size(), "\"hello\":299,");
  expect_refused(text, kCorrupt, "has the key \"hello\" twice in one object");
}

TEST(TokenizerJson, TheSameKeyInTwoObjectsIsFine) {
  EXPECT_NE(test::parse_tokenizer(test::tiny_tokenizer()), nullptr);  // "type", "id" and others
}

TEST(TokenizerJson, NamesFromTheFileAreCutShortInMessages) {
  Json document = test::tiny_tokenizer();
  document["model"]["merges"][0] = std::string(10'000, 'x') + " y\n";
  expect_refused(document.dump(), kCorrupt, "xxx...\" is not in model.vocab");
}

// Each prefix ends inside something; none may be taken for a tokenizer, and none may crash.
TEST(TokenizerJson, EveryTruncationIsRefused) {
  const std::string text = test::tiny_tokenizer().dump();
  for (size_t size = 0; size < text.size(); size += 7) {
    EXPECT_FALSE(Tokenizer::parse(text.substr(0, size), "t").ok()) << size;
  }
}

TEST(TokenizerJson, ReadsASpec) {
  const auto spec = parse_tokenizer_json(test::tiny_tokenizer().dump(), "t");
  ASSERT_TRUE(spec.ok()) << spec.status().to_string();
  EXPECT_EQ((*spec).vocab.size(), 261u);
  ASSERT_EQ((*spec).merges.size(), 5u);
  EXPECT_EQ((*spec).merges[4].left, ' ');
  EXPECT_EQ((*spec).merges[4].right, 259);
  EXPECT_EQ((*spec).merges[4].result, 260);
  EXPECT_EQ((*spec).split_patterns.size(), 2u);
  ASSERT_EQ((*spec).added_tokens.size(), 4u);
  EXPECT_EQ((*spec).added_tokens[3].content, "<｜User｜>");
  EXPECT_FALSE((*spec).ignore_merges);
  EXPECT_EQ((*spec).unk_id, std::nullopt);
}

TEST(TokenizerJson, OptionalPartsMayBeLeftOut) {
  Json document = test::tiny_tokenizer();
  for (const char* key : {"version", "truncation", "padding", "normalizer", "post_processor",
                          "decoder", "added_tokens"}) {
    document.erase(key);
  }
  const Json model = document["model"];
  document["model"] = {{"vocab", model["vocab"]}, {"merges", model["merges"]}};
  EXPECT_NE(test::parse_tokenizer(document), nullptr);
  document["model"]["continuing_subword_prefix"] = "";
  document["model"]["end_of_word_suffix"] = "";
  document["model"]["dropout"] = 0.0;
  EXPECT_NE(test::parse_tokenizer(document), nullptr);
}

TEST(JsonGuard, CountsBracketsOutsideStringsOnly) {
  EXPECT_TRUE(json_depth_within("[[{}]]", 3));
  EXPECT_FALSE(json_depth_within("[[{}]]", 2));
  EXPECT_TRUE(json_depth_within(R"(["[[[[", "\"[[[", "\\"])", 1));
  EXPECT_FALSE(json_depth_within(R"(["\\", [[]]])", 2));
  EXPECT_TRUE(json_depth_within("[][][][]", 1));
}

}  // namespace
}  // namespace octant
