#include "runtime/load/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "runtime/load/checkpoint_index.h"
#include "tests/runtime/load/refusal.h"
#include "tests/support/checkpoints/checkpoint_files.h"
#include "tests/support/random.h"

namespace octant {
namespace {

namespace fs = std::filesystem;
using test::expect_refusal;
using test::f32_tensor;
using test::FileTensor;
using test::TempFolder;

constexpr const char* kIndex = "model.safetensors.index.json";

FileTensor two(const std::string& name) {
  return f32_tensor(name, {2}, {1.0f, 2.0f});
}

// Shards s1 {a, b} and s2 {c}, without an index.
void write_two_shards(const TempFolder& folder) {
  test::write_safetensors(folder / "s1.safetensors", {two("a"), two("b")});
  test::write_safetensors(folder / "s2.safetensors", {two("c")});
}

struct MalformedIndex {
  std::string what;
  std::string json;
  std::vector<std::string> names;
};

std::string map_of(const std::string& members) {
  return R"({"weight_map":{)" + members + "}}";
}

TEST(Checkpoint, RefusesEveryKindOfMalformedIndexInOneLineThatNamesTheTensor) {
  std::string deep = R"({"metadata":)";
  deep.append(100000, '[');
  const std::string not_plain = "is not a plain file name";
  const std::vector<MalformedIndex> cases = {
      {"empty", "", {"does not begin"}},
      {"array", "[]", {"does not begin"}},
      {"syntax", R"({"weight_map":{"a")", {"syntax error at byte"}},
      {"deep metadata", deep, {"deeper than"}},
      {"no weight_map", R"({"metadata":{}})", {"weight_map: is missing"}},
      {"nested weight_map",
       R"({"metadata":{"weight_map":{"a":"s1.safetensors"}}})",
       {"weight_map: is missing"}},
      {"empty weight_map", map_of(""), {"weight_map: is empty"}},
      {"weight_map twice",
       R"({"weight_map":{"a":"s1.safetensors"},"weight_map":{}})",
       {"\"weight_map\"", "twice"}},
      {"weight_map is an array", R"({"weight_map":["a"]})", {"weight_map: is an array"}},
      {"weight_map is null", R"({"weight_map":null})", {"weight_map: is null"}},
      {"weight_map is a number", R"({"weight_map":1})", {"weight_map: is a number"}},
      {"weight_map is a string", R"({"weight_map":"s1.safetensors"})", {"weight_map: is a string"}},
      {"tensor twice", map_of(R"("a":"s1.safetensors","a":"s2.safetensors")"), {"\"a\"", "twice"}},
      {"value is a number", map_of(R"("a":1)"), {"a: weight_map: is a number"}},
      {"value is null", map_of(R"("a":null)"), {"a: weight_map: is null"}},
      {"value is an array", map_of(R"("a":["s1.safetensors"])"), {"a: weight_map: is an array"}},
      {"value is an object", map_of(R"("a":{})"), {"a: weight_map: is an object"}},
      {"empty tensor name", map_of(R"("":"s1.safetensors")"), {"empty name"}},
      {"control character in a name", map_of(R"("a\r":"s1.safetensors")"), {"a\\x0d: the name"}},
      {"empty file name", map_of(R"("a":"")"), {"a: weight_map", not_plain}},
      {"absolute path", map_of(R"("a":"/etc/x.safetensors")"), {"a: weight_map", not_plain}},
      {"parent folder", map_of(R"("a":"../s1.safetensors")"), {"a: weight_map", not_plain}},
      {"subfolder", map_of(R"("a":"x/s1.safetensors")"), {"a: weight_map", not_plain}},
      {"backslash", map_of(R"("a":"x\\s1.safetensors")"), {"a: weight_map", not_plain}},
      {"dots", map_of(R"("a":"s..safetensors")"), {"a: weight_map", not_plain}},
      {"hidden file", map_of(R"("a":".safetensors")"), {"a: weight_map", not_plain}},
      {"other ending", map_of(R"("a":"s1.bin")"), {"a: weight_map", not_plain}},
      {"zero character", map_of(R"("a":"s1\u0000.safetensors")"), {"a: weight_map", "s1\\x00"}},
      {"line break in a file name",
       map_of(R"("a":"s1\n.safetensors")"),
       {"a: weight_map", "\\x0a"}},
      {"name too long",
       map_of(R"("a":")" + std::string(300, 'x') + R"(.safetensors")"),
       {"a: weight_map", not_plain}},
      {"tensor in no shard",
       map_of(R"("a":"s1.safetensors","d":"s1.safetensors")"),
       {"d: is not in s1.safetensors"}},
      {"tensor in another shard",
       map_of(R"("c":"s1.safetensors","a":"s2.safetensors")"),
       {"c: is not in s1.safetensors"}},
  };
  const TempFolder folder;
  write_two_shards(folder);
  for (const MalformedIndex& malformed : cases) {
    SCOPED_TRACE(malformed.what);
    test::write_text(folder / kIndex, malformed.json);
    std::vector<std::string> names = malformed.names;
    names.emplace_back(std::string(kIndex) + ": ");
    expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kCorrupt, names);
  }
}

TEST(Checkpoint, RefusesATensorThatIsInTwoShards) {
  const TempFolder folder;
  test::write_safetensors(folder / "s1.safetensors", {two("a"), two("b")});
  test::write_safetensors(folder / "s2.safetensors", {two("a"), two("c")});
  test::write_index(folder.path(), {{"a", "s1.safetensors"}, {"c", "s2.safetensors"}});
  expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kCorrupt,
                 {"s2.safetensors: a: is in s1.safetensors too"});
}

