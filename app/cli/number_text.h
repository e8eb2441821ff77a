#pragma once
// Numbers for people.

#include <cstdint>
#include <string>

namespace octant::cli {

std::string with_thousands(int64_t value);  // 1234567 -> "1,234,567"
std::string with_unit(int64_t value);       // 671026419200 -> "671.0 B"; K, M, B, T of ten
std::string bytes_text(double bytes);       // 1.5e9 -> "1.5 GB"; powers of ten
std::string seconds_text(double seconds);   // 75 -> "1 min 15 s"; "?" if it is not known

}  // namespace octant::cli
