#include "app/ui/views/byte_text.h"

#include <array>

#include <fmt/format.h>

namespace octant::ui {

std::string byte_text(int64_t num_bytes) {
  constexpr std::array<std::string_view, 4> kUnits = {"kB", "MB", "GB", "TB"};
  if (num_bytes < 1000) return count_text(num_bytes, "byte", "bytes");
  double amount = static_cast<double>(num_bytes) / 1000;
  size_t unit = 0;
  // 999.95 would be shown as 1000.0.
  while (amount >= 999.95 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", amount, kUnits[unit]);
}

std::string count_text(int64_t count, std::string_view one, std::string_view many) {
  std::string digits = std::to_string(count);
  const size_t sign = count < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return fmt::format("{} {}", digits, count == 1 ? one : many);
}

}  // namespace octant::ui
