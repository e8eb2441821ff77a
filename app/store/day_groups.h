#pragma once
// The sidebar's captions: rows of conversations put under "pinned", "today", ...

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "app/store/records.h"

namespace octant::store {

enum class DayGroup { kPinned, kToday, kYesterday, kLast7Days, kLast30Days, kMonth };

// Rows [begin, end) of those that were given, which belong under one caption.
struct ConversationGroup {
  DayGroup day = DayGroup::kToday;
  int32_t year = 0;    // of kMonth
  uint32_t month = 0;  // of kMonth, 1 .. 12
  size_t begin = 0;
  size_t end = 0;
  bool operator==(const ConversationGroup&) const = default;
};

// The day since 1970 on which a time falls where the user is.
using LocalDay = std::function<int64_t(int64_t ms)>;
int64_t system_local_day(int64_t ms);

// `rows` as list_conversations() gives them. What lies in the future counts as today.
std::vector<ConversationGroup> group_by_day(std::span<const ConversationSummary> rows,
                                            int64_t now_ms,
                                            const LocalDay& local_day = system_local_day);

}  // namespace octant::store
