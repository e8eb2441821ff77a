#pragma once
// Where messages are written: the composer, its chips, how much of the context is left, and the
// button that sends or stops. Also where a message is written anew.

#include <cstdint>
#include <map>
#include <string>

#include "app/ui/views/shell.h"
#include "app/ui/widgets/composer.h"

namespace octant::ui {

class ComposerBar {
 public:
  // Pixels that it wants at this width, with the hint below it.
  float height(Frame& frame, float width);
  void draw(Frame& frame, const Rect& rect, Shell& shell);

  // Takes the message's text to write it anew, until it is sent or given up.
  void begin_edit(const store::Message& message);
  bool is_editing() const { return edited_ != 0; }
  void give_up_edit();
  bool empty() const { return composer_.empty(); }
  // Writes what is typed and not sent into the history.
  void keep_draft(Shell& shell);

 private:
  // What would be typed if no message were written anew.
  std::string draft() const { return is_editing() ? laid_aside_ : composer_.text(); }
  void leave_conversation(Shell& shell);
  void follow_conversation(Shell& shell, double now);
  void draw_footer(Frame& frame, const Rect& footer, Shell& shell);
  // How much of the context the prompt would take; right of it stands the button.
  void draw_meter(Frame& frame, const Rect& rect, Shell& shell);
  void draw_banner(Frame& frame, const Rect& rect);
  void send(const std::string& text, Shell& shell);

  Composer composer_;
  int64_t conversation_ = -1;
  int64_t edited_ = 0;  // the message that is written anew; 0: none
  // Of conversations that were left meanwhile.
  struct Edit {
    int64_t message_id = 0;
    std::string text;
  };
  std::map<int64_t, Edit> edits_;
  std::string laid_aside_;  // what was typed before that
  std::string kept_;        // the draft as the history has it
  double typed_at_ = 0;
  double try_again_at_ = 0;  // after a draft could not be written
  std::string seen_;
};

}  // namespace octant::ui
