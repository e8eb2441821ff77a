#include "app/export/file_names.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "app/text/utf8.h"
#include "tests/app/export/export_harness.h"
#include "tests/support/temp_folder.h"

namespace octant::exporting {
namespace {

std::string name_of(std::string_view title) {
  return FileNames().name_for(title, ".md");
}

TEST(FileNames, KeepsWhatIsHarmless) {
  EXPECT_EQ(name_of("Grüße an 世界 (v1.2)"), "Grüße an 世界 (v1.2).md");
}

TEST(FileNames, LeavesOutSeparatorsControlsAndEdges) {
  EXPECT_EQ(name_of("../../etc/passwd"), "etc passwd.md");
  EXPECT_EQ(name_of("a/b\\c:d\ne"), "a b c d e.md");
  EXPECT_EQ(name_of(".bashrc"), "bashrc.md");
  EXPECT_EQ(name_of("-rf . "), "rf.md");
  EXPECT_EQ(name_of("\u202Egpj.exe"), "gpj.exe.md");
  for (const char* nothing : {"", "...", " / ", "\x01", "\xff"}) {
    EXPECT_EQ(name_of(nothing), "conversation.md");
  }
}

TEST(FileNames, AvoidsNamesOfDevices) {
  EXPECT_EQ(name_of("CON"), "_CON.md");
  EXPECT_EQ(name_of("nul.txt"), "_nul.txt.md");
  EXPECT_EQ(name_of("lpt9"), "_lpt9.md");
  EXPECT_EQ(name_of("com10"), "com10.md");
}

TEST(FileNames, AreUniqueWhereCaseDoesNotCount) {
  FileNames names;
  EXPECT_EQ(names.name_for("a", ".md"), "a.md");
  EXPECT_EQ(names.name_for("A", ".md"), "A 2.md");
  EXPECT_EQ(names.name_for("a", ".md"), "a 3.md");
  EXPECT_EQ(names.name_for("a 2", ".md"), "a 2 2.md");
}

TEST(FileNames, CutsBetweenCodePoints) {
  FileNames names;
  std::string title;
  for (int i = 0; i < 60; ++i) title += "漢";
  for (int i = 0; i < 12; ++i) {
    const std::string name = names.name_for(title, ".html");
    EXPECT_LE(name.size(), kMostNameBytes);
    EXPECT_GE(name.size(), kMostNameBytes - 2);
    EXPECT_EQ(valid_utf8(name), name);
  }
}

TEST(FileNames, HostileTitlesGiveFilesInTheFolderAndNowhereElse) {
  const test::TempFolder folder;
  FileNames names;
  std::set<std::string> given;
  for (const std::string& title : hostile_texts()) {
    const std::string name = names.name_for(title, ".md");
    EXPECT_TRUE(given.insert(name).second);
    EXPECT_LE(name.size(), kMostNameBytes);
    EXPECT_EQ(name.find_first_of("/\\:*?\"<>|\n\r\t"), std::string::npos) << name;
    EXPECT_NE(name.front(), '.');
    EXPECT_NE(name.front(), '-');
    EXPECT_EQ((folder / name).parent_path(), folder.path());
    std::ofstream(folder / name) << "x";
    EXPECT_TRUE(std::filesystem::is_regular_file(folder / name)) << name;
  }
}

}  // namespace
}  // namespace octant::exporting
