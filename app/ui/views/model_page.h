#pragma once
// Choosing a model and opening it: recent models and those of the Hugging Face cache, whether one
// fits before it is loaded, how it is to be opened; its loading, and why it could not be.
//
// Marks: model.path and its button (path_field.h), model.row.N, model.list_again, model.list; of
// what is chosen model.name, model.verdict, model.reason, model.use_context, model.look_again,
// model.details and those of fit_bars.h and model_options.h; model.open, model.close. While loading
// and after a failure those of model_loading.h.

#include <string>
#include <vector>

#include "app/session/model_choice.h"
#include "app/ui/views/model_loading.h"
#include "app/ui/views/model_options.h"
#include "app/ui/views/path_field.h"
#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

class ModelPage {
 public:
  // Logical pixels; narrower, the list of models stands below the details.
  static constexpr float kGoodWidth = 700;

  void draw(Frame& frame, const Rect& rect, Shell& shell);
  // Every frame, whatever page is shown: goes to the chat when the model that was opened here is
  // ready, if nobody has gone elsewhere since.
  void follow(Shell& shell);

 private:
  void begin(Shell& shell);
  void draw_choice(Frame& frame, const Rect& rect, Shell& shell);
  float draw_path(Frame& frame, const Rect& rect, Shell& shell);
  float draw_rows(Frame& frame, const Rect& area, Shell& shell);
  void draw_row(Frame& frame, const Rect& rect, size_t index);
  float draw_details(Frame& frame, const Rect& area, Shell& shell);
  float draw_open_model(Frame& frame, const Rect& area, Shell& shell);
  float draw_verdict(Frame& frame, const Rect& area, const session::ModelDetails& details,
                     session::ModelChoice& choice);
  void draw_footer(Frame& frame, const Rect& rect, Shell& shell);
  void select(std::string given);
  void open_chosen(Shell& shell);

  bool begun_ = false;
  bool opening_ = false;          // a model that was opened here is not ready yet
  bool open_when_known_ = false;  // Enter or a double click, before the verdict is there
  PathField path_;
  ModelOptions options_;
  std::vector<session::ModelRow> rows_;
  size_t pressed_row_ = 0;
  double pressed_at_ = -1;  // for double clicks
  ScrollArea list_;
  ScrollArea details_;
  ModelLoading loading_;
};

}  // namespace octant::ui
