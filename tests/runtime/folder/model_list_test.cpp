#include "runtime/api/model_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "runtime/folder/hub_cache.h"
#include "tests/runtime/folder/environment.h"
#include "tests/support/temp_folder.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const fs::path kDemo = fs::path(OCTANT_SOURCE_DIR) / "models/demo";

// A cache of models whose files the tests write.
class ModelList : public ::testing::Test {
 protected:
  static fs::path snapshot(const std::string& folder) {
    return fs::path(folder) / "snapshots" / "0123abcd";
  }
  void write(const std::string& folder, const std::string& name, const std::string& text) const {
    cache_.write(snapshot(folder) / name, text);
  }
  // A link into the snapshot, as downloads are.
  void link(const std::string& folder, const std::string& name, const fs::path& to) const {
    fs::create_directories(cache_.path() / snapshot(folder));
    fs::create_symlink(to, cache_.path() / snapshot(folder) / name);
  }
  void link_demo(const std::string& folder, const std::vector<std::string>& but = {}) const {
    for (const fs::directory_entry& entry : fs::directory_iterator(kDemo)) {
      const std::string name = entry.path().filename();
      if (!entry.is_regular_file()) continue;
      if (std::find(but.begin(), but.end(), name) != but.end()) continue;
      link(folder, name, entry.path());
    }
  }
  std::vector<ListedModel> list() const {
    return list_models(test::with({{"HF_HUB_CACHE", cache_.path()}}));
  }
  ListedModel only() const {
    const std::vector<ListedModel> models = list();
    EXPECT_EQ(models.size(), 1u);
    return models.empty() ? ListedModel{} : models.front();
  }

  test::TempFolder cache_;
};

TEST_F(ModelList, IsEmptyWithoutACache) {
  EXPECT_THAT(list_models(test::with({})), IsEmpty());
  EXPECT_THAT(list_models(test::with({{"HF_HUB_CACHE", cache_ / "absent"}})), IsEmpty());
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(ModelList, SaysWhatACompleteModelIs) {
  link_demo("models--org--demo");
  cache_.write("models--org--demo/refs/main", "0123abcd");
  const ListedModel model = only();
  EXPECT_EQ(model.name, "org/demo");
  EXPECT_EQ(model.path, cache_.path() / snapshot("models--org--demo"));
  EXPECT_EQ(model.architecture, "DeepseekV3ForCausalLM");
  EXPECT_EQ(model.problem, "");
  EXPECT_TRUE(model.is_supported());
  uintmax_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(kDemo)) {
    if (entry.path().extension() == ".safetensors") bytes += entry.file_size();
  }
  EXPECT_EQ(static_cast<uintmax_t>(model.weight_bytes), bytes);
  EXPECT_EQ(resolve_model(model.name, test::with({{"HF_HUB_CACHE", cache_.path()}})).value(),
            model.path);
}

TEST_F(ModelList, IsSortedByNameAndPassesOverWhatIsNoModel) {
  for (const char* folder : {"models--z--b", "models--a--c", "models--single", "models--a--b--c"}) {
    write(folder, "config.json", "{}");
  }
  for (const char* folder :
       {"datasets--a--d", "models--", "models--a--", "models----a", "models--a b--c", ".locks"}) {
    write(folder, "config.json", "{}");
  }
  cache_.write("models--a--file", "no folder");
  cache_.write("version.txt", "1");
  std::vector<std::string> names;
  for (const ListedModel& model : list()) names.push_back(model.name);
  EXPECT_THAT(names, testing::ElementsAre("a/b--c", "a/c", "single", "z/b"));
}

TEST_F(ModelList, SaysWhichShardsOfADownloadAreMissing) {
  link_demo("models--org--demo",
            {"model-00002-of-00004.safetensors", "model-00003-of-00004.safetensors"});
  link("models--org--demo", "model-00003-of-00004.safetensors", "../../blobs/gone");
  const ListedModel model = only();
  EXPECT_FALSE(model.is_supported());
  EXPECT_EQ(model.problem,
            "model-00002-of-00004.safetensors: shard is missing, and so are 1 of the other 3");
  EXPECT_GT(model.weight_bytes, 7'000'000);
}

TEST_F(ModelList, SaysThatTheTokenizerOrTheWeightsAreMissing) {
  link_demo("models--org--demo", {"tokenizer.json"});
  EXPECT_EQ(only().problem, "tokenizer.json: is missing");
  write("models--org--demo", "tokenizer.json", "{}");
  fs::remove(cache_.path() / snapshot("models--org--demo") / "model.safetensors.index.json");
  EXPECT_THAT(only().problem, HasSubstr("has neither model.safetensors.index.json nor"));
}

TEST_F(ModelList, NamesAnArchitectureThatIsNotSupported) {
  write("models--org--qwen", "config.json",
        R"({"architectures": ["Qwen3MoeForCausalLM"], "model_type": "qwen3_moe"})");
  const ListedModel model = only();
  EXPECT_EQ(model.architecture, "Qwen3MoeForCausalLM");
  EXPECT_THAT(model.problem, HasSubstr("grouped-query attention"));
  EXPECT_THAT(model.problem, Not(HasSubstr("\n")));
}

