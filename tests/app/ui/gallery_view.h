#pragma once
// Every widget on one page, with enough behaviour behind it to test them: what is sent from the
// composer becomes a message, chips switch, and the theme changes.

#include <functional>
#include <string>
#include <vector>

#include "app/ui/platform/host.h"
#include "app/ui/widgets/composer.h"
#include "app/ui/widgets/scroll_area.h"
#include "app/ui/widgets/text_field.h"

namespace octant::ui {

class GalleryView final : public View {
 public:
  // `set_palette` is told when the theme is switched.
  explicit GalleryView(std::function<void(const Palette&)> set_palette)
      : set_palette_(std::move(set_palette)) {}

  void draw(Frame& frame) override;
  // Draws all the time, for measurements.
  void set_moving(bool moving) { moving_ = moving; }

 private:
  void draw_sidebar(Frame& frame, const Rect& rect);
  void draw_row(Frame& frame, const Rect& rect, int index);
  void draw_header(Frame& frame, const Rect& rect);
  void draw_page(Frame& frame, const Rect& rect);
  void draw_composer(Frame& frame, const Rect& rect);
  void draw_footer(Frame& frame, const Rect& rect);
  void send(const std::string& message);

  std::function<void(const Palette&)> set_palette_;
  bool light_ = false;
  bool moving_ = false;
  TextField search_;
  Composer composer_;
  ScrollArea rows_;
  ScrollArea page_{true};
  std::vector<std::string> messages_;
  int selected_row_ = 1;
  int presses_ = 0;
  bool thinking_ = true;
  bool drafts_ = false;
};

}  // namespace octant::ui
