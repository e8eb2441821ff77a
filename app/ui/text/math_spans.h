#pragma once
// Finds formulas in Markdown, so that they can be hidden from the parser, which would take their
// backslashes, underscores and asterisks for its own.
//
//   \( ... \)    inline          \[ ... \]  and  $$ ... $$    display
//   $ ... $      inline, only where it can hardly be money: no blank inside at either end, no digit
//                behind, and the content has a backslash, ^, _ or =, or is a name of one letter
//
// None crosses an empty line (nor, inline, an item of a list), stands in code, or is empty. A
// backslash before a dollar keeps it.

#include <cstddef>
#include <string_view>
#include <vector>

#include "app/ui/text/grapheme.h"

namespace octant::ui::text {

struct MathSpan {
  TextRange whole;    // with delimiters
  TextRange content;  // the LaTeX
  bool display = false;
};

// In order, without overlaps. O(size): what has no end is looked for once a paragraph.
std::vector<MathSpan> find_math(std::string_view markdown);

}  // namespace octant::ui::text
