#include "app/ui/glyphs/atlas.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <imgui.h>

#include <algorithm>

namespace octant::ui {
namespace {

void upload(int x, int y, int width, int height, const void* pixels) {
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
}

}  // namespace

Atlas::Atlas() : packer_(kFirstSize, kFirstSize, 0) {
  clear(false);
}

Atlas::~Atlas() {
  ImGui::GetIO().Fonts->SetTexID(nullptr);
  glDeleteTextures(1, &texture_);
}

void Atlas::clear(bool grows) {
  if (grows) size_ = std::min(2 * size_, kLargestSize);
  if (grows || texture_ == 0) {
    glDeleteTextures(1, &texture_);
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size_, size_, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    take_over_shapes();
  }
  packer_ = ShelfPacker(size_, size_, reserved_rows_);
}

void Atlas::take_over_shapes() {
  ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
  fonts.Clear();
  fonts.Flags |= ImFontAtlasFlags_NoMouseCursors;
  // Dear ImGui insists on a font; the interface draws its own text, so a space is enough of it.
  constexpr ImWchar kSpace[] = {' ', ' ', 0};
  ImFontConfig config;
  config.GlyphRanges = kSpace;
  fonts.AddFontDefault(&config);
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  fonts.GetTexDataAsRGBA32(&pixels, &width, &height);
  upload(0, 0, width, height, pixels);
  reserved_rows_ = height + 1;

  // The same texels are a smaller share of the larger texture.
  const ImVec2 share(static_cast<float>(width) / static_cast<float>(size_),
                     static_cast<float>(height) / static_cast<float>(size_));
  fonts.TexUvWhitePixel = {fonts.TexUvWhitePixel.x * share.x, fonts.TexUvWhitePixel.y * share.y};
  for (ImVec4& line : fonts.TexUvLines) {
    line = {line.x * share.x, line.y * share.y, line.z * share.x, line.w * share.y};
  }
  fonts.TexWidth = fonts.TexHeight = size_;
  fonts.TexUvScale = {1.0F / static_cast<float>(size_), 1.0F / static_cast<float>(size_)};
  fonts.ClearTexData();
  fonts.SetTexID(reinterpret_cast<ImTextureID>(static_cast<intptr_t>(texture_)));
}

std::optional<Atlas::Place> Atlas::add(const GlyphImage& image) {
  const auto place = packer_.place(image.columns, image.rows);
  if (!place) return std::nullopt;
  glBindTexture(GL_TEXTURE_2D, texture_);
  upload(place->x, place->y, image.columns, image.rows, image.pixels.data());
  const auto first = [&](int texel) {
    return (static_cast<float>(texel) + 0.5F) / static_cast<float>(size_);
  };
  return Place{first(place->x), first(place->y), first(place->x + image.columns - 1),
               first(place->y + image.rows - 1)};
}

}  // namespace octant::ui
