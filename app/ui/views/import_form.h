#pragma once
// Conversations out of files, as rows of the transfer page, with a report of what was left out.
//
// Every conversation is brought to the disk by itself, which takes milliseconds: they are added
// some a frame, also while another page is open.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/export/import.h"
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

 private:
  struct Running {
    std::vector<exporting::ConversationFile> files;
    size_t next = 0;
    exporting::ImportReport report;
  };

  void begin();
  void end(Shell& shell, const Status& status);

  std::optional<Running> running_;
  PathField path_;
  std::string outcome_;
  bool failed_ = false;
  std::vector<std::string> reasons_;
};

}  // namespace octant::ui
