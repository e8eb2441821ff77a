#pragma once
// One chunk of Markdown (chunks.h) to blocks, by way of md4c.
//
// CommonMark with GitHub's tables, strike-through, task lists and bare addresses. Raw HTML is text.
// Addresses apart from their text ("[text][1]" with "[1]: ..." elsewhere) are shown as written:
// such a line could change what is long on the screen. Chunks that nest deeper than 64 or have
// tables of more than 100,000 cells are shown as they are written, which keeps the cost linear.

#include <string_view>
#include <vector>

#include "app/ui/text/block.h"
#include "app/ui/text/chunks.h"

namespace octant::ui::text {

// Blocks with offsets into `source`. `growing`: the chunk is the last one of a message that is
// still being written (unfinished.h). `base`: see Document.
std::vector<Block> parse_chunk(std::string_view source, const Chunk& chunk, bool growing,
                               TextStyle base);

// http, https and mailto, whatever the case of their letters.
bool is_followable(std::string_view address);

}  // namespace octant::ui::text
