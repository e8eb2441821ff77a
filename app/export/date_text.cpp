#include "app/export/date_text.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace octant::exporting {

int64_t clamped_ms(int64_t ms) {
  return std::clamp<int64_t>(ms, 0, kLatestMs);
}

int64_t ms_from_number(double number) {
  // Today is 1.8e9 s, 1.8e12 ms, 1.8e15 us and 1.8e18 ns; the bounds lie between, and 1e11 s is the
  // year 5138.
  if (!(number > 0)) return 0;
  const double ms = number < 1e11   ? number * 1e3
                    : number < 1e14 ? number
                    : number < 1e17 ? number / 1e3
                                    : number / 1e6;
  return static_cast<int64_t>(std::min(ms, static_cast<double>(kLatestMs)));
}

std::string date_text(int64_t ms) {
  if (ms == 0) return "";
  const std::chrono::sys_time<std::chrono::milliseconds> time{
      std::chrono::milliseconds(clamped_ms(ms))};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const int64_t seconds = std::chrono::floor<std::chrono::seconds>(time - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace octant::exporting
