#include "app/text/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace octant {

namespace {

// A day: what is beyond is a rate of next to nothing, not a time.
constexpr double kLongestTime = 86400;

}  // namespace

std::string with_thousands(int64_t value) {
  std::string digits = std::to_string(value);
  const int first = value < 0 ? 1 : 0;
  for (int at = static_cast<int>(digits.size()) - 3; at > first; at -= 3) {
    digits.insert(static_cast<size_t>(at), ",");
  }
  return digits;
}

std::string with_unit(int64_t value) {
  constexpr std::array<const char*, 5> kUnits = {"", "K", "M", "B", "T"};
  if (value > -1000 && value < 1000) return std::to_string(value);
  double scaled = static_cast<double>(value) / 1000;
  size_t unit = 1;
  // 999.95 would be shown as 1000.0.
  while (std::abs(scaled) >= 999.95 && unit + 1 < kUnits.size()) {
    scaled /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", scaled, kUnits[unit]);
}

std::string count_text(int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_thousands(count), count == 1 ? one : many);
}

Figure bytes_figure(double bytes) {
  constexpr std::array<const char*, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  size_t unit = 0;
  // The limits are those behind which rounding would make a digit more.
  while (bytes >= 999.5 && unit + 1 < kUnits.size()) {
    bytes /= 1000;
    ++unit;
  }
  const bool has_fraction = unit > 0 && bytes < 99.95;
  return {has_fraction ? fmt::format("{:.1f}", bytes) : fmt::format("{:.0f}", bytes), kUnits[unit]};
}

std::string bytes_text(int64_t bytes) {
  return bytes_figure(static_cast<double>(bytes)).text();
}

std::string seconds_text(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0 || seconds > kLongestTime) return "?";
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  const int64_t whole = std::llround(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 6000) return fmt::format("{} min {} s", whole / 60, whole % 60);
  const int64_t minutes = std::llround(seconds / 60);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string seconds_left_text(double seconds) {
  if (!std::isfinite(seconds) || seconds <= 0 || seconds > kLongestTime) return "";
  if (seconds < 99.5) return fmt::format("{:.0f} s left", std::max(1.0, seconds));
  const double minutes = seconds / 60;
  if (minutes < 99.5) return fmt::format("{:.0f} min left", minutes);
  const double hours = minutes / 60;
  return hours < 9.95 ? fmt::format("{:.1f} h left", hours) : fmt::format("{:.0f} h left", hours);
}

}  // namespace octant
