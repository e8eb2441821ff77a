#include "app/ui/text/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/app/ui/text/block_dump.h"
#include "tests/app/ui/text/case_files.h"

namespace octant::ui::text {
namespace {

TEST(Document, GivesTheBlocksOfEveryCaseFile) {
  const std::vector<test::MarkdownCase> cases = test::markdown_cases();
  ASSERT_GT(cases.size(), 10u);
  for (const test::MarkdownCase& one : cases) {
    Document document;
    document.set(one.markdown);
    EXPECT_EQ(test::dump(document), one.expected) << one.name;
  }
}

TEST(Document, GivesTheSameBlocksHoweverTheTextArrived) {
  const std::string text = test::corpus();
  Document whole;
  whole.set(text);
  for (const size_t step : {1, 3, 17, 400}) {
    Document parts;
    for (size_t at = 0; at < text.size(); at += step) parts.append(text.substr(at, step));
    parts.finish();
    EXPECT_EQ(test::dump(parts), test::dump(whole)) << step << " bytes at a time";
  }
}

TEST(Document, NeverChangesBlocksBeforeTheLastTwoWhileTextIsAppended) {
  const std::string text = test::corpus();
  Document document;
  std::vector<Block> before;
  for (const char c : text) {
    document.append(std::string(1, c));
    const std::vector<Block>& blocks = document.blocks();
    ASSERT_LE(document.num_settled(), blocks.size());
    const size_t kept = before.size() < 2 ? 0 : before.size() - 2;
    ASSERT_GE(blocks.size(), kept) << document.source();
    for (size_t i = 0; i < kept; ++i) {
      ASSERT_EQ(blocks[i], before[i])
          << "block " << i << " behind byte " << document.source().size() << ":\n"
          << test::dump(document);
    }
    before = blocks;
  }
}

TEST(Document, ParsesAnewWhenTheTextIsAnotherOne) {
  Document document;
  document.set("# One\n\nText");
  const uint64_t epoch = document.epoch();
  document.set("# One\n\nText that goes on");
  EXPECT_EQ(document.epoch(), epoch);
  document.set("Other");
  EXPECT_NE(document.epoch(), epoch);
  ASSERT_EQ(document.blocks().size(), 1u);
  EXPECT_EQ(document.blocks()[0].text, "Other");
}

TEST(Document, ShowsUnfinishedMarkupOfAGrowingTextAsIfItWereFinished) {
  struct Case {
    std::string text;
    std::string shown;
    TextStyle last_style;
  };
  const std::vector<Case> cases = {
      {"Some **bo", "Some bo", TextStyle::kBold},
      {"Some **bold** and `co", "Some bold and co", TextStyle::kInlineCode},
      {"A *b **c", "A b c", TextStyle::kBoldItalic},
      {"Is \\(\\alpha", "Is α", TextStyle::kMath},
      {"$$x^2", "x²", TextStyle::kMath},
      {"Ends with **", "Ends with", TextStyle::kBody},
      {"Ends with \\", "Ends with", TextStyle::kBody},
      {"Not a heading\n--", "Not a heading", TextStyle::kBody},
      {"2 * 3 * 4", "2 * 3 * 4", TextStyle::kBody},
      {"snake_case_na", "snake_case_na", TextStyle::kBody},
  };
  for (const Case& one : cases) {
    Document document;
    document.set(one.text, true);
    ASSERT_EQ(document.blocks().size(), 1u) << one.text;
    EXPECT_EQ(document.blocks()[0].text, one.shown);
    EXPECT_EQ(document.blocks()[0].spans.back().style, one.last_style) << one.text;
  }
}

TEST(Document, ShowsAnUnfinishedFenceAsCode) {
  Document document;
  document.set("Look:\n\n```cpp\nint x", true);
  ASSERT_EQ(document.blocks().size(), 2u);
  EXPECT_EQ(document.blocks()[1].kind, BlockKind::kCode);
  EXPECT_EQ(document.blocks()[1].language, "cpp");
  EXPECT_EQ(document.blocks()[1].text, "int x");
}

TEST(Document, KeepsPlainTextAsItIsLineByLine) {
  const std::string text = "  **not bold**\n\n\ttab \\(x\\)\nlast";
  Document document(TextFormat::kPlain);
  document.set(text);
  ASSERT_EQ(document.blocks().size(), 4u);
  EXPECT_EQ(document.blocks()[0].text, "  **not bold**");
  EXPECT_EQ(document.blocks()[1].text, "");
  EXPECT_EQ(document.blocks()[2].text, "\ttab \\(x\\)");
  EXPECT_EQ(document.num_settled(), 3u);
}

TEST(Document, ShowsWhatNestsTooDeepAsItIsWritten) {
  const std::string text(5000, '>');
  Document document;
  document.set(text + " deep");
  ASSERT_EQ(document.blocks().size(), 1u);
  EXPECT_EQ(document.blocks()[0].text, text + " deep");
}

TEST(Document, ShowsATableOfTooManyCellsAsItIsWritten) {
  constexpr int kColumns = 120;  // md4c takes up to 128
  std::string text = "|";
  for (int i = 0; i < kColumns; ++i) text += "a|";
  text += "\n|";
  for (int i = 0; i < kColumns; ++i) text += "---|";
  for (int i = 0; i < 1000; ++i) text += "\n|b|";
  Document document;
  document.set(text);
  ASSERT_EQ(document.blocks().size(), 1u);
  EXPECT_EQ(document.blocks()[0].text, text);
}

TEST(Document, GoesOnCountingWhatTheSourceCallsOne) {
  Document document;
  document.set("1. a\n\n1. b\n   - c\n\n1. d\n\nText\n\n7. e\n9. f\n");
  std::vector<uint32_t> numbers;
  for (const Block& block : document.blocks()) {
    if (block.containers.size() == 1) numbers.push_back(block.containers[0].number);
  }
  EXPECT_EQ(numbers, (std::vector<uint32_t>{1, 2, 3, 7, 8}));
}

TEST(Document, KeepsTheLinesOfReasoning) {
  Document document(TextFormat::kMarkdown, TextStyle::kThinking);
  document.set("10 * 3 = 30\n2 * 3 = 6\n\n- so\n- 36\n");
  ASSERT_EQ(document.blocks().size(), 3u);
  EXPECT_EQ(document.blocks()[0].text, "10 * 3 = 30\n2 * 3 = 6");
  EXPECT_EQ(document.blocks()[2].text, "36");
}

}  // namespace
}  // namespace octant::ui::text
