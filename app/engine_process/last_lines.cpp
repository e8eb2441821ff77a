#include "app/engine_process/last_lines.h"

#include <algorithm>

namespace octant::engine_process {

void LastLines::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    if (!open_) lines_.emplace_back();
    std::string& line = lines_.back();
    line.append(bytes.substr(0, std::min(end, kMostLineBytes - line.size())));
    open_ = end == bytes.size();
    bytes.remove_prefix(open_ ? end : end + 1);
    if (lines_.size() > kMostLines) lines_.pop_front();
  }
}

std::vector<std::string> LastLines::lines() const {
  return {lines_.begin(), lines_.end()};
}

}  // namespace octant::engine_process
