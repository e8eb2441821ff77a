#pragma once
// Conversations into files, as rows of the transfer page. A file that is there gives way only if a
// person says so.

#include <cstdint>
#include <optional>
#include <string>

#include "app/export/formats.h"
#include "app/ui/views/form.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class ExportForm {
 public:
  void draw(Frame& frame, Form& form, Shell& shell);

 private:
  // Who the path was suggested for.
  struct Subject {
    int64_t conversation_id = 0;
    std::string title;
    bool operator==(const Subject&) const = default;
  };

  void follow(Shell& shell);
  void choose(const exporting::Format& format);
  void suggest();
  void draw_what(Form& form, Shell& shell);
  void draw_format(Form& form);
  void draw_outcome(Frame& frame, Form& form);
  void run(Shell& shell);

  const exporting::Format* format_ = &exporting::all_formats().front();
  bool routing_ = false;
  PathField path_;
  std::string suggested_;
  std::optional<Subject> subject_;
  int64_t last_one_ = 0;  // the conversation of the first chip
  bool asks_ = false;     // whether the file that is there may be replaced
  bool due_ = false;      // with the next frame
  std::string outcome_;
  bool failed_ = false;
};

}  // namespace octant::ui
