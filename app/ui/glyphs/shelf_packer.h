#pragma once
// Places rectangles in a larger one, on shelves from top to bottom. Nothing is taken out again: a
// full area is cleared and filled anew.

#include <optional>

#include "app/ui/rect.h"

namespace octant::ui {

class ShelfPacker {
 public:
  // The area is from (0, top) to (width, height).
  ShelfPacker(int width, int height, int top) : width_(width), height_(height), shelf_(top) {}

  struct Place {
    int x = 0;
    int y = 0;
  };
  // nullopt if there is no room for it.
  std::optional<Place> place(int width, int height);

 private:
  int width_;
  int height_;
  int shelf_;  // upper edge of the current shelf
  int shelf_height_ = 0;
  int x_ = 0;
};

}  // namespace octant::ui
