#include "runtime/load/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "runtime/load/checkpoint.h"
#include "tests/runtime/load/refusal.h"
#include "tests/support/checkpoints/checkpoint_files.h"
#include "tests/support/random.h"

namespace octant {
namespace {

using test::expect_refusal;
using test::TempFolder;

// A header that is wrong in one way. `a` is [2, 3] BF16, 12 bytes, unless the case is about that.
struct Malformed {
  std::string what;
  std::string header;
  int64_t data_bytes = 12;
  std::vector<std::string> names;  // what the message names, besides the file
  StatusCode code = StatusCode::kCorrupt;
};

std::string record(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

std::string bf16_record(const std::string& shape, const std::string& offsets) {
  return record(R"("BF16")", shape, offsets);
}

std::string one(const std::string& value) {
  return R"({"a":)" + value + "}";
}

std::vector<Malformed> malformed_headers() {
  const std::string good = bf16_record("[2,3]", "[0,12]");
  const std::string half = bf16_record("[3]", "[0,6]");
  std::string deep = R"({"a":{"shape":)";
  deep.append(100000, '[');
  std::vector<Malformed> cases = {
      // The text.
      {"empty header", "", 12, {"does not begin"}},
      {"white space in front", " " + one(good), 12, {"does not begin"}},
      {"byte order mark", "\xef\xbb\xbf" + one(good), 12, {"does not begin"}},
      {"array on top", "[]", 12, {"does not begin"}},
      {"cut short", one(good).substr(0, 30), 12, {"syntax error at byte"}},
      {"text behind the object", one(good) + "x", 12, {"syntax error at byte"}},
      {"second object", one(good) + "{}", 12, {"syntax error at byte"}},
      {"zero byte behind the object", one(good) + '\0' + "x", 12, {"zero byte"}},
      {"comment", one(good) + "/**/", 12, {"syntax error at byte"}},
      {"broken UTF-8 in a name", "{\"\xff\":" + good + "}", 12, {"syntax error at byte"}},
      {"lone surrogate in a name", R"({"\ud800":)" + good + "}", 12, {"syntax error at byte"}},
      {"very deep array", deep, 12, {"a: shape"}},
      // The records.
      {"same tensor twice",
       R"({"a":)" + half + R"(,"a":)" + bf16_record("[3]", "[6,12]") + "}",
       12,
       {"\"a\"", "twice"}},
      {"same field twice",
       one(R"({"dtype":"BF16","dtype":"BF16","shape":[6],"data_offsets":[0,12]})"),
       12,
       {"\"dtype\"", "twice"}},
      {"record is an array", one(R"(["BF16",[2,3],[0,12]])"), 12, {"a: is an array"}},
      {"record is a string", one(R"("BF16")"), 12, {"a: is a string"}},
      {"record is null", one("null"), 12, {"a: is null"}},
      {"record is a number", one("12"), 12, {"a: is a number"}},
      {"record without fields", one("{}"), 12, {"a: dtype: is missing"}},
      {"no dtype", one(R"({"shape":[6],"data_offsets":[0,12]})"), 12, {"a: dtype: is missing"}},
      {"no shape", one(R"({"dtype":"BF16","data_offsets":[0,12]})"), 12, {"a: shape: is missing"}},
      {"no data_offsets",
       one(R"({"dtype":"BF16","shape":[6]})"),
       12,
       {"a: data_offsets: is missing"}},
      {"unknown field",
       one(R"({"dtype":"BF16","shape":[6],"data_offsets":[0,12],"x":1})"),
       12,
       {"a: unknown field \"x\""}},
      {"empty name", R"({"":)" + good + "}", 12, {"empty name"}},
      {"line break in a name", R"({"a\nb":)" + good + "}", 12, {"a\\x0ab: the name"}},
      {"escape character in a name", R"({"a\u001b[2Jb":)" + good + "}", 12, {"a\\x1b[2Jb"}},
      {"zero character in a name", R"({"a\u0000b":)" + good + "}", 12, {"a\\x00b"}},
      {"C1 control in a name", R"({"a\u009bb":)" + good + "}", 12, {"a\\xc2\\x9bb"}},
      {"bidirectional control in a name",
       R"({"a\u202eb":)" + good + "}",
       12,
       {"a\\xe2\\x80\\xaeb"}},
      {"metadata is a string",
       R"({"__metadata__":"pt","a":)" + good + "}",
       12,
       {"__metadata__: is a string"}},
      {"metadata holds a number",
       R"({"__metadata__":{"x":1},"a":)" + good + "}",
       12,
       {"__metadata__: holds a number"}},
      {"metadata holds an object",
       R"({"__metadata__":{"x":{}},"a":)" + good + "}",
       12,
       {"__metadata__: holds an object"}},
      {"metadata key twice",
       R"({"__metadata__":{"x":"","x":""},"a":)" + good + "}",
       12,
       {"\"x\"", "twice"}},
      // dtype.
      {"invented dtype", one(record(R"("BF17")", "[6]", "[0,12]")), 12, {"a: dtype: \"BF17\""}},
      {"lower-case dtype", one(record(R"("bf16")", "[6]", "[0,12]")), 12, {"a: dtype: \"bf16\""}},
      {"line break in a dtype",
       one(record(R"("B\n")", "[6]", "[0,12]")),
       12,
       {"a: dtype: \"B\\x0a"}},
      {"dtype of others",
       one(record(R"("F8_E8M0")", "[12]", "[0,12]")),
       12,
       {"a: dtype: \"F8_E8M0\""},
       StatusCode::kUnsupported},
      {"dtype is a number", one(record("16", "[6]", "[0,12]")), 12, {"a: dtype: is a number"}},
      {"dtype is an array",
       one(record(R"(["BF16"])", "[6]", "[0,12]")),
       12,
       {"a: dtype: is an array"}},
      {"dtype is null", one(record("null", "[6]", "[0,12]")), 12, {"a: dtype: is null"}},
      // shape.
      {"shape is a number", one(bf16_record("6", "[0,12]")), 12, {"a: shape: is a number"}},
      {"shape is an object", one(bf16_record("{}", "[0,12]")), 12, {"a: shape: is an object"}},
      {"negative extent", one(bf16_record("[-6]", "[0,12]")), 12, {"a: shape: holds a negative"}},
      {"minus zero", one(bf16_record("[-0]", "[0,0]")), 0, {"a: shape: holds a negative"}},
      {"fraction as extent", one(bf16_record("[6.0]", "[0,12]")), 12, {"a: shape: holds a number"}},
      {"exponent in an extent",
       one(bf16_record("[6e0]", "[0,12]")),
       12,
       {"a: shape: holds a number"}},
      {"extent of 1e999", one(bf16_record("[1e999]", "[0,12]")), 12, {"syntax error at byte"}},
      {"extent of 2^63",
       one(bf16_record("[9223372036854775808]", "[0,12]")),
       12,
       {"a: shape: holds a number of 2^63"}},
      {"extent of 2^64",
       one(bf16_record("[18446744073709551616]", "[0,12]")),
       12,
       {"a: shape: holds a number"}},
      {"string as extent", one(bf16_record(R"(["6"])", "[0,12]")), 12, {"a: shape: holds"}},
      {"nested shape", one(bf16_record("[[2,3]]", "[0,12]")), 12, {"a: shape: holds an array"}},
      {"extents that overflow",
       one(bf16_record("[4294967296,4294967296]", "[0,12]")),
       12,
       {"a: shape:", "too large"}},
      {"bytes that overflow",
       one(bf16_record("[9223372036854775807]", "[0,12]")),
       12,
       {"a: shape:", "too large"}},
      {"nine dimensions",
       one(bf16_record("[1,1,1,1,1,1,1,1,6]", "[0,12]")),
       12,
       {"a: shape: has more than 8"}},
      // data_offsets.
      {"one offset", one(bf16_record("[6]", "[12]")), 12, {"a: data_offsets: has 1 numbers"}},
      {"three offsets",
       one(bf16_record("[6]", "[0,6,12]")),
       12,
       {"a: data_offsets: has 3 numbers"}},
      {"no offsets", one(bf16_record("[6]", "[]")), 12, {"a: data_offsets: has 0 numbers"}},
      {"negative offset",
       one(bf16_record("[6]", "[-12,0]")),
       12,
       {"a: data_offsets: holds a negative"}},
      {"offsets backwards",
       one(bf16_record("[6]", "[12,0]")),
       12,
       {"a: data_offsets: [12, 0] ends"}},
      {"end beyond the data",
       one(bf16_record("[7]", "[0,14]")),
       12,
       {"a: data_offsets:", "beyond"}},
      {"end near 2^63",
       one(bf16_record("[6]", "[9223372036854775795,9223372036854775807]")),
       12,
       {"a: data_offsets:", "beyond"}},
      {"span too short", one(bf16_record("[2,3]", "[0,11]")), 11, {"a: data_offsets:", "11", "12"}},
      {"span too long", one(bf16_record("[2,3]", "[0,13]")), 13, {"a: data_offsets:", "13", "12"}},
      // The data as a whole.
      {"overlap",
       R"({"a":)" + half + R"(,"b":)" + bf16_record("[3]", "[5,11]") + "}",
       11,
       {"b: data_offsets:", "inside"}},
      {"two tensors in one place",
       R"({"a":)" + half + R"(,"b":)" + half + "}",
       6,
       {": data_offsets:", "inside"}},
      {"hole",
       R"({"a":)" + half + R"(,"b":)" + bf16_record("[3]", "[7,13]") + "}",
       13,
       {"b: data_offsets:", "hole"}},
      {"hole in front", one(bf16_record("[3]", "[6,12]")), 12, {"a: data_offsets:", "hole"}},
      {"data behind the last tensor", one(good), 13, {"a: the last tensor ends at byte 12"}},
      {"data without tensors", "{}", 1, {"the last tensor ends at byte 0"}},
  };
  return cases;
}

TEST(Safetensors, RefusesEveryKindOfMalformedHeaderInOneLineThatNamesTheField) {
  const TempFolder folder;
  for (const Malformed& malformed : malformed_headers()) {
    SCOPED_TRACE(malformed.what);
    test::write_raw_safetensors(folder / "x.safetensors", malformed.header, malformed.data_bytes);
    std::vector<std::string> names = malformed.names;
    names.emplace_back("x.safetensors: ");
    expect_refusal(Checkpoint::open(folder / "x.safetensors").status(), malformed.code, names);
  }
}

TEST(Safetensors, RefusesALengthPrefixThatDoesNotFitTheFile) {
  const TempFolder folder;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "needs 8 bytes"},
      {std::string("\x02\0\0\0\0\0\0", 7), "needs 8 bytes"},
      {std::string("\x03\0\0\0\0\0\0\0{}", 10), "is 3, the file has 10 bytes"},
      {std::string("\x01\xe1\xf5\x05\0\0\0\0{}", 10), "is 100000001, at most 100000000"},
      {std::string("\xff\xff\xff\xff\xff\xff\xff\xff{}", 10), "is 18446744073709551615"},
      {std::string("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10), "is 9223372036854775807"},
      {"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"}};
  for (const auto& [bytes, reason] : cases) {
    SCOPED_TRACE(reason);
    test::write_text(folder / "x.safetensors", bytes);
    expect_refusal(Checkpoint::open(folder / "x.safetensors").status(), StatusCode::kCorrupt,
                   {"x.safetensors: ", reason});
  }
}

TEST(Safetensors, ReadsTensorsInAnyOrderWithMetadataPaddingScalarsAndEmptyTensors) {
  const std::string header = R"({"__metadata__":{"format":"pt"},"b":)" +
                             bf16_record("[3]", "[4,10]") + R"(,"none":)" +
                             bf16_record("[0,5]", "[4,4]") + R"(,"scalar":)" +
                             record(R"("F32")", "[]", "[0,4]") + "} \n  ";
  const Result<std::vector<TensorEntry>> entries = parse_safetensors_header(header, 100, 10);
  ASSERT_TRUE(entries.ok()) << entries.status().to_string();
  ASSERT_EQ(entries->size(), 3u);
  EXPECT_EQ((*entries)[0].name, "scalar");
  EXPECT_EQ((*entries)[0].offset_bytes, 100);
  EXPECT_EQ((*entries)[0].size_bytes, 4);
  EXPECT_EQ((*entries)[1].name, "none");
  EXPECT_EQ((*entries)[1].size_bytes, 0);
  EXPECT_EQ((*entries)[2].name, "b");
  EXPECT_EQ((*entries)[2].offset_bytes, 104);
  EXPECT_EQ((*entries)[2].shape, std::vector<int64_t>{3});
  EXPECT_EQ((*entries)[2].dtype, DType::kBF16);
}

TEST(Safetensors, ReadsAnEmptyFileOfTensors) {
  const Result<std::vector<TensorEntry>> entries = parse_safetensors_header("{}", 10, 0);
  ASSERT_TRUE(entries.ok());
  EXPECT_TRUE(entries->empty());
}

// Whatever the bytes, a header is refused or tiles the data.
TEST(Safetensors, SurvivesMutatedHeaders) {
  test::Random random(1);
  std::vector<test::FileTensor> tensors;
  for (int i = 0; i < 4; ++i) {
    tensors.push_back(
        test::random_tensor("layer." + std::to_string(i), DType::kBF16, {2, i + 1}, random));
  }
  const std::string original = test::safetensors_header(tensors);
  const int64_t data_bytes = 4 * (1 + 2 + 3 + 4);
  ASSERT_TRUE(parse_safetensors_header(original, 0, data_bytes).ok());
  static constexpr std::string_view kAlphabet =
      "{}[]\",:0123456789-.eE\\u\n \xff"
      "adhpstFB";
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string header = original;
    for (int64_t edits = 1 + random.below(3); edits > 0; --edits) {
      const auto at = static_cast<size_t>(random.below(static_cast<int64_t>(header.size())));
      const char c =
          kAlphabet[static_cast<size_t>(random.below(static_cast<int64_t>(kAlphabet.size())))];
      switch (random.below(4)) {
        case 0:
          header[at] = c;
          break;
        case 1:
          header.insert(at, 1, c);
          break;
        case 2:
          header.erase(at, static_cast<size_t>(1 + random.below(8)));
          break;
        default:
          header.insert(at, header.substr(at / 2, 20));
          break;
      }
    }
    const auto entries = parse_safetensors_header(header, 0, data_bytes);
    if (!entries.ok()) {
      ++refused;
      EXPECT_EQ(entries.status().message().find('\n'), std::string_view::npos);
      continue;
    }
    int64_t end = 0;
    for (const TensorEntry& entry : *entries) {
      ASSERT_EQ(entry.offset_bytes, end) << header;
      end += entry.size_bytes;
    }
    ASSERT_EQ(end, data_bytes) << header;
  }
  EXPECT_GT(refused, 2000);  // most edits break something; edits of names and metadata do not
}

}  // namespace
}  // namespace octant
