#include "app/ui/text/math_spans.h"

#include <algorithm>
#include <array>
#include <optional>

#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_blank_char(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_quote_marks(std::string_view line) {
  const size_t begin = line.find_first_not_of("> \t\r");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

class MathScanner {
 public:
  explicit MathScanner(std::string_view text) : text_(text) {}

  std::vector<MathSpan> run() && {
    while (at_ < text_.size()) {
      if (at_ >= paragraph_end_) start_paragraph();
      if (at_ >= text_.size()) break;  // it was code up to the end
      const char c = text_[at_];
      if (c == '`') {
        skip_code();
      } else if (c == '\\') {
        take_backslash();
      } else if (c == '$') {
        take_dollars();
      } else if (c == '\n') {
        ++at_;
        skip_fence();
      } else {
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  // What has been looked for in vain up to the end of the paragraph.
  enum Opener { kParen, kBracket, kDollars, kNumOpeners };

  void start_paragraph() {
    if (skip_fence()) return start_paragraph_at_end();
    size_t line = at_;
    while (line < text_.size()) {
      const std::string_view content = text_.substr(line, line_end(text_, line) - line);
      if (line > at_ && without_quote_marks(content).empty()) break;
      line = next_line(text_, line);
    }
    paragraph_end_ = std::max(line, at_ + 1);
    hopeless_.fill(false);
    hopeless_runs_.fill(false);
  }

  // Behind a fence, which the caller has passed.
  void start_paragraph_at_end() {
    paragraph_end_ = at_;
    if (at_ < text_.size()) start_paragraph();
  }

  // At the begin of a line: passes the code of a fence that opens here.
  bool skip_fence() {
    if (at_ >= text_.size() || (at_ > 0 && text_[at_ - 1] != '\n')) return false;
    const auto line_at = [this](size_t at) {
      return without_quote_marks(text_.substr(at, line_end(text_, at) - at));
    };
    std::string_view line = line_at(at_);
    for (ListMarker marker = list_marker(line); marker.found; marker = list_marker(line)) {
      line.remove_prefix(std::max<size_t>(marker.content, 1));
    }
    const Fence fence = opening_fence(line);
    if (!fence) return false;
    for (at_ = next_line(text_, at_); at_ < text_.size(); at_ = next_line(text_, at_)) {
      if (closes(fence, line_at(at_))) {
        at_ = next_line(text_, at_);
        break;
      }
    }
    paragraph_end_ = std::min(paragraph_end_, at_);
    return true;
  }

  void skip_code() {
    const size_t length = std::min(text_.find_first_not_of('`', at_), text_.size()) - at_;
    const size_t slot = std::min(length, hopeless_runs_.size() - 1);
    const size_t begin = at_ + length;
    at_ = begin;
    if (hopeless_runs_[slot]) return;
    for (size_t i = begin; i < paragraph_end_;) {
      i = text_.find('`', i);
      if (i == std::string_view::npos || i >= paragraph_end_) break;
      const size_t end = std::min(text_.find_first_not_of('`', i), text_.size());
      if (end - i == length) {
        at_ = end;
        return;
      }
      i = end;
    }
    hopeless_runs_[slot] = true;
  }

  void take_backslash() {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (next == '(' && take(kParen, 2, "\\)", false)) return;
    if (next == '[' && take(kBracket, 2, "\\]", true)) return;
    at_ = std::min(at_ + 2, text_.size());
  }

  void take_dollars() {
    const bool twice = at_ + 1 < text_.size() && text_[at_ + 1] == '$';
    if (twice) {
      if (!take(kDollars, 2, "$$", true)) at_ += 2;
      return;
    }
    if (!take_single_dollar()) ++at_;
  }

  // The formula that an opener of `opener_size` bytes at at_ begins, up to `closer`.
  bool take(Opener opener, size_t opener_size, std::string_view closer, bool display) {
    if (hopeless_[opener]) return false;
    const size_t begin = at_ + opener_size;
    size_t end = begin;
    while (true) {
      end = text_.find(closer, end);
      if (end == std::string_view::npos || end + closer.size() > paragraph_end_) {
        hopeless_[opener] = true;
        return false;
      }
      if (!is_escaped(begin, end)) break;
      ++end;
    }
    hopeless_[opener] = !add(begin, end, opener_size, display);
    return !hopeless_[opener];
  }

  bool take_single_dollar() {
    const size_t begin = at_ + 1;
    const size_t line = std::min(line_end(text_, at_), paragraph_end_);
    if (begin >= line || is_blank_char(text_[begin])) return false;
    if (at_ > 0 && (is_digit(text_[at_ - 1]) || is_letter(text_[at_ - 1]))) return false;
    const size_t end = text_.find('$', begin);
    if (end == std::string_view::npos || end >= line || is_blank_char(text_[end - 1])) return false;
    if (text_[end - 1] == '\\') return false;
    if (end + 1 < text_.size() && (is_digit(text_[end + 1]) || text_[end + 1] == '$')) return false;
    const std::string_view content = text_.substr(begin, end - begin);
    const bool one_letter = content.size() == 1 && is_letter(content[0]);
    if (!one_letter && content.find_first_of("\\^_=") == std::string_view::npos) return false;
    return add(begin, end, 1, false);
  }

  bool add(size_t begin, size_t end, size_t delimiter, bool display) {
    const std::string_view content = text_.substr(begin, end - begin);
    if (is_blank(content) || (!display && crosses_items(content))) return false;
    found_.push_back({{begin - delimiter, end + delimiter}, {begin, end}, display});
    at_ = end + delimiter;
    return true;
  }

  static bool crosses_items(std::string_view content) {
    for (size_t at = next_line(content, 0); at < content.size(); at = next_line(content, at)) {
      if (list_marker(content.substr(at, line_end(content, at) - at)).found) return true;
    }
    return false;
  }

  // Whether the character at `at` stands behind an odd number of backslashes, counted from `begin`.
  bool is_escaped(size_t begin, size_t at) const {
    size_t count = 0;
    while (at > begin && text_[at - 1] == '\\') {
      ++count;
      --at;
    }
    return count % 2 == 1;
  }

  // Longer runs of backticks share the last entry.
  static constexpr size_t kNumRunLengths = 8;

  std::string_view text_;
  size_t at_ = 0;
  size_t paragraph_end_ = 0;
  std::array<bool, kNumOpeners> hopeless_{};
  std::array<bool, kNumRunLengths> hopeless_runs_{};
  std::vector<MathSpan> found_;
};

}  // namespace

std::vector<MathSpan> find_math(std::string_view markdown) {
  return MathScanner(markdown).run();
}

}  // namespace octant::ui::text
