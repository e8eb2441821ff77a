#include "app/ui/text/chunks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace octant::ui::text {
namespace {

std::vector<std::string> cut(const std::string& text) {
  std::vector<std::string> parts;
  for (const Chunk& chunk : cut_chunks(text, {}).all) {
    parts.push_back(text.substr(chunk.begin, chunk.end - chunk.begin));
  }
  return parts;
}

using Parts = std::vector<std::string>;

TEST(Chunks, EndWhereABlockBeginsBehindAnEmptyLine) {
  EXPECT_EQ(cut("a\nb\n\n# c\n\nd"), (Parts{"a\nb\n\n", "# c\n\nd"}));
  EXPECT_EQ(cut("a\nb\n\n# c\n\nd\n"), (Parts{"a\nb\n\n", "# c\n\n", "d\n"}));
  EXPECT_EQ(cut(""), Parts{});
}

TEST(Chunks, KeepFencesWhole) {
  EXPECT_EQ(cut("```\na\n\nb\n```\n\nc\n"), (Parts{"```\na\n\nb\n```\n\n", "c\n"}));
  EXPECT_EQ(cut("- ```\n\n  x\n\n  y\n  ```\n\nc\n"),
            (Parts{"- ```\n\n  x\n\n  y\n  ```\n\n", "c\n"}));
  // The line at the margin ends the item and its code.
  EXPECT_EQ(cut("- a\n  ```\n  x\nout\n\nb\n\nc\n"),
            (Parts{"- a\n  ```\n  x\nout\n\n", "b\n\n", "c\n"}));
}

TEST(Chunks, EndWithEveryItemAtTheMargin) {
  EXPECT_EQ(cut("1. a\n2. b\n   - c\n\n   d\n3. e\n"),
            (Parts{"1. a\n", "2. b\n   - c\n\n   d\n", "3. e\n"}));
  const std::string text = "1. a\n1. b\nText:\n\n1. c\n";
  const Chunks chunks = cut_chunks(text, {});
  ASSERT_EQ(chunks.all.size(), 3u);
  EXPECT_TRUE(chunks.all[1].continues_list);
  EXPECT_EQ(chunks.all[1].number, 2u);
  EXPECT_TRUE(chunks.all[2].continues_list);
}

TEST(Chunks, KeepChildrenOfItemsThatFollowText) {
  EXPECT_EQ(cut("Text\n  - a\n\n    child\n"), (Parts{"Text\n  - a\n\n    child\n"}));
}

TEST(Chunks, KeepFormulasWhole) {
  EXPECT_EQ(cut("\\[\na\n+ b\n\\]\n\nc\n"), (Parts{"\\[\na\n+ b\n\\]\n\n", "c\n"}));
}

TEST(Chunks, CanBeCutOnFromTheLastOne) {
  const std::string text = "a\n\nb\n\n1. c\n2. d\n\ne\n";
  const Chunks all = cut_chunks(text, {});
  std::vector<size_t> begins;
  for (const Chunk& chunk : all.all) begins.push_back(chunk.begin);
  ChunkStart start;
  std::vector<size_t> found;
  for (size_t size = 1; size <= text.size(); ++size) {
    const Chunks part = cut_chunks(text.substr(0, size), start);
    for (size_t i = 0; i + 1 < part.all.size(); ++i) found.push_back(part.all[i].begin);
    start = part.last;
  }
  found.push_back(start.begin);
  EXPECT_EQ(found, begins);
}

}  // namespace
}  // namespace octant::ui::text
