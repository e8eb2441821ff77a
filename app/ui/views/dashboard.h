#pragma once
// The dashboard at the right of the window: what the engine does, in cards.

#include "app/session/expert_load.h"
#include "app/ui/views/dashboard_facts.h"
#include "app/ui/views/expert_load_card.h"
#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

class Dashboard {
 public:
  // Logical pixels. At the lesser width figures stand in two rows and bars in one column.
  static constexpr float kWidth = 346;
  static constexpr float kWideWidth = 602;

  // On the ground that the window has laid.
  void draw(Frame& frame, const Rect& rect, Shell& shell) {
    draw(frame, rect, facts_of(shell.workspace));
  }
  // Nothing moves by itself: an answer on its way wakes the window with its news. Without one, the
  // plot goes on once a second until the last answer has left it, and then asks for nothing.
  void draw(Frame& frame, const Rect& rect, const DashboardFacts& facts);

 private:
  const session::ExpertLoad& load_of(const DashboardFacts& facts);

  ScrollArea scroll_;
  LoadWindow window_ = LoadWindow::kAnswer;
  // What load_ was made from: it is made again only for something new.
  api::SnapshotPtr load_begin_;
  api::SnapshotPtr load_now_;
  session::ExpertLoad load_;
};

}  // namespace octant::ui