TEST(Checkpoint, CountsAllMissingShards) {
  const TempFolder folder;
  write_two_shards(folder);
  test::write_index(folder.path(), {{"a", "s1.safetensors"},
                                    {"d", "s3.safetensors"},
                                    {"e", "s4.safetensors"},
                                    {"f", "s5.safetensors"}});
  expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kNotFound,
                 {"s3.safetensors: shard is missing, and so are 2 of the other 3"});
}

TEST(Checkpoint, RefusesAShardThatIsAFolderOrAFifo) {
  const TempFolder folder;
  test::write_index(folder.path(), {{"a", "s1.safetensors"}});
  fs::create_directory(folder / "s1.safetensors");
  expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kIo,
                 {"s1.safetensors: is not a regular file"});
  fs::remove(folder / "s1.safetensors");
  ASSERT_EQ(mkfifo((folder / "s1.safetensors").c_str(), 0600), 0);
  expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kIo,
                 {"s1.safetensors: is not a regular file"});
}

TEST(Checkpoint, NamesWhatIsMissingFromAFolder) {
  const TempFolder folder;
  expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kNotFound,
                 {kIndex, "model.safetensors"});
  expect_refusal(Checkpoint::open(folder / "absent\n").status(), StatusCode::kNotFound,
                 {"absent\\x0a"});
  test::write_text(folder / "pytorch_model.bin", "x");
  expect_refusal(Checkpoint::open(folder / "pytorch_model.bin").status(),
                 StatusCode::kInvalidArgument, {"pytorch_model.bin"});
}

