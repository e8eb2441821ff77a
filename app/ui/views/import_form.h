#pragma once
// Conversations out of files, as rows of the transfer page, with a report of what was left out.
//
// A file is read by a thread of its own: a gigabyte takes half a minute. Every conversation is then
// brought to the disk by itself, which takes milliseconds: they are added some a frame. Both go on
// while another page is open.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/export/import.h"
#include "app/session/background.h"
#include "app/ui/views/form.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class ImportForm {
 public:
  // So many reasons are shown: more would be the same mistake again.
  static constexpr size_t kFewReasons = 8;

  void draw(Frame& frame, Form& form, Shell& shell);
  // Once a frame, whether it is drawn or not: goes on adding.
  void work(Frame& frame, Shell& shell);
  // Closing the window would leave something out.
  bool is_busy() const { return running_ || is_reading(); }

 private:
  struct Running {
    std::vector<exporting::ConversationFile> files;
    size_t next = 0;
    exporting::ImportReport report;
  };

  bool is_reading() const;
  void begin(Shell& shell);
  void end(Shell& shell, const Status& status);

  std::optional<Running> running_;
  PathField path_;
  std::string outcome_;
  bool failed_ = false;
  std::vector<std::string> reasons_;
  std::optional<session::Background> reader_;  // last: what it delivers goes to the others
};

}  // namespace octant::ui
