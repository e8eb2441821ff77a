#include "app/ui/glyphs/font_set.h"

// ft2build.h has to come before every other header of FreeType.
// clang-format off
#include <ft2build.h>
#include <freetype/freetype.h>
#include <freetype/ftadvanc.h>
// clang-format on

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/glyphs/code_points.h"
#include "app/ui/glyphs/glyph_image.h"

namespace octant::ui {
namespace {

// Emoji are drawn larger than letters, as text with both is usually set: the picture is 1.18 em
// wide in a cell of 1.25 em.
constexpr float kEmojiCell = 1.25F;
// Stands for a character that no font has, not even as an empty box.
constexpr float kMissingAdvance = 0.6F;

}  // namespace

struct FontSet::Library {
  FT_Library handle = nullptr;
  Library() {
    if (FT_Init_FreeType(&handle) != 0) handle = nullptr;
  }
  ~Library() {
    if (handle != nullptr) FT_Done_FreeType(handle);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

struct FontSet::Font {
  FontFile file;
  FT_Face face = nullptr;
  Font(FT_Library library, FontFile from) : file(std::move(from)) {
    if (library == nullptr || FT_New_Face(library, file.path.c_str(), file.index, &face) != 0) {
      face = nullptr;
    }
  }
  ~Font() {
    if (face != nullptr) FT_Done_Face(face);
  }
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;
};

FontSet::FontSet() : library_(std::make_unique<Library>()) {}
FontSet::~FontSet() {
  fonts_.clear();  // before the library they belong to
}

Result<std::unique_ptr<FontSet>> FontSet::open(const FoundFonts& found) {
  std::unique_ptr<FontSet> set(new FontSet());
  const auto index_of = [](Face face) { return static_cast<size_t>(face); };
  const uint16_t text = set->add(found.faces[index_of(Face::kText)]);
  if (set->fonts_[text]->face == nullptr) {
    return corrupt(found.faces[index_of(Face::kText)].path + ": not a font");
  }
  const auto is_open = [&](uint16_t font) { return set->fonts_[font]->face != nullptr; };
  for (size_t i = 0; i < kNumFaces; ++i) {
    const uint16_t font = set->add(found.faces[i]);
    set->faces_[i] = is_open(font) ? font : text;
    const Face face = static_cast<Face>(i);
    const bool bold = face == Face::kTextSemiBold || face == Face::kTextBoldItalic ||
                      face == Face::kDisplay || face == Face::kMonoBold;
    const bool mono = face == Face::kMono;
    std::vector<FontFile> wanted = {bold ? found.cjk_bold : mono ? found.cjk_mono : found.cjk};
    wanted.insert(wanted.end(), found.fallback.begin(), found.fallback.end());
    // Last, what plain text is set in: where mono has no such letter, it may.
    wanted.push_back(found.faces[index_of(Face::kText)]);
    for (const FontFile& file : wanted) {
      if (file.path.empty()) continue;
      const uint16_t fallback = set->add(file);
      if (is_open(fallback)) set->fallback_[i].push_back(fallback);
    }
  }
  if (!found.emoji.path.empty()) {
    const uint16_t emoji = set->add(found.emoji);
    if (is_open(emoji)) set->emoji_ = emoji;
  }
  return set;
}

uint16_t FontSet::add(const FontFile& file) {
  for (size_t i = 0; i < fonts_.size(); ++i) {
    if (fonts_[i]->file == file) return static_cast<uint16_t>(i);
  }
  fonts_.push_back(std::make_unique<Font>(library_->handle, file));
  return static_cast<uint16_t>(fonts_.size() - 1);
}

GlyphRef FontSet::in_font(uint16_t font, char32_t code_point) const {
  GlyphRef ref;
  const FT_Face face = fonts_[font]->face;
  const FT_UInt glyph = FT_Get_Char_Index(face, code_point);
  ref.font = font;
  ref.glyph = static_cast<uint16_t>(glyph);
  ref.is_visible = glyph != 0;
  ref.is_coloured = FT_HAS_COLOR(face);
  if (ref.is_coloured) {
    ref.advance = kEmojiCell;
    return ref;
  }
  FT_Fixed advance = 0;
  ref.advance = kMissingAdvance;
  if (FT_Get_Advance(face, glyph, FT_LOAD_NO_SCALE, &advance) == 0 && face->units_per_EM > 0) {
    ref.advance = static_cast<float>(advance) / static_cast<float>(face->units_per_EM);
  }
  return ref;
}

GlyphRef FontSet::find(char32_t code_point, Face face) {
  const auto at = static_cast<size_t>(face);
  if (is_zero_width(code_point)) return {};
  if (emoji_ && prefers_colour(code_point)) {
    if (const GlyphRef emoji = in_font(*emoji_, code_point); emoji.is_visible) return emoji;
  }
  const GlyphRef own = in_font(faces_[at], code_point);
  if (own.is_visible) return own;
  std::vector<uint16_t> others = fallback_[at];
  if (emoji_) others.push_back(*emoji_);
  for (const uint16_t font : others) {
    GlyphRef other = in_font(font, code_point);
    if (!other.is_visible) continue;
    other.is_fallback = font != faces_[at];
    return other;
  }
  GlyphRef missing = own;
  missing.is_visible = code_point > ' ';  // the face's box for a missing character
  return missing;
}

float FontSet::ascent(Face face) const {
  const FT_Face handle = fonts_[faces_[static_cast<size_t>(face)]]->face;
  return static_cast<float>(handle->ascender) / static_cast<float>(handle->units_per_EM);
}

float FontSet::descent(Face face) const {
  const FT_Face handle = fonts_[faces_[static_cast<size_t>(face)]]->face;
  return static_cast<float>(-handle->descender) / static_cast<float>(handle->units_per_EM);
}

GlyphImage FontSet::rasterise(const GlyphRef& glyph, float em, float gamma) {
  const FT_Face face = fonts_[glyph.font]->face;
  if (!glyph.is_visible) return {};
  if (glyph.is_coloured) return coloured_image(face, glyph.glyph, em);
  if (gamma != gamma_) {
    gamma_ = gamma;
    coverage_ = coverage_table(gamma);
  }
  return outline_image(face, glyph.glyph, em, glyph.is_fallback, coverage_);
}

}  // namespace octant::ui
