#pragma once
// What goes to the clipboard.

#include <string>

#include "app/ui/text/selection.h"

namespace octant::ui::text {

// As it reads: without line ends that only wrapping made, with markers of items, cells apart by
// tabs, formulas as Unicode. Messages are apart by an empty line. Of plain text
// (TextFormat::kPlain) the bytes themselves.
std::string copy_text(Passages passages, const Selection& selection);

// The source, rounded out where a cut would leave half of a marker: markup that the selection
// enters or leaves is taken whole, as are blocks of code, formulas and tables that it enters or
// leaves, and rows of tables. A selection inside one stretch of markup gives the bare text.
std::string copy_markdown(Passages passages, const Selection& selection);

}  // namespace octant::ui::text
