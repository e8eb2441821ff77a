// Random texts with fixed seeds: nothing crashes, and what must always hold holds.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "app/text/utf8.h"
#include "app/ui/text/copy.h"
#include "app/ui/text/hit.h"
#include "tests/app/ui/text/block_dump.h"
#include "tests/app/ui/text/chat_fixture.h"

namespace octant::ui::text {
namespace {

// Pieces that mean something to Markdown, to LaTeX or to nobody, and broken UTF-8.
constexpr std::array<std::string_view, 64> kPieces = {"a",
                                                      "word ",
                                                      " ",
                                                      "\n",
                                                      "\n\n",
                                                      "\n\n",
                                                      "# ",
                                                      "## ",
                                                      "- ",
                                                      "1. ",
                                                      "2) ",
                                                      "  ",
                                                      "    ",
                                                      "\t",
                                                      "> ",
                                                      "```",
                                                      "```py",
                                                      "~~~",
                                                      "`",
                                                      "``",
                                                      "**",
                                                      "*",
                                                      "_",
                                                      "~~",
                                                      "[x](",
                                                      "](",
                                                      ")",
                                                      "https://a.b/c",
                                                      "![",
                                                      "<b>",
                                                      "&amp;",
                                                      "&#0;",
                                                      "\\",
                                                      "\\(",
                                                      "\\)",
                                                      "\\[",
                                                      "\\]",
                                                      "$$",
                                                      "$",
                                                      "\\frac{",
                                                      "}",
                                                      "^",
                                                      "\\begin{pmatrix}",
                                                      "&",
                                                      "|",
                                                      "|---|",
                                                      "|-|",
                                                      "| a | b |\n|--|--|\n",
                                                      "---",
                                                      "===",
                                                      "- [x] ",
                                                      "\xFF",
                                                      "\xC3",
                                                      "\xF0\x9F\x98",
                                                      "中文，",
                                                      "日本語",
                                                      "\U0001F468\u200D\U0001F469",
                                                      "\U0001F1E9",
                                                      "e\u0301",
                                                      "\r\n",
                                                      "\x01",
                                                      "[1]: x",
                                                      "javascript:",
                                                      "1,204"};

std::string random_text(std::mt19937& random) {
  const size_t pieces = random() % 60;
  std::string text;
  for (size_t i = 0; i < pieces; ++i) {
    if (random() % 40 == 0) {
      text.push_back(static_cast<char>(random() % 256));
    } else {
      text += kPieces[random() % kPieces.size()];
    }
  }
  return text;
}

void check_spans(const Document& document) {
  std::vector<bool> taken(document.source().size());
  for (const Block& block : document.blocks()) {
    ASSERT_EQ(block.text, valid_utf8(block.text));
    ASSERT_LE(block.source.begin, block.source.end);
    ASSERT_LE(block.source.end, document.source().size());
    size_t end = 0;
    for (const Span& span : block.spans) {
      ASSERT_EQ(span.text_begin, end);
      ASSERT_GT(span.text_end, span.text_begin);
      end = span.text_end;
      ASSERT_LE(span.source_begin, span.source_end);
      ASSERT_LE(span.source_end, document.source().size());
      for (size_t i = span.source_begin; i < span.source_end; ++i) {
        ASSERT_FALSE(taken[i]) << "byte " << i;
        taken[i] = true;
      }
      if (!span.exact) continue;
      ASSERT_EQ(document.source().substr(span.source_begin, span.source_end - span.source_begin),
                block.text.substr(span.text_begin, span.text_end - span.text_begin));
    }
    ASSERT_EQ(end, block.text.size());
    for (const Inline& markup : block.inlines) {
      ASSERT_LE(markup.text.begin, markup.text.end);
      ASSERT_LE(markup.text.end, block.text.size());
      ASSERT_LE(markup.source.begin, markup.source.end);
      ASSERT_LE(markup.source.end, document.source().size());
    }
    for (const TextRange& cell : block.table.cells) {
      ASSERT_LE(cell.begin, cell.end);
      ASSERT_LE(cell.end, block.text.size());
    }
    if (block.kind == BlockKind::kTable) {
      ASSERT_EQ(block.table.cells.size() % block.table.columns.size(), 0u);
    }
  }
}

// Every byte of the text is on one line, every byte of the source in one run at most.
void check_layout(const Document& document, const Layout& layout) {
  std::vector<bool> taken(document.source().size());
  ASSERT_EQ(layout.blocks().size(), document.blocks().size());
  for (size_t i = 0; i < document.blocks().size(); ++i) {
    const Block& block = document.blocks()[i];
    size_t shown = 0;
    for (const Line& line : layout.blocks()[i].lines) {
      ASSERT_GE(line.text_begin, shown);
      // Between the cells of a table stand tabs and line feeds, which are on no line.
      if (block.kind != BlockKind::kTable) {
        ASSERT_EQ(line.text_begin, shown);
      }
      shown = line.text_end;
    }
    if (block.kind != BlockKind::kTable && block.kind != BlockKind::kRule) {
      ASSERT_EQ(shown, block.text.size());
    }
    for (const Run& run : layout.blocks()[i].runs) {
      const TextRange source = source_of(block, run);
      for (size_t at = source.begin; at < source.end; ++at) {
        ASSERT_FALSE(taken[at]) << "byte " << at;
        taken[at] = true;
      }
    }
  }
}

void check_selections(const test::Chat& chat, std::mt19937& random) {
  const Passages all = chat.passages();
  for (int i = 0; i < 10; ++i) {
    const auto coordinate = [&] { return static_cast<float>(random() % 400) - 50; };
    SelectionGesture gesture;
    gesture.press(all, coordinate(), coordinate(), 1 + static_cast<int>(random() % 3), false,
                  chat.measure);
    gesture.drag(all, coordinate(), coordinate(), chat.measure);
    gesture.extend(all, static_cast<Move>(random() % 10), chat.measure);
    const std::string text = copy_text(all, gesture.selection());
    ASSERT_EQ(text, valid_utf8(text));
    copy_markdown(all, gesture.selection());
    selection_rects(all, gesture.selection(), 0, 500, chat.measure);
    hit_at(all, coordinate(), coordinate(), chat.measure);
  }
}

TEST(Fuzz, HoldsWhatMustAlwaysHold) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const std::string text = random_text(random);
    const bool plain = seed % 8 == 0;
    const auto width = static_cast<float>(1 + random() % 300);
    const test::Chat chat =
        std::move(test::Chat(width).add(text, plain ? TextFormat::kPlain : TextFormat::kMarkdown));
    ASSERT_NO_FATAL_FAILURE(check_spans(chat.document(0))) << text;
    ASSERT_NO_FATAL_FAILURE(check_layout(chat.document(0), chat.layout(0))) << text;
    ASSERT_NO_FATAL_FAILURE(check_selections(chat, random)) << text;
  }
}

