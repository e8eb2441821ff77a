#pragma once
// The desktop's file dialog for the window's fields: which field asked for it, and what was chosen
// for whom. One dialog at a time; another field's closes it.
//
// Belongs to the window's thread, and never waits.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/ui/portal/file_dialog.h"
#include "kernels/core/status.h"

namespace octant::ui {

class PathChooser {
 public:
  // `wake` is called by another thread when poll() has something to do.
  explicit PathChooser(std::function<void()> wake) : dialog_(std::move(wake)) {}

  // For the field `name`.
  void browse(std::string_view name, FileQuestion question);
  // Once a frame: why there is no dialog, or why it ended, once.
  Status poll();
  // What was chosen for this field, once; it waits for a field that is not on the screen.
  std::optional<std::filesystem::path> take(std::string_view name);
  // Why the last dialog could not be had, until one can; empty if nothing is wrong.
  const std::string& problem() const { return problem_; }

 private:
  FileDialog dialog_;
  std::string asker_;  // the dialog's
  std::map<std::string, std::filesystem::path, std::less<>> chosen_;
  std::string problem_;
};

}  // namespace octant::ui
