#pragma once
// Cuts text into the pieces that byte-pair encoding works on.
//
// A step is one regular expression with the behaviour "Isolated": every match is a piece, and so is
// every gap between matches. Steps apply one after another, each to the pieces of the one before,
// and a piece is all that a step's lookahead can see.

#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/text/regex.h"

namespace octant {

class PreTokenizer {
 public:
  // Errors: kUnsupported naming the step, if Oniguruma refuses a pattern.
  static Result<PreTokenizer> create(const std::vector<std::string>& patterns);

  // Pieces of `text` (well-formed UTF-8) in order; together they are the text, none is empty.
  //
  // If a step gives up (RegexSearch::Outcome::kGaveUp), the rest of its piece stays whole and the
  // step is left out for what follows in this call. So the cost is bounded whatever the pattern, no
  // text is lost, and the same text always gives the same pieces.
  std::vector<std::string_view> split(std::string_view text) const;

 private:
  std::vector<Regex> steps_;
};

}  // namespace octant
