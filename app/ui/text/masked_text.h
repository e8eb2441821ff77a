#pragma once
// What md4c is given in place of a chunk, so that it does not take what is not its own, and how to
// get back from there to the chunk.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/text/math_spans.h"

namespace octant::ui::text {

// Formulas are letters, definitions of addresses ("[1]: ...") are text, and the dashes below a
// table's head are as many as md4c asks for.
class MaskedText {
 public:
  MaskedText(std::string_view chunk, const std::vector<MathSpan>& math);

  const std::string& text() const { return text_; }
  // Where a byte of text() stands in the chunk. O(dashes put in before it).
  size_t source_offset(size_t offset) const;

 private:
  void hide_definitions();
  void lengthen_delimiters();

  std::string text_;
  std::vector<size_t> inserted_;  // bytes of the chunk that a dash was put before, ascending
};

}  // namespace octant::ui::text
