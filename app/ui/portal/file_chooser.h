#pragma once
// One question to the desktop's own file dialog, org.freedesktop.portal.FileChooser on the session
// bus. Blocks until the person has answered; file_dialog.h does the same beside a window.
//
// Source: the interfaces FileChooser (versions 1 to 4) and Request of xdg-desktop-portal.

#include <filesystem>
#include <optional>
#include <string>

#include "kernels/core/status.h"

namespace octant::ui {

struct FileQuestion {
  enum class Kind { kOpenFile, kOpenFolder, kSaveFile };

  Kind kind = Kind::kOpenFile;
  std::string title;
  std::string name;              // suggested, for kSaveFile
  std::filesystem::path folder;  // where the dialog begins, absolute; empty: where it likes.
                                 // Portals before version 4 heed it for kSaveFile only.
  std::string parent_window;     // "x11:" and the window's number in hexadecimal, or empty
};

// The path that was chosen; nullopt if the person wanted none.
using FileAnswer = Result<std::optional<std::filesystem::path>>;

// Once `stop`, a descriptor, is readable, the dialog is closed and the answer is kCancelled.
// Errors, each a line for people: kUnsupported where no dialog can be had (no session bus, no
// portal, one without file dialogs, a call that fails), kIo if the portal or the bus ends while the
// dialog is open, kInvalidArgument if what was chosen is not a file of this computer.
// Threads: any; a connection of its own for each question. Only `stop` and the call's timeout (25
// s, sd-bus's own) bound how long a portal that does not answer the call is waited for; what the
// person takes has no bound.
FileAnswer ask_for_path(const FileQuestion& question, int stop);

}  // namespace octant::ui
