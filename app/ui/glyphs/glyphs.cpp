#include "app/ui/glyphs/glyphs.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace octant::ui {
namespace {

// Sizes are rounded to half a pixel: a texture full of 14.9 and 15.1 helps nobody.
float rounded_to_half(float size) {
  return std::round(size * 2) / 2;
}

}  // namespace

Glyphs::Glyphs(std::unique_ptr<FontSet> fonts, float scale)
    : fonts_(std::move(fonts)), scale_(scale) {}

float Glyphs::em_pixels(const TypeStyle& type) const {
  return std::max(1.0F, rounded_to_half(type.em * scale_));
}

const GlyphRef& Glyphs::glyph(char32_t code_point, Face face) {
  const uint32_t key = static_cast<uint32_t>(code_point) << 4 | static_cast<uint32_t>(face);
  const auto found = glyphs_.find(key);
  if (found != glyphs_.end()) return found->second;
  return glyphs_.emplace(key, fonts_->find(code_point, face)).first->second;
}

float Glyphs::advance(char32_t code_point, const TypeStyle& type) {
  const bool in_cell = type.tabular && code_point >= '0' && code_point <= '9';
  return glyph(in_cell ? U'0' : code_point, type.face).advance * em_pixels(type);
}

float Glyphs::ascent(const TypeStyle& type) const {
  return fonts_->ascent(type.face) * em_pixels(type);
}

float Glyphs::descent(const TypeStyle& type) const {
  return fonts_->descent(type.face) * em_pixels(type);
}

float Glyphs::baseline_around(float y, const TypeStyle& type) const {
  // Half the height of capitals: 0.727 em in Inter, 0.73 em in JetBrains Mono.
  constexpr float kHalfCapital = 0.364F;
  return std::round(y + kHalfCapital * em_pixels(type));
}

Glyphs::Picture* Glyphs::picture(const GlyphRef& glyph, float em) {
  const auto halves = static_cast<uint64_t>(std::lround(em * 2));
  const uint64_t key = static_cast<uint64_t>(glyph.font) << 48 |
                       static_cast<uint64_t>(glyph.is_fallback) << 47 | halves << 16 | glyph.glyph;
  const auto found = pictures_.find(key);
  if (found != pictures_.end()) return &found->second;
  const GlyphImage image = fonts_->rasterise(glyph, em, gamma_);
  Picture made;
  if (!image.pixels.empty()) {
    const auto place = atlas_.add(image);
    if (!place) {
      full_ = true;
      return nullptr;
    }
    // Half a texel of the transparent border is left out on each side, as in the texture.
    const float half_column = image.width / static_cast<float>(image.columns) / 2;
    const float half_row = image.height / static_cast<float>(image.rows) / 2;
    made = {.place = *place,
            .left = image.left + half_column,
            .top = -image.top + half_row,
            .right = image.left + image.width - half_column,
            .bottom = -image.top + image.height - half_row,
            .at_whole_pixels = image.at_whole_pixels,
            .is_coloured = glyph.is_coloured,
            .is_empty = false,
            .area = static_cast<float>(image.columns * image.rows)};
  }
  return &pictures_.emplace(key, made).first->second;
}

float Glyphs::draw(ImDrawList& list, float x, float baseline, char32_t code_point,
                   const TypeStyle& type, Colour colour) {
  const float em = em_pixels(type);
  const GlyphRef& found = glyph(code_point, type.face);
  const float width = advance(code_point, type);
  if (!found.is_visible) return width;
  Picture* shown = picture(found, em);
  if (shown == nullptr || shown->is_empty) return width;
  shown->drawn_in = frame_;
  x += (width - found.advance * em) / 2;  // tabular digits stand in the middle of their cells
  if (shown->at_whole_pixels) x = std::round(x);
  // A picture has its own colours; of the text's it takes the transparency.
  const Colour tint = shown->is_coloured ? colour | 0x00FFFFFF : colour;
  const ImVec2 from(x + shown->left, baseline + shown->top);
  const ImVec2 to(x + shown->right, baseline + shown->bottom);
  list.PrimReserve(6, 4);
  list.PrimRectUV(from, to, {shown->place.u0, shown->place.v0}, {shown->place.u1, shown->place.v1},
                  tint);
  return width;
}

void Glyphs::set_scale(float scale) {
  if (scale == scale_) return;
  scale_ = scale;
  clear(false);
}

void Glyphs::set_gamma(float gamma) {
  if (gamma == gamma_) return;
  gamma_ = gamma;
  clear(false);
}

void Glyphs::begin_frame() {
  if (full_) {
    float drawn = 0;
    for (const auto& [key, picture] : pictures_) {
      if (picture.drawn_in == frame_) drawn += picture.area;
    }
    // If what is visible takes more than half, emptying alone would have to be done again soon.
    const float whole = static_cast<float>(atlas_.size()) * static_cast<float>(atlas_.size());
    clear(drawn > whole / 2);
  }
  ++frame_;
}

void Glyphs::clear(bool grows) {
  pictures_.clear();
  atlas_.clear(grows);
  full_ = false;
}

}  // namespace octant::ui
