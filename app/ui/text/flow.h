#pragma once
// Wraps a stretch of a block's text into lines.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "app/ui/text/block_layout.h"

namespace octant::ui::text {

// Width of the cluster text[range) that begins at `x` from the line's begin. A tab goes on to the
// next multiple of four blanks' width.
float cluster_width(std::string_view text, TextRange range, TextStyle style, float x,
                    const TextMeasure& measure);

enum class Alignment : uint8_t { kLeft, kCenter, kRight };

// What a stretch asks for if lines could be as long as they like.
struct NaturalWidth {
  float whole = 0;         // its longest line
  float longest_word = 0;  // its longest part that no line should cut
};

class Flow {
 public:
  // `block` and `context` must outlive the flow.
  Flow(const Block& block, const LayoutContext& context);

  NaturalWidth measure(TextRange text) const;
  // Appends the lines of `text` from `top` on to `out`, between `x` and `x + width`; at least one.
  // Returns the bottom of the last one.
  float wrap(TextRange text, float x, float top, float width, Alignment alignment,
             BlockLayout& out) const;

 private:
  struct Cluster {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t span = 0;
    char32_t first = 0;  // code points at its ends
    char32_t last = 0;
    float width = 0;
    float before = 0;  // padding of inline code
    float behind = 0;
  };

  std::vector<Cluster> clusters(TextRange text) const;
  void add_line(const std::vector<Cluster>& all, size_t begin, size_t end, TextRange text, float x,
                float y, float width, Alignment alignment, BlockLayout& out) const;
  void set_height(Line& line, const BlockLayout& out) const;

  const Block& block_;
  const LayoutContext& context_;
};

}  // namespace octant::ui::text
