#include "app/ui/glyphs/glyph_image.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace octant::ui {
namespace {

constexpr int kBorder = 1;  // transparent pixels on each side

uint32_t rgba(uint32_t r, uint32_t g, uint32_t b, uint32_t a) {
  return r | g << 8 | b << 16 | a << 24;
}

// Columns of the picture for one pixel. Latin text is read letter by letter: four positions within
// a pixel up to 20 px, two up to 40 px, where half a pixel more or less between letters stops to
// show. CJK stands on a grid anyway.
int oversampling(float em, bool is_fallback) {
  if (is_fallback) return em <= 26 ? 2 : 1;
  return em <= 20 ? 4 : em <= 40 ? 2 : 1;
}

}  // namespace

CoverageTable coverage_table(float gamma) {
  CoverageTable table{};
  for (size_t i = 0; i < table.size(); ++i) {
    const float raised = std::pow(static_cast<float>(i) / 255, gamma) * 255;
    table[i] = static_cast<uint8_t>(std::lround(raised));
  }
  return table;
}

GlyphImage outline_image(FT_Face face, uint16_t glyph, float em, bool is_fallback,
                         const CoverageTable& coverage) {
  const int columns_per_pixel = oversampling(em, is_fallback);
  const auto size = static_cast<FT_F26Dot6>(std::lround(em * 64));
  // A resolution of 72 dots an inch makes a point a pixel.
  if (FT_Set_Char_Size(face, size, size, static_cast<FT_UInt>(72 * columns_per_pixel), 72) != 0 ||
      FT_Load_Glyph(face, glyph, FT_LOAD_TARGET_LIGHT) != 0 ||
      FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) {
    return {};
  }
  const FT_Bitmap& from = face->glyph->bitmap;
  const int width = static_cast<int>(from.width);
  const int height = static_cast<int>(from.rows);
  if (width == 0 || height == 0) return {};

  // Each column of the picture is the mean over one pixel's width: the sampler then reads, at any
  // fraction of a pixel, what an exact rendering there would have given.
  const int side = kBorder * columns_per_pixel;
  GlyphImage image;
  image.columns = width + columns_per_pixel - 1 + 2 * side;
  image.rows = height + 2 * kBorder;
  image.pixels.resize(static_cast<size_t>(image.columns) * static_cast<size_t>(image.rows));
  for (int y = 0; y < height; ++y) {
    const unsigned char* row = from.buffer + y * from.pitch;
    for (int x = 0; x < image.columns; ++x) {
      int sum = 0;
      for (int k = 0; k < columns_per_pixel; ++k) {
        const int column = x - side - k;
        if (column >= 0 && column < width) sum += row[column];
      }
      const uint8_t alpha = coverage[static_cast<size_t>(sum / columns_per_pixel)];
      image.pixels[static_cast<size_t>((y + kBorder) * image.columns + x)] =
          rgba(255, 255, 255, alpha);
    }
  }
  const auto scale = static_cast<float>(columns_per_pixel);
  const float half_pixel = (scale - 1) / 2;  // the mean above is centred that much to the right
  image.left = (static_cast<float>(face->glyph->bitmap_left - side) - half_pixel) / scale;
  image.top = static_cast<float>(face->glyph->bitmap_top + kBorder);
  image.width = static_cast<float>(image.columns) / scale;
  image.height = static_cast<float>(image.rows);
  image.at_whole_pixels = columns_per_pixel == 1 || is_fallback;
  return image;
}

GlyphImage coloured_image(FT_Face face, uint16_t glyph, float em) {
  // The font has one size (Noto: 136 x 128 pixels at 109 an em).
  if (face->num_fixed_sizes == 0 || FT_Select_Size(face, 0) != 0 ||
      FT_Load_Glyph(face, glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0) {
    return {};
  }
  const FT_Bitmap& from = face->glyph->bitmap;
  if (from.pixel_mode != FT_PIXEL_MODE_BGRA || from.width == 0 || from.rows == 0) return {};
  constexpr float kWidth = 1.18F;   // ems, see kEmojiCell
  constexpr float kTop = 0.95F;     // ems above the baseline: as high as capitals and a bit
  constexpr float kInset = 0.035F;  // (1.25 - 1.18) / 2
  const float width = std::ceil(em * kWidth);
  const float scale = width / static_cast<float>(from.width);
  const int columns = static_cast<int>(width);
  const int rows = static_cast<int>(std::ceil(static_cast<float>(from.rows) * scale));
  GlyphImage image;
  image.columns = columns + 2 * kBorder;
  image.rows = rows + 2 * kBorder;
  image.pixels.resize(static_cast<size_t>(image.columns) * static_cast<size_t>(image.rows));
  const auto edge = [&](int at, unsigned limit) {
    return std::min(static_cast<int>(static_cast<float>(at) / scale), static_cast<int>(limit));
  };
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      uint32_t sums[4] = {};
      uint32_t count = 0;
      for (int v = edge(y, from.rows); v < edge(y + 1, from.rows); ++v) {
        for (int u = edge(x, from.width); u < edge(x + 1, from.width); ++u, ++count) {
          const unsigned char* pixel = from.buffer + v * from.pitch + 4 * u;  // b, g, r, a
          for (int c = 0; c < 4; ++c) sums[c] += pixel[c];
        }
      }
      if (count == 0 || sums[3] == 0) continue;
      // FreeType's colours are multiplied by alpha, the renderer's are not.
      const auto plain = [&](uint32_t sum) { return std::min(255U, sum * 255 / sums[3]); };
      image.pixels[static_cast<size_t>((y + kBorder) * image.columns + x + kBorder)] =
          rgba(plain(sums[2]), plain(sums[1]), plain(sums[0]), sums[3] / count);
    }
  }
  image.left = std::round(em * kInset) - kBorder;
  image.top = std::round(em * kTop) + kBorder;
  image.width = static_cast<float>(image.columns);
  image.height = static_cast<float>(image.rows);
  image.at_whole_pixels = true;
  return image;
}

}  // namespace octant::ui
