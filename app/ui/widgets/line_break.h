#pragma once
// Where a line of text that is being edited is broken: behind spaces and hyphens, and between CJK
// characters except at punctuation that must not begin or end a line.

#include <functional>
#include <string_view>

namespace octant::ui {

// How many characters of `text` make the first row. A new line counts to the row it ends; spaces at
// the edge hang over it. At least 1 unless the text is empty, however narrow the row.
int row_length(std::u32string_view text, float width,
               const std::function<float(char32_t)>& advance);

}  // namespace octant::ui
