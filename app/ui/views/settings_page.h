#pragma once
// Settings: of the open conversation and where the list has it, of the window, of what is recorded,
// of the history.

#include "app/ui/views/conversation_form.h"
#include "app/ui/views/form.h"
#include "app/ui/views/history_form.h"
#include "app/ui/views/organise_form.h"
#include "app/ui/views/page_frame.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class SettingsPage {
 public:
  void draw(Frame& frame, const Rect& rect, Shell& shell);

 private:
  PageFrame page_;
  Form form_;
  OrganiseForm organise_;
  ConversationForm conversation_;
  HistoryForm history_;
};

}  // namespace octant::ui
