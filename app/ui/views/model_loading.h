#pragma once
// A model on its way, and one that did not open or was lost: how far it is, or why not and what to
// do.
//
// Marks: while loading model.progress with "1.2 of 4.0 GB ...", model.cancel; after a failure
// model.failure, model.advice, model.lines, model.output, model.copy_lines, model.retry,
// model.back.

#include <string>
#include <string_view>

#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

// What a person can do about a failure.
std::string_view advice_for(StatusCode code);
// "1.2 of 4.0 GB · 1.3 GB/s · 3 s left".
std::string progress_text(const api::LoadProgress& progress);

class ModelLoading {
 public:
  // A card in the middle of `rect`; shell.workspace has a model that is not ready.
  void draw(Frame& frame, const Rect& rect, Shell& shell);

 private:
  void draw_progress(Frame& frame, const Rect& card, Shell& shell);
  float failure_height(Frame& frame, float width, const Shell& shell) const;
  void draw_failure(Frame& frame, const Rect& card, Shell& shell);
  float lines_height(const Frame& frame, size_t count) const;
  void draw_lines(Frame& frame, const Rect& area, const std::vector<std::string>& lines);

  bool unfolded_ = false;
  ScrollArea lines_{true};
};

}  // namespace octant::ui
