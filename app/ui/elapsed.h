#pragma once
// How long something has taken, for what is held to a share of a frame.

#include <chrono>

namespace octant::ui {

inline double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace octant::ui
