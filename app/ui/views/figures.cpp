#include "app/ui/views/figures.h"

#include <fmt/format.h>

#include <cmath>

namespace octant::ui {
namespace {

// Three digits; the limits are those behind which rounding would make four of them.
std::string three_digits(double value) {
  if (value < 9.995) return fmt::format("{:.2f}", value);
  if (value < 99.95) return fmt::format("{:.1f}", value);
  return with_thousands(std::llround(value));
}

}  // namespace

Figure no_figure(std::string unit) {
  return {"–", std::move(unit)};
}

Figure rate_figure(double tokens_per_second) {
  // Hundredths of a token a second say something below one only.
  const bool is_small = tokens_per_second >= 0.995 && tokens_per_second < 9.95;
  return {is_small ? fmt::format("{:.1f}", tokens_per_second) : three_digits(tokens_per_second),
          "tok/s"};
}

Figure time_figure(double milliseconds) {
  if (milliseconds < 999.5) return {fmt::format("{:.0f}", milliseconds), "ms"};
  return {three_digits(milliseconds / 1000), "s"};
}

Figure percent_figure(double share) {
  if (share > 0 && share < 0.01) return {"<1", "%"};
  if (share < 1 && share > 0.99) return {">99", "%"};
  return {fmt::format("{:.0f}", share * 100), "%"};
}

std::string reading_text(const api::PrefillProgress& progress, double tokens_per_second) {
  std::string text = fmt::format("reading {} of {}", with_thousands(progress.tokens_done),
                                 with_thousands(progress.tokens_total));
  if (tokens_per_second <= 0) return text;
  text += " · " + rate_figure(tokens_per_second).text();
  const auto rest = static_cast<double>(progress.tokens_total - progress.tokens_done);
  const std::string left = seconds_left_text(rest / tokens_per_second);
  return left.empty() ? text : text + " · " + left;
}

std::string ratio_text(double ratio) {
  return fmt::format("{:.2f}×", ratio);
}

}  // namespace octant::ui
