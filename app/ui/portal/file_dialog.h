#pragma once
// The desktop's own file dialog beside a window, which goes on meanwhile:
//
//   dialog.open({.kind = FileQuestion::Kind::kOpenFile, .title = "Import"});
//   if (const auto answer = dialog.poll()) ...       // once a frame
//
// Threads: all methods belong to the owner's thread, and none of them waits for the desktop. Each
// question is asked by a thread of its own (file_chooser.h), which owns the connection to the bus.

#include <functional>
#include <memory>
#include <optional>

#include "app/ui/portal/file_chooser.h"

namespace octant::ui {

class FileDialog {
 public:
  // `wake` is called by the other thread when an answer waits for poll(); none if empty.
  explicit FileDialog(std::function<void()> wake = {});
  // Closes a dialog that is open.
  ~FileDialog();
  FileDialog(const FileDialog&) = delete;
  FileDialog& operator=(const FileDialog&) = delete;

  // A dialog that is open is closed first, and what it might have answered is gone.
  void open(FileQuestion question);
  // Until poll() has given the answer.
  bool is_open() const { return asking_ != nullptr; }
  // The answer, once; nothing before that.
  std::optional<FileAnswer> poll();

 private:
  class Asking;

  std::function<void()> wake_;
  std::unique_ptr<Asking> asking_;
};

}  // namespace octant::ui
