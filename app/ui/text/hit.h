#pragma once
// Between places in a block's text and places on its lines. All O(characters of one line) behind
// the search for the line.

#include <cstddef>

#include "app/ui/text/block_layout.h"

namespace octant::ui::text {

// The line that the character behind `byte` stands on; the last one for the end of the text. A
// block without lines (a rule) has none: lines.size().
size_t line_of(const BlockLayout& layout, size_t byte);

// Left edge of the character behind `byte`, which stands on `line` or ends it.
float text_x(const Block& block, const BlockLayout& layout, const Line& line, size_t byte,
             const TextMeasure& measure);

// The grapheme boundary of `line` that is nearest to `x`. Not behind the line feed that ends it.
size_t byte_at_x(const Block& block, const BlockLayout& layout, const Line& line, float x,
                 const TextMeasure& measure);

// The line nearest to a point; above and below count more than beside. lines.size() if there is
// none.
size_t nearest_line(const BlockLayout& layout, float x, float y);

// Where `byte` of the text stands in the source. Inside a span that is one unit: where it begins,
// or with `end` where it ends.
size_t source_of(const Block& block, size_t byte, bool end);
// The source's bytes that a run shows. What is one unit and goes over several runs belongs to the
// first, so that every byte of the source belongs to at most one run.
TextRange source_of(const Block& block, const Run& run);

// The innermost stretch of markup of this kind around the character behind `byte`; nullptr if none.
const Inline* inline_at(const Block& block, size_t byte, Inline::Kind kind);

}  // namespace octant::ui::text
