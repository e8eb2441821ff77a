#pragma once
// Icons as strokes. Drawn, not stored: sharp at every scale and in every colour.

#include "app/ui/frame.h"

namespace octant::ui {

enum class Icon {
  kPlus,
  kMinus,
  kClose,
  kSearch,
  kSend,
  kStop,
  kCopy,
  kCheck,
  kChevronRight,
  kChevronDown,
  kArrowDown,
  kPanelLeft,
  kPanelRight,
  kSpark,
  kChip,
  kBulb,
  kRefresh,
  kPencil,
  kChevronLeft,
  kMore,
  kSliders,
  kTrash,
  kFolder,
  kPin,
};
inline constexpr int kNumIcons = 24;

// In a box of `size` logical pixels around `centre`; strokes are `stroke` logical pixels wide.
void draw_icon(Frame& frame, Icon icon, Point centre, float size, Colour colour,
               float stroke = metric::kIconStroke);

}  // namespace octant::ui
