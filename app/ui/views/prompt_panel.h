#pragma once
// The prompt exactly as the model gets it, token by token: at the window's right, 380 logical
// pixels wide or more.
//
// Marks: prompt.format, prompt.of, prompt.tokens ("1,204 of 4,096 tokens"), prompt.ids,
// prompt.copy_text, prompt.copy_ids, prompt.close, prompt.list, prompt.token.N for those on the
// screen with "<id> <text>", prompt.empty where there is nothing to show.

#include <cstdint>

#include "app/ui/views/prompt_rows.h"
#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

class PromptPanel {
 public:
  static constexpr float kLeastWidth = 380;

  void draw(Frame& frame, const Rect& rect, Shell& shell);

 private:
  float draw_head(Frame& frame, const Rect& rect, Shell& shell);
  float draw_count(Frame& frame, const Rect& rect, const api::Prompt& prompt);
  void draw_tools(Frame& frame, const Rect& rect, const api::Prompt& prompt);
  void draw_tokens(Frame& frame, const Rect& rect, const api::Prompt& prompt, uint64_t revision);
  void draw_row(Frame& frame, size_t row, Point at, float height, const api::Prompt& prompt);
  void draw_empty(Frame& frame, const Rect& rect, Shell& shell);

  bool with_ids_ = false;
  PromptRows rows_;
  PromptLayout layout_;
  uint64_t laid_out_ = 0;  // PromptPreview::revision() of rows_
  ScrollArea scroll_;
};

}  // namespace octant::ui
