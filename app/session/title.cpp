#include "app/session/title.h"

#include <algorithm>
#include <vector>

#include "app/text/utf8.h"

namespace octant::session {
namespace {

constexpr size_t kMostCodePoints = 60;
// A word that begins further on is left out whole; Chinese has no spaces and is cut anywhere.
constexpr size_t kLeastCodePoints = 40;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

// The line as code points, single spaces between words.
std::vector<std::string> code_points(std::string_view line) {
  std::vector<std::string> points;
  for (size_t at = 0; at < line.size();) {
    if (is_space(line[at])) {
      if (!points.empty() && points.back() != " ") points.emplace_back(" ");
      ++at;
      continue;
    }
    const CodePoint next = decode_utf8(line.substr(at));
    append_utf8(next.value < 0x20 ? kReplacement : next.value, points.emplace_back());
    at += next.num_bytes;
  }
  while (!points.empty() && points.back() == " ") points.pop_back();
  return points;
}

// Where a line's words begin, behind marks of headings, lists and quotes.
std::string_view without_marks(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t#>*-+`=");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

}  // namespace

std::string title_of(std::string_view text) {
  std::vector<std::string> points;
  while (points.empty() && !text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    points = code_points(without_marks(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const bool is_cut = points.size() > kMostCodePoints;
  if (is_cut) {
    points.resize(kMostCodePoints);
    const auto space = std::find(points.rbegin(), points.rend(), " ");
    const auto kept = static_cast<size_t>(points.rend() - space);
    if (space != points.rend() && kept > kLeastCodePoints) points.resize(kept - 1);
  }
  std::string title;
  for (const std::string& point : points) title += point;
  return is_cut ? title + "…" : title;
}

}  // namespace octant::session
