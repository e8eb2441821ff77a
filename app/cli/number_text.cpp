#include "app/cli/number_text.h"

#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace octant::cli {

std::string with_thousands(int64_t value) {
  const std::string digits = std::to_string(value);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t left = digits.size() - i;
    const bool after_digit = i > 0 && digits[i - 1] != '-';
    if (after_digit && left % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

std::string with_unit(int64_t value) {
  static constexpr const char* kUnits[] = {"", " K", " M", " B", " T"};
  auto scaled = static_cast<double>(value);
  int unit = 0;
  while (std::abs(scaled) >= 1000 && unit < 4) {
    scaled /= 1000;
    ++unit;
  }
  return unit == 0 ? std::to_string(value) : fmt::format("{:.1f}{}", scaled, kUnits[unit]);
}

std::string bytes_text(double bytes) {
  static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  int unit = 0;
  while (bytes >= 1000 && unit < 4) {
    bytes /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{:.0f} B", bytes) : fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

std::string seconds_text(double seconds) {
  // A day: what is beyond is a rate of nothing, not a time.
  if (!std::isfinite(seconds) || seconds < 0 || seconds > 86400) return "?";
  if (seconds < 10) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<int>(std::lround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace octant::cli
