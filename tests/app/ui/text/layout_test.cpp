#include "app/ui/text/layout.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/ui/text/hit.h"
#include "tests/app/ui/text/case_files.h"
#include "tests/app/ui/text/chat_fixture.h"

namespace octant::ui::text {
namespace {

using test::Chat;

// The texts of a block's lines.
std::vector<std::string> lines_of(const Chat& chat, size_t block = 0) {
  std::vector<std::string> lines;
  const Block& its_block = chat.document(0).blocks()[block];
  for (const Line& line : chat.layout(0).blocks()[block].lines) {
    lines.push_back(its_block.text.substr(line.text_begin, line.text_end - line.text_begin));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Layout, WrapsBehindBlanksWhichHangOver) {
  EXPECT_EQ(lines_of(Chat(100).add("aaaa bbbbb cccc dd")), (Lines{"aaaa bbbbb ", "cccc dd"}));
  const Chat chat = std::move(Chat(100).add("aaaa bbbbb cccc dd"));
  EXPECT_EQ(chat.layout(0).blocks()[0].lines[0].width, 100);
}

TEST(Layout, CutsLongWordsWhereTheLineIsFull) {
  EXPECT_EQ(lines_of(Chat(100).add("https://example.org/long/path")),
            (Lines{"https://ex", "ample.org/", "long/path"}));
}

TEST(Layout, FollowsTheRulesOfChineseLines) {
  // Five characters a line; the comma and the stop begin none, the bracket ends none.
  EXPECT_EQ(lines_of(Chat(100).add("一二三四五，六七八九。")),
            (Lines{"一二三四", "五，六七八", "九。"}));
  EXPECT_EQ(lines_of(Chat(100).add("一二三四（五六）")), (Lines{"一二三四", "（五六）"}));
}

TEST(Layout, NeverCutsAGraphemeCluster) {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  EXPECT_EQ(lines_of(Chat(60).add("x" + family + family)), (Lines{"x", family, family}));
}

TEST(Layout, KeepsHardBreaksAndLinesOfCode) {
  EXPECT_EQ(lines_of(Chat(400).add("a\\\nb")), (Lines{"a\n", "b"}));
  EXPECT_EQ(lines_of(Chat(400).add("```\na\n\nb\n```")), (Lines{"a\n", "\n", "b"}));
  EXPECT_EQ(lines_of(Chat(400).add("```\n```")), (Lines{""}));
}

TEST(Layout, PutsTabsOfCodeOnStops) {
  const Chat chat = std::move(Chat(400).add("```\na\tb\n```"));
  const BlockLayout& layout = chat.layout(0).blocks()[0];
  const Line& line = layout.lines[0];
  EXPECT_EQ(text_x(chat.document(0).blocks()[0], layout, line, 2, chat.measure) - line.x, 40);
}

TEST(Layout, PutsMarkersInFrontOfItems) {
  const Chat chat = std::move(Chat(400).add("- one\n- two\n\n10. ten\n    - deep"));
  const Layout& layout = chat.layout(0);
  ASSERT_EQ(layout.blocks().size(), 4u);
  ASSERT_EQ(layout.blocks()[0].markers.size(), 1u);
  EXPECT_EQ(layout.blocks()[0].markers[0].text, "•");
  EXPECT_EQ(layout.blocks()[0].lines[0].x, 24);
  EXPECT_EQ(layout.top(1), 24);  // a tight gap of 4
  EXPECT_EQ(layout.top(2), 56);  // a loose one of 12
  EXPECT_EQ(layout.blocks()[2].markers[0].text, "10.");
  EXPECT_EQ(layout.blocks()[3].lines[0].x, 48);
}

TEST(Layout, DrawsBarsBesideQuotes) {
  const Chat chat = std::move(Chat(400).add("> a\n> > b"));
  EXPECT_EQ(chat.layout(0).blocks()[0].boxes,
            (std::vector<Box>{{BoxKind::kQuoteBar, {0, 0, 3, 20}}}));
  EXPECT_EQ(chat.layout(0).blocks()[1].boxes.size(), 2u);
  EXPECT_EQ(chat.layout(0).blocks()[1].lines[0].x, 32);
}

TEST(Layout, GivesCodeAHead) {
  const Chat chat = std::move(Chat(400).add("```cpp\nint x;\n```"));
  const BlockLayout& code = chat.layout(0).blocks()[0];
  EXPECT_EQ(code.boxes[0], (Box{BoxKind::kCode, {0, 0, 400, 34 + 10 + 20 + 10}}));
  EXPECT_EQ(code.boxes[1], (Box{BoxKind::kCodeHead, {0, 0, 400, 34}}));
  EXPECT_EQ(code.lines[0].y, 44);
  EXPECT_EQ(code.lines[0].x, 14);
  EXPECT_EQ(code.height, 74);
}

TEST(Layout, AlignsColumnsOfNumbersToTheRight) {
  const Chat chat = std::move(Chat(400).add("| a | count |\n|---|---|\n| x | 5 |\n| y | 1,204 |"));
  const BlockLayout& table = chat.layout(0).blocks()[0];
  ASSERT_EQ(table.lines.size(), 6u);
  EXPECT_EQ(table.lines[0].x, 12);
  const float right = table.lines[5].x + table.lines[5].width;
  EXPECT_EQ(table.lines[3].x + table.lines[3].width, right);
  EXPECT_EQ(table.lines[2].y, table.lines[3].y);
  EXPECT_EQ(table.boxes[0].kind, BoxKind::kTable);
  EXPECT_EQ(table.boxes[0].rect.height, table.height);
}

TEST(Layout, MakesTablesFitByWrappingWideColumns) {
  const Chat chat = std::move(Chat(300).add(
      "| id | text |\n|---|---|\n| 1 | a long sentence that needs several lines of its own |"));
  const BlockLayout& table = chat.layout(0).blocks()[0];
  EXPECT_LE(table.boxes[0].rect.width, 300);
  EXPECT_GT(table.lines.size(), 5u);
  for (const Line& line : table.lines) EXPECT_LE(line.x + line.width, 300);
}

TEST(Layout, PadsInlineCode) {
  const Chat chat = std::move(Chat(400).add("a `b` c"));
  const BlockLayout& layout = chat.layout(0).blocks()[0];
  ASSERT_EQ(layout.runs.size(), 3u);
  EXPECT_EQ(layout.runs[1].x, 24);
  EXPECT_EQ(layout.runs[2].x, 38);
  EXPECT_EQ(layout.boxes, (std::vector<Box>{{BoxKind::kInlineCode, {20, 0, 18, 20}}}));
}

TEST(Layout, SharesABaselineOnEachLine) {
  const Chat chat = std::move(Chat(400).add("# Title\n\ntext"));
  EXPECT_EQ(chat.layout(0).blocks()[0].lines[0].height, 30);
  EXPECT_EQ(chat.layout(0).blocks()[0].lines[0].baseline, 22.5f);
  EXPECT_EQ(chat.layout(0).height(), 30 + 12 + 20);
}

TEST(Layout, LeavesOutWhatIsNotVisible) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "line\n\n";
  const Chat chat = std::move(Chat(400).add(text));
  const Layout& layout = chat.layout(0);  // a block every 32 pixels
  EXPECT_EQ(layout.visible(0, 32).begin, 0u);
  EXPECT_EQ(layout.visible(0, 32).end, 1u);
  EXPECT_EQ(layout.visible(3200, 3300).begin, 100u);
  EXPECT_EQ(layout.visible(3200, 3300).end, 104u);
  EXPECT_EQ(layout.visible(3225, 3232).end - layout.visible(3225, 3232).begin, 0u);  // a gap
  EXPECT_EQ(layout.visible(1e9f, 2e9f).begin, layout.visible(1e9f, 2e9f).end);
  EXPECT_EQ(layout.visible(-100, -1).end, 0u);
}

TEST(Layout, LaysOutOnlyTheEndOfAGrowingText) {
  Document document;
  document.append("one\n\ntwo\n\nthree");
  Layout layout;
  test::FixedMeasure measure;
  layout.update(document, 400, 1, measure);
  EXPECT_EQ(layout.num_laid_out(), 3u);
  document.append(" more");
  layout.update(document, 400, 1, measure);
  EXPECT_LE(layout.num_laid_out(), 2u);
  layout.update(document, 400, 1, measure);
  EXPECT_EQ(layout.num_laid_out(), 0u);
  layout.update(document, 300, 1, measure);
  EXPECT_EQ(layout.num_laid_out(), 3u);
}

TEST(Layout, IsTheSameHoweverTheTextArrived) {
  const std::string text = test::corpus();
  test::FixedMeasure measure;
  Document whole;
  whole.set(text);
  Layout expected;
  expected.update(whole, 300, 1.25f, measure);
  Document growing;
  Layout layout;
  for (const char c : text) {
    growing.append(std::string(1, c));
    layout.update(growing, 300, 1.25f, measure);
  }
  growing.finish();
  layout.update(growing, 300, 1.25f, measure);
  EXPECT_EQ(layout.height(), expected.height());
  EXPECT_EQ(layout.blocks(), expected.blocks());
}

TEST(Layout, SurvivesAnyWidth) {
  const std::string text = test::corpus();
  for (const float width : {-5.0f, 0.0f, 1.0f, 17.0f, 60.0f, 5000.0f}) {
    const Chat chat = std::move(Chat(width).add(text));
    EXPECT_GT(chat.layout(0).height(), 0) << width;
  }
}

}  // namespace
}  // namespace octant::ui::text
