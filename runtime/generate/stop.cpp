#include "runtime/generate/stop.h"

#include <algorithm>
#include <utility>

namespace octant {
namespace {

std::vector<size_t> borders_of(std::string_view text) {
  std::vector<size_t> border(text.size(), 0);
  size_t length = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    while (length > 0 && text[i] != text[length]) length = border[length - 1];
    if (text[i] == text[length]) ++length;
    border[i] = length;
  }
  return border;
}

bool is_continuation_byte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0u) == 0x80u;
}

}  // namespace

void StopMatcher::Pattern::advance(char byte) {
  // A complete match ends the whole stream, so `matched` is less than the length here.
  while (matched > 0 && text[matched] != byte) matched = border[matched - 1];
  if (text[matched] == byte) ++matched;
}

Result<StopMatcher> StopMatcher::create(std::span<const std::string> stop_strings) {
  StopMatcher matcher;
  for (size_t i = 0; i < stop_strings.size(); ++i) {
    const std::string& text = stop_strings[i];
    if (text.empty()) {
      return invalid_argument("stop[" + std::to_string(i) + "]: is empty");
    }
    if (is_continuation_byte(text.front())) {
      return invalid_argument("stop[" + std::to_string(i) + "]: is not UTF-8");
    }
    matcher.patterns_.push_back({text, borders_of(text), 0});
  }
  return matcher;
}

std::string StopMatcher::push(std::string_view piece) {
  if (match_) return {};
  if (patterns_.empty()) return std::string(piece);
  std::string text = std::exchange(held_back_, {});
  const size_t first_new = text.size();
  text += piece;

  size_t longest = 0;  // bytes at the end of the text that begin some stop string
  for (size_t end = first_new; end < text.size(); ++end) {
    longest = 0;
    for (size_t i = 0; i < patterns_.size(); ++i) {
      Pattern& pattern = patterns_[i];
      pattern.advance(text[end]);
      longest = std::max(longest, pattern.matched);
      const bool complete = pattern.matched == pattern.text.size();
      if (complete && (!match_ || pattern.text.size() > patterns_[*match_].text.size())) match_ = i;
    }
    if (match_) {
      // All bytes of the match were held back or are in this piece.
      text.resize(end + 1 - patterns_[*match_].text.size());
      return text;
    }
  }
  if (piece.empty()) longest = text.size();
  held_back_ = text.substr(text.size() - longest);
  text.resize(text.size() - longest);
  return text;
}

std::string StopMatcher::finish() {
  return std::exchange(held_back_, {});
}

}  // namespace octant
