#pragma once
// Numbers as a dashboard shows them: three digits that matter, so that what changes many times a
// second can be read. Units stand apart: they are set smaller.

#include <string>

#include "app/text/numbers.h"
#include "runtime/api/events.h"

namespace octant::ui {

// What is not known.
Figure no_figure(std::string unit);
// 0.42, 4.2, 42.5, 425, 4,250 tokens per second.
Figure rate_figure(double tokens_per_second);
// 412 ms, 1.24 s, 12.4 s, 124 s.
Figure time_figure(double milliseconds);
// 0, <1, 49, >99, 100: the ends are only said where they are reached.
Figure percent_figure(double share);

// How far the prompt is read: "reading 1,204 of 4,096 · 850 tok/s · 3 s left". Without a rate (0)
// only the first part.
std::string reading_text(const api::PrefillProgress& progress, double tokens_per_second);

std::string ratio_text(double ratio);  // 1.15×

}  // namespace octant::ui
