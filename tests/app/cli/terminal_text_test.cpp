#include "app/cli/terminal_text.h"

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace octant::cli {
namespace {

// The filter's output when `text` comes in pieces of `step` bytes.
std::string in_pieces(const std::string& text, std::size_t step) {
  TerminalFilter filter;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += step) out += filter.push(text.substr(at, step));
  return out + filter.finish();
}

TEST(TerminalText, KeepsOrdinaryText) {
  const std::string text = "Grüße,\t世界 🙂 \\x1b\nfamily: 👩‍👩‍👧";
  EXPECT_EQ(terminal_text(text), text);
}

TEST(TerminalText, EscapesC0ControlsExceptNewlineAndTab) {
  for (int code = 0; code < 0x20; ++code) {
    const std::string text(1, static_cast<char>(code));
    if (code == '\n' || code == '\t') {
      EXPECT_EQ(terminal_text(text), text);
    } else {
      const std::string digits = "0123456789abcdef";
      const std::string expected = std::string("\\x") +
                                   digits[static_cast<std::size_t>(code / 16)] +
                                   digits[static_cast<std::size_t>(code % 16)];
      EXPECT_EQ(terminal_text(text), expected);
    }
  }
  EXPECT_EQ(terminal_text("a\x7f"
                          "b"),
            "a\\x7fb");
}

TEST(TerminalText, EscapesTerminalCommands) {
  EXPECT_EQ(terminal_text("\x1b]0;title\x07\x1b[2J"), "\\x1b]0;title\\x07\\x1b[2J");
}

TEST(TerminalText, EscapesC1Controls) {
  EXPECT_EQ(terminal_text("\xc2\x80"), "\\u0080");
  EXPECT_EQ(terminal_text("\xc2\x9b"
                          "31m"),
            "\\u009b31m");
  EXPECT_EQ(terminal_text("\xc2\x9f\xc2\xa0"), "\\u009f\xc2\xa0");
}

TEST(TerminalText, EscapesBidirectionalControls) {
  EXPECT_EQ(terminal_text("\u061c\u200e\u200f"), "\\u061c\\u200e\\u200f");
  EXPECT_EQ(terminal_text("\u202a\u202b\u202c\u202d\u202e"), "\\u202a\\u202b\\u202c\\u202d\\u202e");
  EXPECT_EQ(terminal_text("\u2066\u2067\u2068\u2069"), "\\u2066\\u2067\\u2068\\u2069");
}

TEST(TerminalText, KeepsTheNeighboursOfBidirectionalControls) {
  const std::string text = "\u061b\u061d\u200d\u2010\u2029\u202f\u2065\u206a";
  EXPECT_EQ(terminal_text(text), text);
}

TEST(TerminalText, EscapesInvalidUtf8ByteByByte) {
  EXPECT_EQ(terminal_text("\x9b"
                          "0m"),
            "\\x9b0m");
  EXPECT_EQ(terminal_text("\xc0\xaf"), "\\xc0\\xaf");                    // overlong
  EXPECT_EQ(terminal_text("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // surrogate
  EXPECT_EQ(terminal_text("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
  EXPECT_EQ(terminal_text("\xe4\xb8"), "\\xe4\\xb8");                    // cut off
  EXPECT_EQ(terminal_text("\xe4\xb8"
                          "A"),
            "\\xe4\\xb8"
            "A");  // interrupted
}

TEST(TerminalFilter, GivesTheSameForAnySplit) {
  const std::string text = "a\x1b[1mé\u202e世\xe4\xb8界\xc2\x9b🙂\xf0\x9f\x99 end\xe2\x80";
  const std::string whole = terminal_text(text);
  for (std::size_t step = 1; step <= text.size(); ++step) EXPECT_EQ(in_pieces(text, step), whole);
}

TEST(TerminalFilter, GivesTheSameForRandomBytesAndSplits) {
  std::mt19937 random(20);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 24, '\0');
    // Mostly bytes that make up multi-byte code points, valid or not.
    for (char& byte : text) {
      byte = static_cast<char>(random() % 4 == 0 ? random() % 256 : 0x80 + random() % 0x80);
    }
    TerminalFilter filter;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t step = 1 + random() % 3;
      out += filter.push(text.substr(at, step));
      at += step;
    }
    EXPECT_EQ(out + filter.finish(), terminal_text(text));
  }
}

TEST(TerminalFilter, OutputIsAFixedPoint) {
  std::mt19937 random(21);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 24, '\0');
    for (char& byte : text) byte = static_cast<char>(random() % 256);
    const std::string once = terminal_text(text);
    EXPECT_EQ(terminal_text(once), once);
    for (const char byte : once) {
      EXPECT_TRUE(static_cast<unsigned char>(byte) >= 0x20 || byte == '\n' || byte == '\t');
    }
  }
}

TEST(TerminalFilter, ShowsACharacterAsSoonAsItIsWhole) {
  TerminalFilter filter;
  EXPECT_EQ(filter.push("a\xe4"), "a");
  EXPECT_EQ(filter.push("\xb8"), "");
  EXPECT_EQ(filter.push("\x96"), "世");
  EXPECT_EQ(filter.finish(), "");
}

TEST(TerminalFilter, StartsAnewAfterFinish) {
  TerminalFilter filter;
  filter.push("\xe4");
  EXPECT_EQ(filter.finish(), "\\xe4");
  EXPECT_EQ(filter.push("\xb8"), "\\xb8");
}

TEST(TerminalLine, EscapesNewlineTabAndBackslash) {
  EXPECT_EQ(terminal_line("a\nb\tc\\d\x1b"), "a\\nb\\tc\\\\d\\x1b");
  EXPECT_EQ(terminal_line(""), "");
}

}  // namespace
}  // namespace octant::cli
