#pragma once
// One texture for everything that is drawn: glyphs, and the white pixel and line patterns that Dear
// ImGui draws shapes with. One texture means that text and shapes between clip rectangles are one
// draw call.
//
// Needs a current OpenGL context and a Dear ImGui context whose renderer has been started.

#include <cstdint>
#include <optional>

#include "app/ui/glyphs/font_set.h"
#include "app/ui/glyphs/shelf_packer.h"

namespace octant::ui {

class Atlas {
 public:
  // 1024 x 1024 holds about 900 characters at 30 pixels an em; it doubles up to 4096, which every
  // implementation of OpenGL 3.3 that draws windows has.
  static constexpr int kFirstSize = 1024;
  static constexpr int kLargestSize = 4096;

  Atlas();
  ~Atlas();
  Atlas(const Atlas&) = delete;
  Atlas& operator=(const Atlas&) = delete;

  // Texture coordinates of a picture, from the middles of its outermost texels: whatever is sampled
  // between them lies within the picture, so what was there before never shines in.
  struct Place {
    float u0 = 0;
    float v0 = 0;
    float u1 = 0;
    float v1 = 0;
  };
  // Uploads the picture; nullopt if there is no room.
  std::optional<Place> add(const GlyphImage& image);

  // Empties it, between two frames, with room for twice as much if it `grows`.
  void clear(bool grows);
  int size() const { return size_; }

 private:
  // Takes Dear ImGui's own small font texture over into a corner, and its coordinates along.
  void take_over_shapes();

  int size_ = kFirstSize;
  int reserved_rows_ = 0;  // of the corner
  unsigned texture_ = 0;
  ShelfPacker packer_;
};

}  // namespace octant::ui
