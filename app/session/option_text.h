#pragma once
// Options of an answer as people write them, on the command line, in the chat and in the window:
// strictly decimal, within a range, with messages that say both.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::session {

struct IntegerRange {
  int64_t lowest = 0;
  int64_t highest = 0;
};

struct NumberRange {
  double lowest = 0;
  double highest = 0;
  bool above_lowest = false;  // `lowest` itself is outside
};

inline constexpr NumberRange kTemperatureRange{0, 5};  // above, the distribution is as good as flat
inline constexpr NumberRange kTopPRange{0, 1, true};   // a share; of nothing nothing can be drawn
inline constexpr NumberRange kMinPRange{0, 1};
inline constexpr IntegerRange kTopKRange{0, std::numeric_limits<int32_t>::max()};
inline constexpr IntegerRange kMaxTokensRange{0, std::numeric_limits<int32_t>::max()};

// All: kInvalidArgument with a message such as: "7" is not a number from 0 to 5.
Result<int64_t> parse_integer(std::string_view text, IntegerRange range);
Result<double> parse_number(std::string_view text, NumberRange range);
Result<uint64_t> parse_seed(std::string_view text);
Result<api::DraftMode> parse_draft(
    std::string_view text);  // auto, off, 0 (off), 1 .. kMaxDraftTokens

// The ways back. A number is the shortest that reads as the same float: "0.6".
std::string draft_text(const api::DraftMode& draft);
std::string number_text(float number);

}  // namespace octant::session
