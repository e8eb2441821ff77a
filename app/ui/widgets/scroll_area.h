#pragma once
// A part of the window that shows a part of something taller.
//
//   ScrollArea area;                       // kept by the view
//   {
//     ScrollArea::Inside inside(area, frame, "list", rect);
//     float y = inside.top();              // moves with the scrolling
//     ... draws, from y down ...
//     inside.finish(total_height);
//   }

#include <string>
#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

class ScrollArea {
 public:
  // With a sticky end it stays at the end while what it shows grows, unless a person has scrolled
  // away from it.
  explicit ScrollArea(bool sticky_end = false) : sticky_(sticky_end), at_end_(sticky_end) {}

  bool is_at_end() const { return at_end_; }
  float offset() const { return offset_; }
  float largest_offset() const { return largest_; }
  void scroll_to_end() {
    offset_ = largest_;
    at_end_ = true;
  }
  void scroll_to(float offset);
  // What it shows will be this high, in a view of `view_height`: with a sticky end it is there in
  // the same frame.
  void expect(float content_height, float view_height);
  // Something above what is seen has become taller by this many pixels: what is seen stays.
  void shift(float pixels);
  // The least scrolling that shows the part from `top` to `bottom` (measured from the content's
  // top).
  void reveal(float top, float bottom);

  class Inside {
   public:
    Inside(ScrollArea& area, Frame& frame, std::string_view name, const Rect& rect);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    float top() const { return rect_.y0 - area_.offset_; }
    // Whether anything from y to y + height can be seen: what cannot need not be drawn.
    bool shows(float y, float height) const { return y < rect_.y1 && y + height > rect_.y0; }
    // The whole content's height.
    void finish(float content_height) { content_height_ = content_height; }

   private:
    ScrollArea& area_;
    Frame& frame_;
    std::string name_;
    Rect rect_;
    Clip clip_;
    float content_height_ = 0;
  };

 private:
  void take_wheel(Frame& frame, const Rect& rect);
  void draw_bar(Frame& frame, const std::string& name, const Rect& rect, float content_height);

  bool sticky_;
  bool at_end_;
  float offset_ = 0;
  float largest_ = 0;
  float height_ = 0;          // of the visible part
  float grabbed_offset_ = 0;  // when the bar was taken
  float grabbed_pointer_ = 0;
};

}  // namespace octant::ui
