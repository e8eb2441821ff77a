#include "app/export/fences.h"

#include <algorithm>
#include <optional>

namespace octant::exporting {

namespace {

constexpr size_t kShortestFence = 3;
constexpr size_t kDeepestIndent = 3;  // of four spaces on, a line is code by itself
constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// The run of "`" or "~" that a line begins with and what follows it.
struct FenceLine {
  std::string_view fence;
  std::string_view rest;
};

std::optional<FenceLine> read_fence(std::string_view line) {
  const size_t indent = line.find_first_not_of(' ');
  if (indent == std::string_view::npos || indent > kDeepestIndent) return std::nullopt;
  line.remove_prefix(indent);
  if (line.front() != '`' && line.front() != '~') return std::nullopt;
  const size_t length = std::min(line.find_first_not_of(line.front()), line.size());
  if (length < kShortestFence) return std::nullopt;
  return FenceLine{line.substr(0, length), trimmed(line.substr(length))};
}

bool opens(const FenceLine& line) {
  return line.fence.front() == '~' || line.rest.find('`') == std::string_view::npos;
}

bool closes(const FenceLine& line, std::string_view fence) {
  return line.fence.front() == fence.front() && line.fence.size() >= fence.size() &&
         line.rest.empty();
}

}  // namespace

std::vector<Block> parse_fences(std::string_view text) {
  std::vector<Block> blocks;
  Block block;
  size_t begin = 0;  // of the block's text
  const auto end_block = [&](size_t end) {
    block.text = text.substr(begin, end - begin);
    if (block.is_code || !block.text.empty()) blocks.push_back(block);
  };
  for (size_t at = 0; at < text.size();) {
    const size_t newline = std::min(text.find('\n', at), text.size());
    const size_t next = std::min(newline + 1, text.size());
    const auto line = read_fence(text.substr(at, newline - at));
    if (line && !block.is_code && opens(*line)) {
      end_block(at);
      const std::string_view language = line->rest.substr(0, line->rest.find_first_of(kBlank));
      block = {.language = language, .fence = line->fence, .is_code = true, .closed = false};
      begin = next;
    } else if (line && block.is_code && closes(*line, block.fence)) {
      block.closed = true;
      end_block(at);
      block = {};
      begin = next;
    }
    at = next;
  }
  end_block(text.size());
  return blocks;
}

std::string fence_around(std::string_view text) {
  size_t longest = kShortestFence - 1;
  for (size_t at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
    const size_t end = std::min(text.find_first_not_of('`', at), text.size());
    longest = std::max(longest, end - at);
    at = end;
  }
  return std::string(longest + 1, '`');
}

}  // namespace octant::exporting
