#pragma once
// Blocks as text, one line a block, span and markup, for comparison with files.

#include <string>

#include "app/ui/text/document.h"

namespace octant::ui::text::test {

// "heading 1 [0,9)", then its spans as `  bold "words" 2..7` (source bytes; `=` if they are the
// same bytes), markup as `  <strong> 2..7 in 0..9`, cells as `  cell "words"`.
std::string dump(const Document& document);

}  // namespace octant::ui::text::test
