#pragma once
// The few terminal styles in use. To be written only where Terminal::colour is true.

#include <string>
#include <string_view>

namespace octant::cli {

inline constexpr const char* kDim = "\x1b[2m";
inline constexpr const char* kPlain = "\x1b[0m";

inline std::string dimmed(std::string_view text, bool colour) {
  if (!colour) return std::string(text);
  return std::string(kDim).append(text).append(kPlain);
}

}  // namespace octant::cli
