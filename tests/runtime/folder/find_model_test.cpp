#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "runtime/api/model_list.h"
#include "tests/runtime/folder/environment.h"
#include "tests/support/temp_folder.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

using test::TempFolder;
using test::with;

TEST(FindModel, TakesAFolderWithAConfig) {
  const TempFolder folder;
  folder.write("model/config.json", "{}");
  const std::string given = (folder.path() / "model").string();
  for (const std::string& spelled : {given, given + "/"}) {
    const auto found = find_model(spelled, false, with({}));
    ASSERT_TRUE(found.ok()) << found.status().to_string();
    EXPECT_EQ(found->path, fs::path(spelled));
    EXPECT_EQ(found->name, "model");
  }
}

TEST(FindModel, RefusesAFolderWithoutAConfig) {
  const TempFolder folder;
  const auto found = find_model(folder.path().string(), true, with({}));
  EXPECT_EQ(found.status().code(), StatusCode::kNotFound);
  EXPECT_EQ(found.status().message(), folder.path().string() + ": the folder has no config.json");
}

TEST(FindModel, TakesAFileOnlyWhereAsked) {
  const TempFolder folder;
  const std::string file = folder.write("model.safetensors", "").string();
  EXPECT_TRUE(find_model(file, true, with({})).ok());
  EXPECT_EQ(find_model(file, false, with({})).status().code(), StatusCode::kNotFound);
}

TEST(FindModel, FollowsRefsMainInTheHuggingFaceCache) {
  const TempFolder home;
  home.write("hub/models--org--some.model-1/refs/main", "abc123\n");
  home.write("hub/models--org--some.model-1/snapshots/abc123/config.json", "{}");
  home.write("hub/models--org--some.model-1/snapshots/zzz/config.json", "{}");
  const auto found =
      find_model("org/some.model-1", false, with({{"HF_HOME", home.path().string()}}));
  ASSERT_TRUE(found.ok()) << found.status().to_string();
  EXPECT_EQ(found->path, home.path() / "hub/models--org--some.model-1/snapshots/abc123");
  EXPECT_EQ(found->name, "org/some.model-1");
}

TEST(FindModel, TakesTheNewestSnapshotWithoutRefsMain) {
  const TempFolder home;
  const fs::path snapshots = ".cache/huggingface/hub/models--org--model/snapshots";
  for (const char* commit : {"a", "b", "c"}) {
    home.write(snapshots / commit / "config.json", "{}");
    const auto age = std::chrono::hours(commit[0] == 'b' ? 0 : 24);
    fs::last_write_time(home.path() / snapshots / commit, fs::file_time_type::clock::now() - age);
  }
  const auto found = find_model("org/model", false, with({{"HOME", home.path().string()}}));
  ASSERT_TRUE(found.ok()) << found.status().to_string();
  EXPECT_EQ(found->path, home.path() / snapshots / "b");
}

TEST(FindModel, TakesTheNewestSnapshotIfThatOfRefsMainIsNotThere) {
  const TempFolder home;
  home.write("hub/models--org--model/refs/main", "gone");
  home.write("hub/models--org--model/snapshots/abc/config.json", "{}");
  const auto found = find_model("org/model", false, with({{"HF_HOME", home.path().string()}}));
  ASSERT_TRUE(found.ok()) << found.status().to_string();
  EXPECT_EQ(found->path, home.path() / "hub/models--org--model/snapshots/abc");
}

TEST(FindModel, LooksWhereTheFirstVariableThatIsSetPoints) {
  const TempFolder root;
  const std::map<std::string, std::string> folders = {{"HF_HUB_CACHE", "cache"},
                                                      {"HF_HOME", "hf/hub"},
                                                      {"XDG_CACHE_HOME", "xdg/huggingface/hub"},
                                                      {"HOME", "home/.cache/huggingface/hub"}};
  for (const auto& [variable, folder] : folders) {
    root.write(fs::path(folder) / "models--org--model/snapshots/a/config.json", "{}");
  }
  std::map<std::string, std::string> variables = {{"HF_HUB_CACHE", root / "cache"},
                                                  {"HF_HOME", root / "hf"},
                                                  {"XDG_CACHE_HOME", root / "xdg"},
                                                  {"HOME", root / "home"}};
  for (const char* variable : {"HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "HOME"}) {
    const auto found = find_model("org/model", false, with(variables));
    ASSERT_TRUE(found.ok()) << found.status().to_string();
    EXPECT_EQ(found->path, root.path() / folders.at(variable) / "models--org--model/snapshots/a");
    variables[variable] = "";  // as good as not set
  }
  EXPECT_EQ(find_model("org/model", false, with(variables)).status().code(), StatusCode::kNotFound);
}

TEST(FindModel, DoesNotFollowRefsOutOfTheSnapshots) {
  const TempFolder home;
  home.write("hub/models--org--model/refs/main", "../../elsewhere");
  home.write("hub/elsewhere/config.json", "{}");
  home.write("hub/models--org--model/snapshots/abc/config.json", "{}");
  const auto found = find_model("org/model", false, with({{"HF_HOME", home.path().string()}}));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->path, home.path() / "hub/models--org--model/snapshots/abc");
}

TEST(FindModel, ListsWhereItLooked) {
  const TempFolder home;
  const auto found = find_model("org/absent", false, with({{"HF_HOME", home.path().string()}}));
  EXPECT_EQ(found.status().code(), StatusCode::kNotFound);
  EXPECT_EQ(found.status().message(), "no model \"org/absent\": looked in org/absent and " +
                                          (home.path() / "hub/models--org--absent").string());
}

TEST(FindModel, ResolvesAFolderAndANameToAFolder) {
  const TempFolder home;
  home.write("hub/models--org--model/snapshots/abc/config.json", "{}");
  const std::string snapshot = home / "hub/models--org--model/snapshots/abc";
  for (const std::string& given : {snapshot, std::string("org/model")}) {
    const auto resolved = resolve_model(given, with({{"HF_HOME", home.path()}}));
    ASSERT_TRUE(resolved.ok()) << resolved.status().to_string();
    EXPECT_EQ(*resolved, snapshot);
  }
  EXPECT_EQ(resolve_model(snapshot + "/config.json", with({})).status().code(),
            StatusCode::kNotFound);
}

TEST(FindModel, DoesNotTakePathsForNames) {
  for (const char* given :
       {"/absent/model", "../absent/model", "a/b/c", "./absent", "or g/model"}) {
    const auto found = find_model(given, true, with({{"HF_HOME", "/hf"}}));
    EXPECT_EQ(found.status().code(), StatusCode::kNotFound);
    EXPECT_EQ(found.status().message().find("/hf"), std::string::npos) << given;
  }
  EXPECT_EQ(find_model("", true, with({})).status().code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace octant::api
