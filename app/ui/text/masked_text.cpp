#include "app/ui/text/masked_text.h"

#include <algorithm>
#include <utility>

#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

namespace {

constexpr char kLetter = 'x';  // means nothing to Markdown

}  // namespace

MaskedText::MaskedText(std::string_view chunk, const std::vector<MathSpan>& math) : text_(chunk) {
  for (const MathSpan& span : math) {
    std::fill(text_.begin() + static_cast<std::ptrdiff_t>(span.whole.begin),
              text_.begin() + static_cast<std::ptrdiff_t>(span.whole.end), kLetter);
  }
  hide_definitions();
  lengthen_delimiters();
}

size_t MaskedText::source_offset(size_t offset) const {
  size_t shift = 0;
  for (const size_t inserted : inserted_) {
    if (inserted + shift >= offset) break;
    ++shift;
  }
  return offset - shift;
}

// "[1]: address" would vanish: without its colon it is text.
void MaskedText::hide_definitions() {
  for (size_t at = 0; at < text_.size(); at = next_line(text_, at)) {
    const size_t end = line_end(text_, at);
    const size_t content =
        std::min(text_.find_first_not_of(" \t>-*+0123456789.)", at), text_.size());
    if (content >= end || text_[content] != '[') continue;
    const size_t colon = text_.find("]:", content);
    if (colon != std::string::npos && colon < end) text_[colon + 1] = kLetter;
  }
}

// md4c asks for three dashes a column, GitHub and models for one.
void MaskedText::lengthen_delimiters() {
  constexpr size_t kDashes = 3;
  std::string out;
  size_t copied = 0;
  for (size_t at = next_line(text_, 0); at < text_.size(); at = next_line(text_, at)) {
    const std::string_view line = std::string_view(text_).substr(at, line_end(text_, at) - at);
    if (line.find('|') == std::string_view::npos ||
        line.find_first_not_of("|:-> \t\r") != std::string_view::npos) {
      continue;
    }
    for (size_t dash = line.find('-'); dash != std::string_view::npos;) {
      const size_t end = std::min(line.find_first_not_of('-', dash), line.size());
      if (end - dash < kDashes) {
        out.append(text_, copied, at + end - copied);
        copied = at + end;
        inserted_.insert(inserted_.end(), kDashes - (end - dash), at + end);
        out.append(kDashes - (end - dash), '-');
      }
      dash = line.find('-', end);
    }
  }
  if (inserted_.empty()) return;
  out.append(text_, copied);
  text_ = std::move(out);
}

}  // namespace octant::ui::text
