#include "app/export/file_writer.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/app/export/export_harness.h"
#include "tests/support/temp_folder.h"

namespace octant::exporting {
namespace {

size_t num_files(const std::filesystem::path& folder) {
  return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(FileWriter, WritesAFileThatOnlyItsOwnerReads) {
  const test::TempFolder folder;
  const mode_t before = ::umask(0);
  EXPECT_EQ(write_file(folder / "a", "text", false).to_string(), "ok");
  ::umask(before);
  EXPECT_EQ(read_all(folder / "a"), "text");
  struct stat info = {};
  ASSERT_EQ(::stat((folder / "a").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(num_files(folder.path()), 1u);
}

TEST(FileWriter, ReplacesOnlyWhenAsked) {
  const test::TempFolder folder;
  folder.write("a", "old");
  const Status refused = write_file(folder / "a", "new", false);
  EXPECT_EQ(refused.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(read_all(folder / "a"), "old");
  EXPECT_EQ(write_file(folder / "a", "new", true).to_string(), "ok");
  EXPECT_EQ(read_all(folder / "a"), "new");
  EXPECT_EQ(num_files(folder.path()), 1u);
}

TEST(FileWriter, AFileThatComesMeanwhileIsNotReplaced) {
  const test::TempFolder folder;
  auto writer = FileWriter::open(folder / "a", false);
  ASSERT_TRUE(writer.ok());
  ASSERT_TRUE(writer->append("mine").ok());
  folder.write("a", "theirs");
  EXPECT_EQ(writer->commit().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(read_all(folder / "a"), "theirs");
}

TEST(FileWriter, LeavesNothingBehindWithoutCommit) {
  const test::TempFolder folder;
  {
    auto writer = FileWriter::open(folder / "a", false);
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE(writer->append(std::string(1 << 20, 'x')).ok());
  }
  EXPECT_EQ(num_files(folder.path()), 0u);
}

TEST(FileWriter, SaysWhichFolderIsMissingOrInTheWay) {
  const test::TempFolder folder;
  EXPECT_EQ(write_file(folder / "no/a", "x", false).code(), StatusCode::kNotFound);
  EXPECT_EQ(write_file(folder.path(), "x", true).code(), StatusCode::kInvalidArgument);
}

// The system's limit on the size of files stands in for a full disk: write() fails in the same
// place.
TEST(FileWriter, AFullDiskLeavesTheOldFileAndNoHalfOne) {
  const test::TempFolder folder;
  folder.write("a", "old");
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {1 << 20, 1 << 20};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
    const Status status = write_file(folder / "a", std::string(3 << 20, 'x'), true);
    const bool good = status.code() == StatusCode::kIo &&
                      status.message().find('\n') == std::string_view::npos &&
                      status.message().starts_with((folder / "a").string() + ": ");
    ::_exit(good ? 0 : 1);
  }
  int state = 0;
  ASSERT_EQ(::waitpid(child, &state, 0), child);
  EXPECT_EQ(state, 0);
  EXPECT_EQ(read_all(folder / "a"), "old");
  EXPECT_EQ(num_files(folder.path()), 1u);
}

}  // namespace
}  // namespace octant::exporting
