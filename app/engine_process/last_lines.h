#pragma once
// LastLines: the end of what a program printed, for the person who asks why it died. Bounded, so
// that a program that prints without end costs nothing. Bytes are kept as they came: whoever shows
// them filters them. One thread at a time.

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace octant::engine_process {

class LastLines {
 public:
  // A failed CHECK is one line, a sanitizer's report or a driver's complaint some thirty.
  static constexpr size_t kMostLines = 40;
  // Longer ones are cut: a path and a sentence fit.
  static constexpr size_t kMostLineBytes = 500;

  void append(std::string_view bytes);
  // Oldest first; a line that has no end yet is the last.
  std::vector<std::string> lines() const;

 private:
  std::deque<std::string> lines_;
  bool open_ = false;  // the last line has not ended
};

}  // namespace octant::engine_process
