#include "app/store/paths.h"

#include <sys/stat.h>

#include <map>

#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

Environment environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

TEST(Paths, TheMostSpecificVariableWins) {
  EXPECT_EQ(take(history_path(
                environment({{"OCTANT_HOME", "/o"}, {"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}}))),
            "/o/history.db");
  EXPECT_EQ(take(history_path(environment({{"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}}))),
            "/x/octant/history.db");
  EXPECT_EQ(take(history_path(environment({{"HOME", "/h"}}))), "/h/.local/share/octant/history.db");
}

TEST(Paths, EmptyVariablesAndARelativeDataHomeCountAsNotSet) {
  EXPECT_EQ(take(history_path(
                environment({{"OCTANT_HOME", ""}, {"XDG_DATA_HOME", "x"}, {"HOME", "/h"}}))),
            "/h/.local/share/octant/history.db");
  EXPECT_EQ(history_path(environment({{"HOME", ""}})).status().code(), StatusCode::kNotFound);
}

TEST(Paths, NewFoldersAreTheUsersAlone) {
  const test::TempFolder folder;
  const auto path = take(prepare_folder(folder / "a/b/history.db"));
  EXPECT_EQ(mode_of(folder / "a"), 0700u);
  EXPECT_EQ(mode_of(folder / "a/b"), 0700u);
  EXPECT_EQ(path.filename(), "history.db");
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Paths, AFolderThatIsThereKeepsItsRights) {
  const test::TempFolder folder;
  std::filesystem::create_directory(folder / "shared");
  chmod((folder / "shared").c_str(), 0755);
  take(prepare_folder(folder / "shared/history.db"));
  EXPECT_EQ(mode_of(folder / "shared"), 0755u);
}

TEST(Paths, TwoNamesOfOneFileAreTheSamePath) {
  const test::TempFolder folder;
  folder.write("real/history.db", "");
  std::filesystem::create_directory_symlink(folder / "real", folder / "link");
  std::filesystem::create_symlink(folder / "real/history.db", folder / "other.db");
  const auto path = take(prepare_folder(folder / "real/history.db"));
  EXPECT_EQ(take(prepare_folder(folder / "link/history.db")), path);
  EXPECT_EQ(take(prepare_folder(folder / "other.db")), path);
}

TEST(Paths, AFolderThatCannotBeMadeIsAnIoError) {
  const test::TempFolder folder;
  folder.write("file", "");
  EXPECT_EQ(prepare_folder(folder / "file/history.db").status().code(), StatusCode::kIo);
}

TEST(Paths, EveryFileOfAHistoryIsTheUsersAlone) {
  TestHistory history;
  const mode_t before = umask(0);
  {
    HistoryStore store = history.open();
    take(store.create_conversation({}));
    EXPECT_OK(store.back_up_to(history.folder() / "copy.db"));
    for (const char* name :
         {"history.db", "history.db-wal", "history.db-shm", "history.db.lock", "copy.db"}) {
      EXPECT_EQ(mode_of(history.folder() / name), 0600u) << name;
    }
  }
  umask(before);
}

TEST(Paths, AFileThatOthersMayReadIsTakenFromThem) {
  TestHistory history;
  static_cast<void>(history.open());
  chmod(history.path().c_str(), 0644);
  static_cast<void>(history.open());
  EXPECT_EQ(mode_of(history.path()), 0600u);
}

}  // namespace
}  // namespace octant::store
