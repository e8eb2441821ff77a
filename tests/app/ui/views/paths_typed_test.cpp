#include "app/ui/views/paths_typed.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "tests/support/temp_folder.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

store::Environment with(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

TEST(TypedPath, HomeIsATildeAtTheBeginning) {
  const auto environment = with({{"HOME", "/home/ada"}});
  EXPECT_EQ(typed_path("~/notes.md", environment), "/home/ada/notes.md");
  EXPECT_EQ(typed_path("~", environment), "/home/ada");
  EXPECT_EQ(typed_path("~bob/x", environment), "~bob/x");
  EXPECT_EQ(typed_path("/tmp/~", environment), "/tmp/~");
  EXPECT_EQ(typed_path("~/x", with({})), "~/x");
}

TEST(TypedPath, SpacesAroundItAreNoPartOfIt) {
  EXPECT_EQ(typed_path("  /tmp/a b.md ", with({})), "/tmp/a b.md");
  EXPECT_TRUE(typed_path("   ", with({})).empty());
}

TEST(DocumentsFolder, IsWhatTheDesktopSaysOrHome) {
  EXPECT_EQ(documents_folder(with({{"HOME", "/h"}, {"XDG_DOCUMENTS_DIR", "/d"}})), "/d");
  EXPECT_EQ(documents_folder(with({{"HOME", "/h"}, {"XDG_DOCUMENTS_DIR", "d"}})), "/h");
  EXPECT_EQ(documents_folder(with({{"HOME", "/h"}})), "/h");
  EXPECT_TRUE(documents_folder(with({})).is_absolute());
}

TEST(QuestionFor, SavingSuggestsTheNameThatWasTyped) {
  const test::TempFolder folder;
  const std::string here = folder.path().string();
  const auto question = [&](const std::string& text) {
    return question_for(FileQuestion::Kind::kSaveFile, text, with({{"HOME", here}}));
  };
  EXPECT_EQ(question(here + "/17 + 25.md").folder, here);
  EXPECT_EQ(question(here + "/17 + 25.md").name, "17 + 25.md");
  EXPECT_EQ(question("~/not/yet/文件.md").folder, here);
  EXPECT_EQ(question("~/not/yet/文件.md").name, "文件.md");
  EXPECT_EQ(question(here).folder, here);
  EXPECT_EQ(question(here).name, "");
  EXPECT_EQ(question("").folder, here);
  EXPECT_EQ(question("").name, "");
}

TEST(QuestionFor, OpeningBeginsInTheNearestFolder) {
  const test::TempFolder folder;
  const std::string here = folder.path().string();
  const fs::path file = folder.write("models/demo/config.json", "{}");
  const auto question = [&](FileQuestion::Kind kind, const std::string& text) {
    return question_for(kind, text, with({{"HOME", here}}));
  };
  EXPECT_EQ(question(FileQuestion::Kind::kOpenFile, file.string()).folder, here + "/models/demo");
  EXPECT_EQ(question(FileQuestion::Kind::kOpenFile, file.string()).name, "");
  EXPECT_EQ(question(FileQuestion::Kind::kOpenFolder, "~/models").folder, here + "/models");
  EXPECT_EQ(question(FileQuestion::Kind::kOpenFolder, "~/models/other").folder, here + "/models");
  EXPECT_EQ(question(FileQuestion::Kind::kOpenFolder, "org/name").folder, fs::current_path());
  EXPECT_EQ(question(FileQuestion::Kind::kOpenFolder, "/nowhere/at/all").folder, "/");
}

TEST(Today, IsADate) {
  const std::string today = today_text();
  ASSERT_EQ(today.size(), 10U);
  EXPECT_EQ(today[4], '-');
  EXPECT_EQ(today[7], '-');
}

}  // namespace
}  // namespace octant::ui
