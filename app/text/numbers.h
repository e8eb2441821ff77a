#pragma once
// Numbers for people: amounts, sizes, times, in as many digits as matter.

#include <cstdint>
#include <string>
#include <string_view>

namespace octant {

std::string with_thousands(int64_t value);  // 1234567 -> "1,234,567"
std::string with_unit(int64_t value);       // 671026419200 -> "671.0 B"; K, M, B, T of ten

// "1 message", "1,204 messages".
std::string count_text(int64_t count, std::string_view one, std::string_view many);

// A number whose unit may be set apart from it, and smaller.
struct Figure {
  std::string number;
  std::string unit;
  std::string text() const { return unit.empty() ? number : number + " " + unit; }
};

// 850 B, 1.5 MB, 12.4 GB, 124 GB: powers of 1000, as file managers show them.
Figure bytes_figure(double bytes);
std::string bytes_text(int64_t bytes);

// How long something took: "0.2 s", "42 s", "1 min 15 s", "2 h 5 min"; "?" if it is not known.
std::string seconds_text(double seconds);
// About how long it will take: "28 s left", "3 min left", "2.5 h left"; empty if it is not known.
std::string seconds_left_text(double seconds);

}  // namespace octant
