#pragma once
// StopMatcher: ends an answer at a stop string while its text streams in pieces.
//
// The text is cut before the stop string that is complete first; where several end at the same
// character, the longest counts, so that most is cut. A tail that may still grow into a stop string
// is held back, and no more than that: it is the longest suffix of the text that begins some stop
// string. What is shown therefore never has to be taken back, and does not depend on how the text
// was divided into pieces. Stop strings are compared byte by byte; they may span many pieces.
//
// Pieces are whole code points. Since no stop string begins inside a code point, what is returned
// is whole code points too.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

class StopMatcher {
 public:
  // Never matches, holds nothing back.
  StopMatcher() = default;
  // Errors: kInvalidArgument, with the index, for a stop string that is empty or begins in the
  // middle of a UTF-8 code point.
  static Result<StopMatcher> create(std::span<const std::string> stop_strings);

  // Takes the next piece of text; returns what can be shown now. After a match it returns nothing.
  // Cost: time proportional to the piece, a step for each stop string and byte (amortised).
  std::string push(std::string_view piece);
  // The text is over: returns what was held back; nothing after a match. The last call.
  std::string finish();

  // Index of the stop string that was met, if one was.
  std::optional<size_t> match() const { return match_; }
  size_t held_back_bytes() const { return held_back_.size(); }

 private:
  // One stop string with its automaton (Knuth, Morris, Pratt): `matched` bytes of it end the text,
  // and border[i] is the length of the longest proper prefix of it that ends its first i + 1 bytes.
  struct Pattern {
    std::string text;
    std::vector<size_t> border;
    size_t matched = 0;
    void advance(char byte);
  };
  std::vector<Pattern> patterns_;
  std::string held_back_;
  std::optional<size_t> match_;
};

}  // namespace octant
