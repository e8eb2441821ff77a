#pragma once
// Paths out of the URIs by which desktops name files (RFC 8089).

#include <filesystem>
#include <string_view>

#include "kernels/core/status.h"

namespace octant::ui {

// "file:///a%20b" is /a b; the bytes are as they were written, UTF-8 or not. Errors:
// kInvalidArgument for another scheme, another computer's files, a path that is not absolute, an
// escape that is none or a zero byte; the message shows the URI.
Result<std::filesystem::path> path_of_file_uri(std::string_view uri);

}  // namespace octant::ui
