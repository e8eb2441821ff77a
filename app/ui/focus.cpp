#include "app/ui/focus.h"

#include <algorithm>

namespace octant::ui {

bool Focus::offer(std::string_view name) {
  building_.emplace_back(name);
  return has(name);
}

void Focus::give(std::string_view name) {
  current_ = name;
  by_keyboard_ = false;
}

void Focus::advance(bool backwards) {
  if (order_.empty()) return;
  const auto at = std::find(order_.begin(), order_.end(), current_);
  const auto count = static_cast<std::ptrdiff_t>(order_.size());
  std::ptrdiff_t next = backwards ? count - 1 : 0;
  if (at != order_.end()) next = (at - order_.begin() + (backwards ? count - 1 : 1)) % count;
  current_ = order_[static_cast<size_t>(next)];
  by_keyboard_ = true;
}

void Focus::finish_frame() {
  order_.swap(building_);
  building_.clear();
  if (std::find(order_.begin(), order_.end(), current_) == order_.end()) drop();
}

}  // namespace octant::ui
