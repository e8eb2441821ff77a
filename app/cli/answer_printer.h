#pragma once
// Shows an answer while it comes: filtered for terminals, reasoning apart from the answer.

#include <optional>
#include <string>
#include <string_view>

#include "app/cli/answer.h"
#include "app/cli/progress_line.h"
#include "app/cli/services.h"
#include "app/cli/terminal_text.h"

namespace octant::cli {

// Reasoning is dimmed where there are colours, and otherwise stands between the lines "[reasoning]"
// and "[answer]".
class AnswerPrinter {
 public:
  // `show_reasoning` false: reasoning is left out.
  AnswerPrinter(Services& services, bool show_reasoning);

  // Calls this object, which must outlive the observer.
  AnswerObserver observer();
  // After the last token: ends the line, restores the colours.
  void finish();

 private:
  void print(api::TextKind kind, std::string_view text);
  void write(const std::string& shown);
  void leave_reasoning();

  Services& services_;
  bool show_reasoning_;
  ProgressLine progress_;
  TerminalFilter filter_;
  std::optional<api::TextKind> kind_;  // of what was printed last
  bool at_line_start_ = true;
};

}  // namespace octant::cli