TEST_F(ModelList, SeveralProblemsOfAConfigAreOneLine) {
  write("models--org--model", "config.json",
        R"({"architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3"})");
  const ListedModel model = only();
  EXPECT_EQ(model.architecture, "DeepseekV3ForCausalLM");
  EXPECT_THAT(model.problem, testing::StartsWith("config.json: vocab_size is missing"));
  EXPECT_THAT(model.problem, testing::EndsWith(", and 19 more"));
  EXPECT_THAT(model.problem, Not(HasSubstr("\n")));
}

TEST_F(ModelList, BrokenConfigsAreProblems) {
  const std::string deep = std::string(100'000, '[');
  const std::string long_name = std::string(3'000'000, 'x');
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("[]"), std::string("{\"architectures\": 3}"),
        "{\"architectures\": [\"" + long_name + "\"]}", "{\"a\": " + deep, std::string("\0\xff", 2),
        std::string("{\"architectures\": [\"a\\n\\u001b[31m\"]}")}) {
    write("models--org--model", "config.json", text);
    const ListedModel model = only();
    EXPECT_NE(model.problem, "") << text.substr(0, 60);
    EXPECT_THAT(model.problem + model.architecture, Not(HasSubstr("\n")));
    EXPECT_THAT(model.problem + model.architecture, Not(HasSubstr("\x1b")));
    EXPECT_LT(model.problem.size() + model.architecture.size(), 1000u);
  }
}

TEST_F(ModelList, AHugeConfigIsNotRead) {
  write("models--org--model", "config.json", "{}");
  fs::resize_file(cache_.path() / snapshot("models--org--model") / "config.json", 1ull << 33);
  EXPECT_THAT(only().problem, HasSubstr("bytes, at most"));
}

TEST_F(ModelList, ABrokenIndexIsAProblem) {
  link_demo("models--org--demo", {"model.safetensors.index.json"});
  for (const char* text : {"", "{}", R"({"weight_map": {"a": "../../x.safetensors"}})"}) {
    write("models--org--demo", "model.safetensors.index.json", text);
    EXPECT_THAT(only().problem, HasSubstr("model.safetensors.index.json: ")) << text;
  }
}

TEST_F(ModelList, LinksThatLeadToThemselvesAndPipesAreNotFollowed) {
  link("models--org--a", "config.json", "config.json");
  link("models--org--a", "model.safetensors", "model.safetensors");
  fs::create_directories(cache_ / "models--org--b");
  fs::create_symlink("snapshots", cache_ / "models--org--b/snapshots");
  fs::create_symlink("models--org--c", cache_ / "models--org--c");
  fs::create_directories(cache_ / "models--org--d/refs");
  ASSERT_EQ(mkfifo((cache_ / "models--org--d/refs/main").c_str(), 0600), 0);
  fs::create_directories(cache_.path() / snapshot("models--org--d"));
  for (const char* name : {"config.json", "model.safetensors"}) {
    const fs::path pipe = cache_.path() / snapshot("models--org--d") / name;
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  }
  write("models--org--e", "config.json", "{}");
  fs::create_directories(cache_ / "models--org--e/refs");
  fs::create_symlink("main", cache_ / "models--org--e/refs/main");

  const std::vector<ListedModel> models = list();
  ASSERT_EQ(models.size(), 4u);  // not c
  for (const ListedModel& model : models) {
    EXPECT_NE(model.problem, "") << model.name;
    EXPECT_EQ(model.weight_bytes, 0) << model.name;
  }
  EXPECT_EQ(models[1].problem, "no snapshot is there");
  EXPECT_EQ(models[1].path, "");
}

TEST_F(ModelList, AHugeRefsMainIsNoCommit) {
  write("models--org--model", "config.json", "{}");
  cache_.write("models--org--model/refs/main", "0123abcd");
  fs::resize_file(cache_ / "models--org--model/refs/main", 1ull << 33);
  EXPECT_EQ(only().path, cache_.path() / snapshot("models--org--model"));
}

TEST(HubCache, FolderNamesAndModelNamesGoBothWays) {
  for (const char* name : {"org/model", "gpt2", "a.b-c_d/E.1", "org/a--b"}) {
    const std::optional<std::string> folder = hub_folder_name(name);
    ASSERT_TRUE(folder.has_value()) << name;
    EXPECT_EQ(hub_model_name(*folder), name);
  }
  for (const char* name : {"", "/", "a/", "/a", "a/b/c", "../a", "a/..", "a b", "a/\xC3\xA4"}) {
    EXPECT_EQ(hub_folder_name(name), std::nullopt) << name;
  }
  EXPECT_EQ(hub_folder_name(std::string(300, 'x')), std::nullopt);
}

}  // namespace
}  // namespace octant::api
