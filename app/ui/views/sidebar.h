#pragma once
// The conversations: a new one, searching, the list, and the model at the foot.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/ui/views/shell.h"
#include "app/ui/views/sidebar_list.h"
#include "app/ui/widgets/scroll_area.h"
#include "app/ui/widgets/text_field.h"

namespace octant::ui {

class Sidebar {
 public:
  // Logical pixels: below kNarrowWindow it is smaller, below kRailWindow or folded only icons.
  static constexpr float kWide = 256;
  static constexpr float kNarrow = 232;
  static constexpr float kRail = 56;
  static constexpr float kNarrowWindow = 1500;
  static constexpr float kRailWindow = 1200;

  static float width(const Frame& frame, const Shell& shell);
  // Folds it to icons, or unfolds it.
  static void toggle(const Frame& frame, Shell& shell);

  // `found`: a message that was chosen among what a search found; 0 for the conversation itself.
  void draw(Frame& frame, const Rect& rect, Shell& shell,
            const std::function<void(int64_t found)>& on_open);
  void focus_search(Frame& frame, Shell& shell);

 private:
  void draw_rail(Frame& frame, const Rect& rect, Shell& shell);
  void draw_found(Frame& frame, const Rect& rect, Shell& shell,
                  const std::function<void(int64_t)>& on_open);
  void draw_foot(Frame& frame, const Rect& rect, Shell& shell);
  void take_search(Frame& frame, Shell& shell);
  void look(Shell& shell);

  TextField search_;
  bool search_wants_focus_ = false;  // with the next frame that has the field
  std::string looked_for_;
  uint64_t looked_in_ = 0;  // the list as it was then
  std::vector<store::SearchHit> found_;
  SidebarList list_;
  ScrollArea hits_;
};

}  // namespace octant::ui
