#pragma once
// Which lines of the source each block takes, with the markers, fences and underlines that are no
// text of any block.

#include <string_view>
#include <vector>

#include "app/ui/text/block.h"

namespace octant::ui::text {

// Sets Block::source and Block::spaced of the blocks that were parsed from `chunk` of the source.
// Ranges are in order and do not overlap, but that blocks which share a line share its begin.
void set_source_ranges(std::vector<Block>& blocks, std::string_view source, TextRange chunk);

}  // namespace octant::ui::text
