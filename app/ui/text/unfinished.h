#pragma once
// What a message that is still being written needs at its end, so that it does not flicker: markup
// that was opened is closed, and what may yet become markup is held back.

#include <cstddef>
#include <string>
#include <string_view>

namespace octant::ui::text {

struct Unfinished {
  size_t shown_end = 0;  // bytes of the chunk to show; a lone "**", "-" or "|--" at the end is not
  std::string closers;   // to be parsed behind them and never shown: "**", "`", "\)" and the like
};

// For the last chunk of a growing message (chunks.h). O(size).
Unfinished finish(std::string_view chunk);

}  // namespace octant::ui::text
