#pragma once
// Names for what is on the screen. Every widget announces its name, place and text while it is
// drawn; scripts click on names and compare texts, so they need no coordinates and survive a new
// layout.

#include <map>
#include <string>
#include <string_view>

#include "app/ui/rect.h"

namespace octant::ui {

struct Mark {
  Rect rect;
  Rect clip;  // what of the frame it could show in
  std::string text;
};

class Marks {
 public:
  // Nothing is kept unless somebody listens: texts may be long.
  void set_recording(bool recording) { recording_ = recording; }
  bool is_recording() const { return recording_; }

  // While a frame is built. A name that is used twice keeps its last place.
  void add(std::string_view name, Rect rect, Rect clip, std::string_view text);
  // Between frames: what was announced becomes what can be asked for.
  void finish_frame();

  // Of the last finished frame; nullptr if there was no such name.
  const Mark* find(const std::string& name) const;
  const std::map<std::string, Mark>& all() const { return shown_; }

 private:
  bool recording_ = false;
  std::map<std::string, Mark> building_;
  std::map<std::string, Mark> shown_;
};

}  // namespace octant::ui
