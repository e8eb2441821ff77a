#include "app/ui/text/chunks.h"

#include <algorithm>
#include <utility>

#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

namespace {

// Follows the fences of one chunk, those inside an item of a list too.
class FenceState {
 public:
  bool inside() const { return static_cast<bool>(open_); }

  void push(std::string_view line) {
    if (open_) {
      // An item ends with the first line left of its content, and its code with it.
      const bool left_item =
          indent_ >= 2 && !is_blank(line) &&
          indent_of(line) < std::max<size_t>(2, indent_ - std::min<size_t>(indent_, 3));
      if (!left_item) {
        if (closes(open_, line)) open_ = {};
        return;
      }
      open_ = {};
    }
    size_t content = 0;
    // "- ```" and "1. - ```": the fence stands behind the markers.
    for (ListMarker marker = list_marker(line); marker.found && marker.content > content;) {
      content = marker.content;
      const ListMarker inner = list_marker(line.substr(content));
      if (!inner.found || inner.content == 0) break;
      marker = inner;
      marker.content += content;
    }
    open_ = opening_fence(line.substr(content));
    indent_ = content + indent_of(line.substr(content));
    if (content == 0 && indent_ >= 4 && !in_list_) open_ = {};  // indented code shows a fence
  }

  void start_chunk(bool in_list) {
    open_ = {};
    in_list_ = in_list;
  }

 private:
  Fence open_;
  size_t indent_ = 0;  // column of the open fence
  bool in_list_ = false;
};

class Cutter {
 public:
  Cutter(std::string_view text, const ChunkStart& start) : text_(text) {
    chunks_.last = start;
    open_chunk(start.begin);
  }

  Chunks run() && {
    size_t at = chunks_.last.begin;
    while (at < text_.size()) {
      const size_t end = line_end(text_, at);
      const std::string_view line = text_.substr(at, end - at);
      const bool complete = end < text_.size();
      if (at > current_.begin && complete && may_cut(line)) close_chunk(at);
      if (at == current_.begin) begin_chunk(line);
      if (!fences_.inside() && list_marker(line).found) list_seen_ = true;
      follow_math(line);
      if (!in_math_) fences_.push(line);
      after_blank_ = is_blank(line);
      at = std::min(end + 1, text_.size());
    }
    current_.end = text_.size();
    if (current_.end > current_.begin) chunks_.all.push_back(current_);
    return std::move(chunks_);
  }

 private:
  // A formula of several lines may have some that look like items.
  void follow_math(std::string_view line) {
    if (fences_.inside()) return;
    const std::string_view rest = without_indent(line);
    if (in_math_) {
      in_math_ = !is_blank(line) && line.find(math_closer_) == std::string_view::npos;
    } else if (rest.starts_with("\\[") || rest.starts_with("$$")) {
      math_closer_ = rest[0] == '$' ? "$$" : "\\]";
      in_math_ = rest.find(math_closer_, 2) == std::string_view::npos;
    }
  }

  bool may_cut(std::string_view line) const {
    if (fences_.inside() || in_math_ || is_blank(line)) return false;
    const size_t indent = indent_of(line);
    if (indent > (list_seen_ ? 1 : 3)) return false;  // may belong to an item
    const ListMarker marker = list_marker(line);
    if (!marker.found || indent > 1) return after_blank_;
    if (item_.found && marker.delimiter == item_.delimiter) return true;
    // What may end a paragraph without an empty line: bullets, and a list that begins with 1.
    const bool has_content = !is_blank(line.substr(marker.content));
    return after_blank_ || (has_content && marker.number <= 1);
  }

  void open_chunk(size_t begin) {
    current_ = {begin, begin};
    item_ = {};
    list_seen_ = false;
    after_blank_ = false;
  }

  void close_chunk(size_t at) {
    current_.end = at;
    chunks_.all.push_back(current_);
    chunks_.last = {at, item_.found ? item_.delimiter : '\0', number_ + 1};
    open_chunk(at);
  }

  void begin_chunk(std::string_view line) {
    if (indent_of(line) <= 1) item_ = list_marker(line);
    number_ = item_.number;
    current_.continues_list = item_.found && item_.delimiter == chunks_.last.list_delimiter;
    if (current_.continues_list) number_ = current_.number = chunks_.last.next_number;
    fences_.start_chunk(item_.found);
  }

  std::string_view text_;
  Chunks chunks_;
  Chunk current_;
  ListMarker item_;  // that the current chunk begins with
  uint32_t number_ = 0;
  FenceState fences_;
  bool list_seen_ = false;  // a line of it could begin an item, so indented text may belong there
  bool after_blank_ = false;
  bool in_math_ = false;
  std::string_view math_closer_;
};

}  // namespace

Chunks cut_chunks(std::string_view text, const ChunkStart& start) {
  return Cutter(text, start).run();
}

}  // namespace octant::ui::text
