#pragma once
// Paths in fields: what stands there at first, and what a person's text means.

#include <filesystem>
#include <string>
#include <string_view>

#include "app/store/paths.h"

namespace octant::ui {

// The process's environment.
store::Environment process_environment();

// Where files for people go: $XDG_DOCUMENTS_DIR if it is an absolute path, else $HOME, else the
// current folder.
std::filesystem::path documents_folder(const store::Environment& environment);

// Without spaces around it, and with $HOME for a leading ~ or ~/.
std::filesystem::path typed_path(std::string_view text, const store::Environment& environment);

// "2026-03-01": today, where the computer is.
std::string today_text();

}  // namespace octant::ui
