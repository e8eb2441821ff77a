#pragma once
// Paths in fields: what stands there at first, and what a person's text means.

#include <filesystem>
#include <string>
#include <string_view>

#include "app/store/paths.h"
#include "app/ui/portal/file_chooser.h"

namespace octant::ui {

// The process's environment.
store::Environment process_environment();

// Where files for people go: $XDG_DOCUMENTS_DIR if it is an absolute path, else $HOME, else the
// current folder.
std::filesystem::path documents_folder(const store::Environment& environment);

// Without spaces around it, and with $HOME for a leading ~ or ~/.
std::filesystem::path typed_path(std::string_view text, const store::Environment& environment);

// What to ask the desktop's dialog for, beside a field with this text: it begins in the nearest
// folder that is there, and suggests the name of a file to be saved. An empty text begins where
// files for people go. Without title and parent.
FileQuestion question_for(FileQuestion::Kind kind, std::string_view text,
                          const store::Environment& environment);

// "2026-03-01": today, where the computer is.
std::string today_text();

}  // namespace octant::ui
