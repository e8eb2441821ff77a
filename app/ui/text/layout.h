#pragma once
// A document laid out in a column of a given width, and kept so while the document grows.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/ui/text/block_layout.h"
#include "app/ui/text/document.h"

namespace octant::ui::text {

class Layout {
 public:
  // Makes the layout that of `document`. Does nothing if document, width and scale are those of the
  // last call; if text was appended, lays out only the blocks that were not settled then. `measure`
  // must be the same one as long as `scale` is. Pixels, at least one wide.
  void update(const Document& document, float width, float scale, const TextMeasure& measure);

  float width() const { return width_; }
  float height() const { return tops_.empty() ? 0 : tops_.back(); }
  // One a block of the document; y counts from top(i).
  const std::vector<BlockLayout>& blocks() const { return blocks_; }
  float top(size_t block) const { return tops_[block]; }

  // Blocks that reach into y0 <= y < y1. O(log blocks).
  struct Visible {
    size_t begin = 0;
    size_t end = 0;
  };
  Visible visible(float y0, float y1) const;
  // Blocks laid out by the last update, for tests and measurements.
  size_t num_laid_out() const { return num_laid_out_; }

 private:
  std::vector<BlockLayout> blocks_;
  std::vector<float> tops_;  // one more than blocks: the last one is the height
  float width_ = -1;
  float scale_ = -1;
  const Document* document_ = nullptr;
  uint64_t revision_ = 0;
  uint64_t epoch_ = 0;
  size_t num_settled_ = 0;
  size_t num_laid_out_ = 0;
};

}  // namespace octant::ui::text
