#include "app/ui/text/layout.h"

#include <algorithm>

namespace octant::ui::text {

void Layout::update(const Document& document, float width, float scale,
                    const TextMeasure& measure) {
  width = std::max(width, 1.0f);
  const bool same =
      document_ == &document && epoch_ == document.epoch() && width_ == width && scale_ == scale;
  num_laid_out_ = 0;
  if (same && revision_ == document.revision()) return;
  const std::vector<Block>& blocks = document.blocks();
  const size_t kept = same ? std::min({num_settled_, blocks_.size(), blocks.size()}) : 0;
  const LayoutContext context{measure, scaled(Spacing{}, scale), width, document.base()};
  blocks_.resize(kept);
  tops_.resize(kept);
  float bottom = kept == 0 ? 0 : tops_[kept - 1] + blocks_[kept - 1].height;
  for (size_t i = kept; i < blocks.size(); ++i) {
    const float gap =
        i == 0 ? 0 : gap_between(blocks[i - 1], blocks[i], context, document.format());
    tops_.push_back(bottom + gap);
    blocks_.push_back(lay_out(blocks[i], context));
    bottom = tops_.back() + blocks_.back().height;
  }
  tops_.push_back(bottom);
  num_laid_out_ = blocks.size() - kept;
  document_ = &document;
  revision_ = document.revision();
  epoch_ = document.epoch();
  num_settled_ = document.num_settled();
  width_ = width;
  scale_ = scale;
}

Layout::Visible Layout::visible(float y0, float y1) const {
  if (blocks_.empty()) return {};
  const auto first = tops_.begin();
  const auto last = first + static_cast<std::ptrdiff_t>(blocks_.size());
  // The block that begins at or before y0 may still reach into it.
  auto begin = std::upper_bound(first, last, y0);
  if (begin != first) --begin;
  const auto end = std::lower_bound(begin, last, y1);
  Visible range{static_cast<size_t>(begin - first), static_cast<size_t>(end - first)};
  if (range.begin < range.end && tops_[range.begin] + blocks_[range.begin].height <= y0) {
    ++range.begin;
  }
  return range;
}

}  // namespace octant::ui::text
