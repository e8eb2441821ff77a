#include "app/ui/script/marks.h"

namespace octant::ui {

void Marks::add(std::string_view name, Rect rect, Rect clip, std::string_view text) {
  if (!recording_) return;
  building_.insert_or_assign(std::string(name), Mark{rect, clip, std::string(text)});
}

void Marks::finish_frame() {
  shown_.swap(building_);
  building_.clear();
}

const Mark* Marks::find(const std::string& name) const {
  const auto found = shown_.find(name);
  return found == shown_.end() ? nullptr : &found->second;
}

}  // namespace octant::ui