TEST(Checkpoint, FindsTensorsOfAllShardsThroughLinks) {
  const TempFolder blobs;
  write_two_shards(blobs);
  const TempFolder folder;
  fs::create_symlink(blobs / "s1.safetensors", folder / "m1.safetensors");
  fs::create_symlink(blobs / "s2.safetensors", folder / "m2.safetensors");
  test::write_index(folder.path(),
                    {{"a", "m1.safetensors"}, {"b", "m1.safetensors"}, {"c", "m2.safetensors"}});
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
  ASSERT_EQ(checkpoint->tensors().size(), 3u);
  EXPECT_EQ(checkpoint->files().size(), 2u);
  EXPECT_TRUE(checkpoint->notes().empty());
  const TensorEntry* c = checkpoint->find("c");
  ASSERT_NE(c, nullptr);
  EXPECT_EQ(checkpoint->file_name(*c), "m2.safetensors");
  EXPECT_EQ(c->offset_bytes + c->size_bytes, checkpoint->files()[1].size_bytes);
  EXPECT_EQ(checkpoint->find("aa"), nullptr);
  EXPECT_EQ(checkpoint->find("z"), nullptr);
}

TEST(Checkpoint, LeavesOutAndNotesTensorsThatTheIndexDoesNotList) {
  const TempFolder folder;
  write_two_shards(folder);
  test::write_index(folder.path(), {{"b", "s1.safetensors"}, {"c", "s2.safetensors"}});
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
  EXPECT_EQ(checkpoint->find("a"), nullptr);
  EXPECT_EQ(checkpoint->tensors().size(), 2u);
  ASSERT_EQ(checkpoint->notes().size(), 1u);
  EXPECT_THAT(checkpoint->notes()[0], testing::StartsWith("1 tensors of the shards"));
}

TEST(Checkpoint, OpensASingleFileAndAFolderWithOne) {
  const TempFolder folder;
  test::write_safetensors(folder / "model.safetensors", {two("b"), two("a")});
  for (const fs::path& path : {folder.path(), folder / "model.safetensors"}) {
    const Result<Checkpoint> checkpoint = Checkpoint::open(path);
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
    ASSERT_EQ(checkpoint->tensors().size(), 2u);
    EXPECT_EQ(checkpoint->tensors()[0].name, "a");
  }
}

TEST(Checkpoint, RefusesAShardThatIsCutAnywhere) {
  test::Random random(7);
  const TempFolder folder;
  const fs::path path = folder / "model.safetensors";
  const std::vector<FileTensor> tensors = {
      test::random_tensor("x", DType::kBF16, {40, 30}, random),
      test::random_tensor("y", DType::kF8E4M3, {50, 20}, random)};
  test::write_safetensors(path, tensors);
  const auto size = static_cast<int64_t>(fs::file_size(path));
  ASSERT_TRUE(Checkpoint::open(folder.path()).ok());
  for (int i = 0; i < 64; ++i) {
    const int64_t cut = i == 0 ? size - 1 : random.below(size);
    SCOPED_TRACE(cut);
    test::write_safetensors(path, tensors);
    fs::resize_file(path, static_cast<uintmax_t>(cut));
    expect_refusal(Checkpoint::open(folder.path()).status(), StatusCode::kCorrupt,
                   {"model.safetensors: "});
  }
}

TEST(Checkpoint, SurvivesMutatedIndices) {
  test::Random random(3);
  const std::string original =
      R"({"metadata":{"total_size":16},"weight_map":{"a":"s1.safetensors","b":"s2.safetensors"}})";
  ASSERT_TRUE(parse_checkpoint_index(original).ok());
  for (int round = 0; round < 2000; ++round) {
    std::string json = original;
    for (int64_t edits = 1 + random.below(3); edits > 0; --edits) {
      const auto at = static_cast<size_t>(random.below(static_cast<int64_t>(json.size())));
      if (random.below(2) == 0) {
        json[at] = static_cast<char>(random.below(256));
      } else {
        json.erase(at, static_cast<size_t>(1 + random.below(4)));
      }
    }
    const auto indexed = parse_checkpoint_index(json);
    if (!indexed.ok()) continue;
    for (const IndexedTensor& tensor : *indexed) {
      EXPECT_THAT(tensor.file, testing::EndsWith(".safetensors"));
      EXPECT_THAT(tensor.file, testing::Not(testing::HasSubstr("/"))) << json;
    }
  }
}

}  // namespace
}  // namespace octant
