#pragma once
// Places in the text of several messages, by pointer and by keyboard.
//
// The messages of a chat are passages: each with its layout and where it stands. A position counts
// messages, blocks, and bytes of the block's shown text, so it stays valid while the last message
// grows.

#include <compare>
#include <cstddef>
#include <optional>
#include <span>

#include "app/ui/text/document.h"
#include "app/ui/text/layout.h"

namespace octant::ui::text {

struct Passage {
  const Document* document = nullptr;
  const Layout* layout = nullptr;  // up to date with the document
  float x = 0;
  float y = 0;
};
// From the top downwards, not overlapping. Documents may be empty.
using Passages = std::span<const Passage>;

struct Position {
  size_t passage = 0;
  size_t block = 0;
  size_t byte = 0;
  auto operator<=>(const Position&) const = default;
};

// The position nearest to a point. {} if there is no text at all.
Position position_at(Passages passages, float x, float y, const TextMeasure& measure);

// What is under a point: nullopt beside the text.
struct Hit {
  Position position;               // of the character under the point
  const Inline* markup = nullptr;  // the link, else the formula, that it is part of
};
std::optional<Hit> hit_at(Passages passages, float x, float y, const TextMeasure& measure);

Position first_position(Passages passages);
Position last_position(Passages passages);

enum class Move {
  kLeft,  // by grapheme clusters
  kRight,
  kWordLeft,
  kWordRight,
  kUp,  // by lines as they are laid out
  kDown,
  kLineBegin,
  kLineEnd,
  kTextBegin,
  kTextEnd,
};
// Where a key moves the end of a selection. At the end of a block it goes on in the next one, of
// the last block it stays. `goal_x`: for kUp and kDown, the column to keep to; without it that
// of `from`.
Position moved(Passages passages, Position from, Move move, const TextMeasure& measure,
               std::optional<float> goal_x = std::nullopt);
// Left edge of the character behind a position, in the coordinates of the passages.
float x_of(Passages passages, Position position, const TextMeasure& measure);

// The nearest position that is one: where a document was replaced by a shorter one, inside of it.
Position clamped(Passages passages, Position position);

}  // namespace octant::ui::text
