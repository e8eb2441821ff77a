// Fonts and glyphs without a display. The fonts are those of the packages in scripts/packages.sh.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "app/ui/glyphs/code_points.h"
#include "app/ui/glyphs/font_set.h"
#include "app/ui/glyphs/shelf_packer.h"

namespace octant::ui {
namespace {

FoundFonts system_fonts() {
  auto found = find_fonts(font_list_text(), system_font_folders());
  EXPECT_TRUE(found.ok()) << found.status().to_string();
  return *found;
}

std::unique_ptr<FontSet> open_system_fonts() {
  auto set = FontSet::open(system_fonts());
  EXPECT_TRUE(set.ok()) << set.status().to_string();
  return std::move(*set);
}

TEST(FontList, FindsEveryFontOfThePackages) {
  EXPECT_EQ(system_fonts().warning, "");
  EXPECT_EQ(system_fonts().fallback.size(), 2U);
}

TEST(FontList, NamesWhatIsMissingInOneLine) {
  const auto fonts = find_fonts(
      "text | Inter | fonts-inter | 0 | opentype/inter/Inter-Regular.otf\n"
      "mono | Nowhere Mono | fonts-nowhere | 0 | nowhere.ttf\n"
      "emoji | Nowhere Emoji | fonts-nowhere | 0 | emoji.ttf\n",
      system_font_folders());
  ASSERT_TRUE(fonts.ok());
  EXPECT_EQ(fonts->warning, "fonts missing: Nowhere Mono, Nowhere Emoji (packages fonts-nowhere)");
  EXPECT_EQ(fonts->faces[static_cast<size_t>(Face::kMono)],
            fonts->faces[static_cast<size_t>(Face::kText)]);
}

TEST(FontList, WithoutAnyFontThereIsNoText) {
  const auto fonts = find_fonts(font_list_text(), {"/nowhere"});
  EXPECT_EQ(fonts.status().code(), StatusCode::kNotFound);
}

TEST(FontList, RefusesLinesItCannotRead) {
  for (const char* line : {"text | Inter", "serif | X | y | 0 | z.ttf",
                           "text | X | y | one | z.ttf", "text | X | y | 0 |"}) {
    EXPECT_EQ(find_fonts(line, {}).status().code(), StatusCode::kCorrupt) << line;
  }
}

TEST(FontSet, AFileThatIsNoFontIsNamed) {
  FoundFonts found = system_fonts();
  found.faces[static_cast<size_t>(Face::kText)].path = "/etc/passwd";
  const auto set = FontSet::open(found);
  EXPECT_EQ(set.status().code(), StatusCode::kCorrupt);
  EXPECT_THAT(set.status().to_string(), testing::HasSubstr("/etc/passwd"));
}

TEST(FontSet, HasEveryScriptThatAnswersAreWrittenIn) {
  const auto set = open_system_fonts();
  for (const char32_t c : std::u32string_view(U"aßŁжλ专家한かカ∑∀ℝ𝛼→≤🔥🚀𠮷…│☃")) {
    const GlyphRef glyph = set->find(c, Face::kText);
    EXPECT_NE(glyph.glyph, 0) << std::hex << static_cast<uint32_t>(c);
    EXPECT_TRUE(glyph.is_visible);
    EXPECT_GT(glyph.advance, 0);
  }
}

TEST(FontSet, EmojiAreInColourAndArrowsAreNot) {
  const auto set = open_system_fonts();
  EXPECT_TRUE(set->find(U'🔥', Face::kText).is_coloured);
  EXPECT_TRUE(set->find(U'✅', Face::kMono).is_coloured);
  EXPECT_FALSE(set->find(U'→', Face::kText).is_coloured);
  EXPECT_FALSE(set->find(U'8', Face::kText).is_coloured);
}

TEST(FontSet, ChineseIsAsWideAsItIsHigh) {
  const auto set = open_system_fonts();
  EXPECT_NEAR(set->find(U'专', Face::kText).advance, 1, 0.001);
  EXPECT_NEAR(set->find(U'专', Face::kTextSemiBold).advance, 1, 0.001);
}

TEST(FontSet, JoinersTakeNoRoom) {
  const auto set = open_system_fonts();
  EXPECT_EQ(set->find(0x200D, Face::kText).advance, 0);
  EXPECT_EQ(set->find(0xFE0F, Face::kText).advance, 0);
}

TEST(FontSet, WhatNoFontHasShowsABox) {
  const auto set = open_system_fonts();
  const GlyphRef glyph = set->find(0x10FFFD, Face::kText);
  EXPECT_TRUE(glyph.is_visible);
  EXPECT_GT(glyph.advance, 0);
}

TEST(FontSet, PicturesHaveATransparentBorder) {
  const auto set = open_system_fonts();
  for (const char32_t c : {U'g', U'专', U'🔥'}) {
    const GlyphImage image = set->rasterise(set->find(c, Face::kText), 15, 1);
    ASSERT_FALSE(image.pixels.empty());
    const auto columns = static_cast<size_t>(image.columns);
    const auto rows = static_cast<size_t>(image.rows);
    ASSERT_EQ(image.pixels.size(), columns * rows);
    for (size_t x = 0; x < columns; ++x) {
      EXPECT_EQ(image.pixels[x] >> 24, 0U);
      EXPECT_EQ(image.pixels[(rows - 1) * columns + x] >> 24, 0U);
    }
    for (size_t y = 0; y < rows; ++y) {
      EXPECT_EQ(image.pixels[y * columns] >> 24, 0U);
      EXPECT_EQ(image.pixels[(y + 1) * columns - 1] >> 24, 0U);
    }
  }
}

TEST(FontSet, ALowerExponentIsBolder) {
  const auto set = open_system_fonts();
  const auto ink = [&](float gamma) {
    const GlyphImage image = set->rasterise(set->find(U'a', Face::kText), 15, gamma);
    return std::accumulate(image.pixels.begin(), image.pixels.end(), uint64_t{0},
                           [](uint64_t sum, uint32_t pixel) { return sum + (pixel >> 24); });
  };
  EXPECT_GT(ink(0.86F), ink(1));
}

TEST(ShelfPacker, PlacesWithoutOverlapUntilItIsFull) {
  ShelfPacker packer(10, 10, 2);
  const auto a = packer.place(6, 3);
  const auto b = packer.place(6, 3);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->y, 2);
  EXPECT_EQ(b->y, 5);
  EXPECT_TRUE(packer.place(4, 2).has_value());
  EXPECT_FALSE(packer.place(6, 3).has_value());
  EXPECT_FALSE(packer.place(11, 1).has_value());
}

TEST(CodePoints, KnowWordsAndScripts) {
  EXPECT_TRUE(is_cjk(U'专'));
  EXPECT_TRUE(is_cjk(U'𠮷'));
  EXPECT_FALSE(is_cjk(U'a'));
  EXPECT_TRUE(is_word(U'é'));
  EXPECT_FALSE(is_word(U'，'));
  EXPECT_FALSE(is_word(U'🔥'));
}

}  // namespace
}  // namespace octant::ui
