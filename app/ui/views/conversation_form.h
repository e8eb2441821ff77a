#pragma once
// How answers of the open conversation are made, as rows of the settings page. A change holds at
// once and is kept with the conversation; a text that is no number in range changes nothing and is
// marked.

#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/views/form.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class ConversationForm {
 public:
  void draw(Frame& frame, Form& form, Shell& shell);

 private:
  struct Field {
    TextField field;
    std::string error;
  };

  // Fields show what holds, whoever has changed it.
  void follow(const session::Session& session);
  void apply(Shell& shell, const api::GenerateOptions& options);
  void draw_presets(Form& form, Shell& shell);
  void draw_fields(Form& form, Shell& shell);
  void draw_stop(Form& form, Shell& shell);
  void draw_drafts(Form& form, Shell& shell);
  void draw_new_default(Frame& frame, Form& form, Shell& shell);
  bool has_errors() const;

  TextArea system_{{.fewest = 3, .most = 10}};
  TextArea stop_{{.fewest = 1, .most = 4}};
  std::string stop_error_;
  std::vector<Field> fields_;  // of option_fields()

  // What the fields show.
  int64_t conversation_ = -1;
  std::string shown_system_;
  api::GenerateOptions shown_;
};

}  // namespace octant::ui
