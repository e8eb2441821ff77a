#pragma once
// Time as telemetry sees it: always an argument, so that tests choose it.

#include <chrono>

namespace octant {

using TimePoint = std::chrono::steady_clock::time_point;

}  // namespace octant
