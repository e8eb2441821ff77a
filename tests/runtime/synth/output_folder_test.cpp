#include "runtime/synth/output_folder.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/runtime/synth/file_size_limit.h"
#include "tests/runtime/synth/shard_reader.h"
#include "tests/support/temp_folder.h"

namespace octant {
namespace {

using test::TempFolder;
namespace fs = std::filesystem;

TEST(OutputFolder, KeepsItsFilesAfterCommit) {
  const TempFolder temp;
  {
    Result<OutputFolder> folder = OutputFolder::open(temp.path() / "a" / "b");
    ASSERT_TRUE(folder.ok()) << folder.status().to_string();
    ASSERT_TRUE(folder->write("note.txt", "text").ok());
    folder->commit();
  }
  EXPECT_EQ(test::read_file(temp.path() / "a" / "b" / "note.txt"), "text");
}

TEST(OutputFolder, RemovesFilesAndFoldersThatWereNotCommitted) {
  const TempFolder temp;
  {
    Result<OutputFolder> folder = OutputFolder::open(temp.path() / "a" / "b");
    ASSERT_TRUE(folder.ok()) << folder.status().to_string();
    ASSERT_TRUE(folder->write("note.txt", "text").ok());
  }
  EXPECT_TRUE(fs::is_empty(temp.path()));
}

TEST(OutputFolder, KeepsForeignFilesWhenItCleansUp) {
  const TempFolder temp;
  {
    Result<OutputFolder> folder = OutputFolder::open(temp.path() / "a");
    ASSERT_TRUE(folder.ok());
    fs::create_directory(temp.path() / "a" / "foreign");
    ASSERT_TRUE(folder->write("note.txt", "text").ok());
  }
  EXPECT_TRUE(fs::exists(temp.path() / "a" / "foreign"));
  EXPECT_FALSE(fs::exists(temp.path() / "a" / "note.txt"));
}

TEST(OutputFolder, RefusesAFolderWithACheckpoint) {
  for (const std::string name :
       {"config.json", "model.safetensors", "model.safetensors.index.json"}) {
    const TempFolder temp;
    {
      Result<OutputFolder> folder = OutputFolder::open(temp.path());
      ASSERT_TRUE(folder.ok());
      ASSERT_TRUE(folder->write(name, "{}").ok());
      folder->commit();
    }
    const Status status = OutputFolder::open(temp.path()).status();
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
    EXPECT_NE(status.message().find(name), std::string::npos) << status.to_string();
  }
}

TEST(OutputFolder, RefusesAPathThatIsAFile) {
  const Status status = OutputFolder::open("/dev/null").status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
}

TEST(OutputFolder, NamesTheFolderThatCannotBeCreated) {
  const Status status = OutputFolder::open("/dev/null/below").status();
  EXPECT_FALSE(status.ok());
  EXPECT_NE(status.message().find("/dev/null"), std::string::npos) << status.to_string();
}

TEST(OutputFolder, DoesNotReplaceAFile) {
  const TempFolder temp;
  Result<OutputFolder> folder = OutputFolder::open(temp.path());
  ASSERT_TRUE(folder.ok());
  ASSERT_TRUE(folder->write("note.txt", "first").ok());
  EXPECT_EQ(folder->write("note.txt", "second").code(), StatusCode::kIo);
  EXPECT_EQ(test::read_file(temp.path() / "note.txt"), "first");
}

TEST(OutputFile, ReportsAFailedWriteWithFileAndReason) {
  const TempFolder temp;
  Result<OutputFolder> folder = OutputFolder::open(temp.path());
  ASSERT_TRUE(folder.ok());
  const test::FileSizeLimit limit(1000);
  const Status status = folder->write("big.bin", std::string(2000, 'x'));
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_NE(status.message().find("big.bin"), std::string::npos) << status.to_string();
  EXPECT_NE(status.message().find("File too large"), std::string::npos) << status.to_string();
}

}  // namespace
}  // namespace octant
