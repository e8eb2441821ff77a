#include "app/ui/views/paths_typed.h"

#include <gtest/gtest.h>

#include <map>

namespace octant::ui {
namespace {

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

TEST(Today, IsADate) {
  const std::string today = today_text();
  ASSERT_EQ(today.size(), 10U);
  EXPECT_EQ(today[4], '-');
  EXPECT_EQ(today[7], '-');
}

}  // namespace
}  // namespace octant::ui
