#include "app/ui/text/unfinished.h"

#include <algorithm>
#include <vector>

#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

namespace {

bool only_of(std::string_view text, std::string_view set) {
  return text.find_first_not_of(set) == std::string_view::npos;
}

// Where inline markup of the last block begins; npos inside a fence.
size_t last_block_begin(std::string_view chunk) {
  Fence fence;
  size_t begin = 0;
  for (size_t at = 0; at < chunk.size(); at = next_line(chunk, at)) {
    std::string_view line = chunk.substr(at, line_end(chunk, at) - at);
    if (fence) {
      if (closes(fence, line)) fence = {};
      begin = next_line(chunk, at);
      continue;
    }
    const ListMarker marker = list_marker(line);
    const std::string_view content = marker.found ? line.substr(marker.content) : line;
    fence = opening_fence(content);
    if (is_blank(line) || marker.found || without_indent(line).starts_with('#') ||
        without_indent(line).starts_with('|')) {
      begin = at + (marker.found ? marker.content : 0);
    }
  }
  if (fence) return std::string_view::npos;
  const size_t line = line_begin(chunk, chunk.size());
  if (begin < chunk.size() && without_indent(chunk.substr(begin)).starts_with('|')) {
    begin = std::max(line, chunk.rfind('|') + 1);  // markup ends with its cell
  }
  return begin;
}

// What is held back: a last line that has not shown yet what it is, or an opener with nothing in
// it.
size_t shown_end(std::string_view chunk) {
  const size_t line = line_begin(chunk, chunk.size());
  const std::string_view last = chunk.substr(line);
  if (!last.empty() && !is_blank(last) &&
      (only_of(last, "- \t") || only_of(last, "= \t") || only_of(last, "# ") ||
       only_of(last, "|:- \t"))) {
    // An item without content is an item: its marker may show.
    return last.ends_with(' ') && list_marker(last).found ? chunk.size() : line;
  }
  size_t end = chunk.size();
  while (end > line && std::string_view("*_~`$\\").find(chunk[end - 1]) != std::string_view::npos) {
    --end;
  }
  const bool opens = end == line || chunk[end - 1] == ' ' || chunk[end - 1] == '(';
  const bool escape = end + 1 == chunk.size() && chunk[end] == '\\';
  return opens || escape ? end : chunk.size();
}

class OpenMarkup {
 public:
  explicit OpenMarkup(std::string_view text) : text_(text) {}

  std::string closers() && {
    while (at_ < text_.size()) step();
    std::string all;
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) all += *open;
    return all;
  }

 private:
  void step() {
    const char c = text_[at_];
    const std::string_view rest = text_.substr(at_);
    if (c == '`') {
      const size_t length = std::min(rest.find_first_not_of('`'), rest.size());
      skip_to(std::string(length, '`'), length);
    } else if (rest.starts_with("\\(")) {
      skip_to("\\)", 2);
    } else if (rest.starts_with("\\[")) {
      skip_to("\\]", 2);
    } else if (rest.starts_with("$$")) {
      skip_to("$$", 2);
    } else if (c == '\\') {
      at_ += 2;
    } else if (c == '*' || c == '_' || c == '~') {
      toggle(rest.substr(0, std::min(rest.find_first_not_of(c), rest.size())));
    } else {
      ++at_;
    }
  }

  // Nothing inside counts. Without an end it is what is open last, and the text ends with it.
  void skip_to(const std::string& closer, size_t opener_size) {
    const size_t end = text_.find(closer, at_ + opener_size);
    if (end != std::string_view::npos) {
      at_ = end + closer.size();
      return;
    }
    open_.push_back(closer);
    at_ = text_.size();
  }

  void toggle(std::string_view run) {
    const size_t begin = at_;
    at_ += run.size();
    if (run.size() > 3 || (run[0] == '~' && run.size() != 2)) return;
    const bool blank_before = begin == 0 || text_[begin - 1] == ' ' || text_[begin - 1] == '\n';
    const bool blank_behind = at_ >= text_.size() || text_[at_] == ' ' || text_[at_] == '\n';
    if (!blank_before && !open_.empty() && open_.back() == run) {
      open_.pop_back();
    } else if (!blank_behind && (run[0] != '_' || blank_before)) {
      open_.emplace_back(run);
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string> open_;
};

}  // namespace

Unfinished finish(std::string_view chunk) {
  const size_t begin = last_block_begin(chunk);
  if (begin == std::string_view::npos) return {chunk.size(), {}};
  Unfinished result{shown_end(chunk), {}};
  if (begin < result.shown_end) {
    // Closers count only behind a visible character.
    const std::string_view shown = chunk.substr(0, result.shown_end);
    if (!is_blank(shown.substr(shown.size() - 1))) {
      result.closers = OpenMarkup(shown.substr(begin)).closers();
    }
  }
  return result;
}

}  // namespace octant::ui::text