TEST(Fuzz, GivesTheSameBlocksHoweverTheTextArrived) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    std::mt19937 random(seed);
    const std::string text = random_text(random);
    Document whole;
    whole.set(text);
    Document growing;
    for (size_t at = 0; at < text.size();) {
      const size_t step = 1 + random() % 5;
      growing.append(text.substr(at, step));
      ASSERT_NO_FATAL_FAILURE(check_spans(growing)) << "seed " << seed;
      at += step;
    }
    growing.finish();
    ASSERT_EQ(test::dump(growing), test::dump(whole)) << "seed " << seed << ":\n" << text;
  }
}

TEST(Fuzz, CopiesAllOfAPlainText) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    std::string text = valid_utf8(random_text(random));
    // Controls show as U+FFFD, and lines end with a line feed alone.
    std::erase_if(
        text, [](char c) { return c == 0x7F || (c >= 0 && c < ' ' && c != '\n' && c != '\t'); });
    const test::Chat chat = std::move(test::Chat(120).add(text, TextFormat::kPlain));
    ASSERT_EQ(copy_text(chat.passages(), all_of(chat.passages())), text) << "seed " << seed;
  }
}

// Openers without ends, long runs: what makes parsers slow. Each takes milliseconds or the test's
// time limit ends it.
TEST(Fuzz, IsNotSlowOnHostileTexts) {
  for (const std::string_view piece :
       {"\\(",  "\\[",   "$$", "$x",  "`",    "``",     "*a_ ",       "[",
        "![",   "<",     "&",  "> ",  "- ",   "|",      "\\frac{",    "a\n",
        "[a](", "[a]: ", "~~", "1. ", "\xFF", "\u0301", "\U0001F1E9", "\U0001F600"}) {
    std::string text;
    while (text.size() < 20'000) text += piece;
    const test::Chat chat = std::move(test::Chat(300).add(text));
    EXPECT_GE(chat.layout(0).height(), 0);
    copy_text(chat.passages(), all_of(chat.passages()));
  }
}

}  // namespace
}  // namespace octant::ui::text
