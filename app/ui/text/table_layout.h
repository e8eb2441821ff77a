#pragma once
// Tables: how wide each column is, and the cells in their places.

#include "app/ui/text/block_layout.h"

namespace octant::ui::text {

// Columns are as wide as their longest cell where there is room. Where there is not, narrow ones
// keep what they need and the others share the rest by what they ask for, down to their longest
// word or a fair share. Columns of numbers are aligned to the right unless the table says
// otherwise.
void lay_out_table(const Block& block, const LayoutContext& context, float x, float width,
                   BlockLayout& out);

}  // namespace octant::ui::text
