#include "app/ui/portal/file_uri.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace octant::ui {
namespace {

std::string path_of(std::string_view uri) {
  const auto path = path_of_file_uri(uri);
  return path.ok() ? path->string() : std::string(path.status().message());
}

TEST(FileUri, NamesAPath) {
  EXPECT_EQ(path_of("file:///tmp/a.json"), "/tmp/a.json");
  EXPECT_EQ(path_of("file://localhost/tmp/a.json"), "/tmp/a.json");
  EXPECT_EQ(path_of("file:///"), "/");
}

TEST(FileUri, EscapesAreBytes) {
  EXPECT_EQ(path_of("file:///a%20b/100%25/%E6%96%87%e4%bb%b6.md"), "/a b/100%/文件.md");
  EXPECT_EQ(path_of("file:///文件?#.md"), "/文件?#.md");
  EXPECT_EQ(path_of("file:///latin%E9"), "/latin\xE9");
  EXPECT_EQ(path_of("file:///%2525"), "/%25");
}

TEST(FileUri, RefusesWhatIsNoPathHere) {
  EXPECT_EQ(path_of("smb://nas/share/a.json"),
            "smb://nas/share/a.json: is no file of this computer");
  EXPECT_EQ(path_of("file://nas/share/a"), "file://nas/share/a: is a file of another computer");
  EXPECT_EQ(path_of("file:"), "file:: is no file of this computer");
  EXPECT_EQ(path_of(""), ": is no file of this computer");
  EXPECT_EQ(path_of("file://tmp"), "file://tmp: names no absolute path");
}

TEST(FileUri, RefusesBrokenEscapes) {
  for (const char* uri : {"file:///a%", "file:///a%2", "file:///a%2g", "file:///a%+1",
                          "file:///a%-1", "file:///a%00b", "file:///% 1"}) {
    EXPECT_EQ(path_of(uri), std::string(uri) + ": has an escape that means nothing");
  }
}

}  // namespace
}  // namespace octant::ui
