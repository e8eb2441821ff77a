#include "app/ui/glyphs/shelf_packer.h"

#include <algorithm>

namespace octant::ui {

std::optional<ShelfPacker::Place> ShelfPacker::place(int width, int height) {
  int x = x_;
  int shelf = shelf_;
  int shelf_height = shelf_height_;
  if (x + width > width_) {
    shelf += shelf_height;
    shelf_height = 0;
    x = 0;
  }
  if (width > width_ || shelf + height > height_) return std::nullopt;
  x_ = x + width;
  shelf_ = shelf;
  shelf_height_ = std::max(shelf_height, height);
  return Place{x, shelf};
}

}  // namespace octant::ui
