#pragma once
// Numbers as a dashboard shows them: three digits that matter, so that what changes many times a
// second can be read. Units stand apart: they are set smaller.

#include <cstdint>
#include <string>

#include "runtime/api/events.h"

namespace octant::ui {

struct Figure {
  std::string number;
  std::string unit;
  std::string text() const { return unit.empty() ? number : number + " " + unit; }
};

// What is not known.
Figure no_figure(std::string unit);
// 0.42, 4.2, 42.5, 425, 4,250 tokens per second.
Figure rate_figure(double tokens_per_second);
// 412 ms, 1.24 s, 12.4 s, 124 s.
Figure time_figure(double milliseconds);
// 0, <1, 49, >99, 100: the ends are only said where they are reached.
Figure percent_figure(double share);
// 850 B, 1.5 MB, 12.4 GB, 124 GB; powers of ten.
Figure bytes_figure(double bytes);

// How far the prompt is read: "reading 1,204 of 4,096 · 850 tok/s · 3 s left". Without a rate (0)
// only the first part.
std::string reading_text(const api::PrefillProgress& progress, double tokens_per_second);

std::string with_thousands(int64_t value);      // 1,234,567
std::string ratio_text(double ratio);           // 1.15×
std::string seconds_left_text(double seconds);  // "28 s left", "3 min left"; empty if unknown

}  // namespace octant::ui
