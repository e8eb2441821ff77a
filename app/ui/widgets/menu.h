#pragma once
// A list of actions above everything else. While it is open, the rest of the window is inert:
//
//   Menu menu;                                  // kept by the view
//   frame.inert = menu.is_open();  ... draws the window ...  frame.inert = false;
//   if (const auto chosen = menu.draw(frame)) ...
//
// Escape and a click beside it close it; Tab, Up and Down walk its items.

#include <optional>
#include <string>
#include <vector>

#include "app/ui/frame.h"

namespace octant::ui {

class Menu {
 public:
  struct Item {
    std::string name;       // what draw() returns; its mark is "menu." and this
    std::string label;      // for people
    std::string hint = "";  // at the right: a shortcut
    bool dangerous = false;
  };

  // Below `anchor`, or above where there is no room, its right edges together.
  void open(const Rect& anchor, std::vector<Item> items);
  bool is_open() const { return !items_.empty(); }
  void close() { items_.clear(); }

  // The name of the item that was chosen, once; the menu is closed then.
  std::optional<std::string> draw(Frame& frame);

 private:
  Rect anchor_;
  std::vector<Item> items_;
  bool is_new_ = false;  // opened by a press that is still going on
};

}  // namespace octant::ui
