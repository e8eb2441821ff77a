#pragma once
// Times for people and for other programs' files, and back.

#include <cstdint>
#include <string>

namespace octant::exporting {

// The last millisecond of the year 9999: what four digits can show. Whatever is imported is put
// between 0 and this.
inline constexpr int64_t kLatestMs = 253'402'300'799'999;

int64_t clamped_ms(int64_t ms);

// From other programs' numbers: seconds, milliseconds, microseconds or nanoseconds since 1970, told
// apart by their size. 0 for what is negative or not a number.
int64_t ms_from_number(double number);

// "2023-11-14T22:13:20Z"; empty for 0, which is never.
std::string date_text(int64_t ms);

}  // namespace octant::exporting
