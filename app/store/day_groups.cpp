#include "app/store/day_groups.h"

#include <chrono>
#include <ctime>

namespace octant::store {

namespace {

ConversationGroup group_of(const ConversationSummary& row, int64_t today,
                           const LocalDay& local_day) {
  ConversationGroup group;
  if (row.pinned) {
    group.day = DayGroup::kPinned;
    return group;
  }
  const int64_t day = local_day(row.updated_ms);
  const int64_t age = today - day;
  if (age <= 0) {
    group.day = DayGroup::kToday;
  } else if (age == 1) {
    group.day = DayGroup::kYesterday;
  } else if (age <= 7) {
    group.day = DayGroup::kLast7Days;
  } else if (age <= 30) {
    group.day = DayGroup::kLast30Days;
  } else {
    group.day = DayGroup::kMonth;
    const std::chrono::year_month_day date{
        std::chrono::sys_days(std::chrono::days(static_cast<int32_t>(day)))};
    group.year = static_cast<int32_t>(date.year());
    group.month = static_cast<uint32_t>(date.month());
  }
  return group;
}

bool same_caption(const ConversationGroup& a, const ConversationGroup& b) {
  return a.day == b.day && a.year == b.year && a.month == b.month;
}

}  // namespace

int64_t system_local_day(int64_t ms) {
  const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
  std::tm local{};
  localtime_r(&seconds, &local);
  const auto date = std::chrono::year(local.tm_year + 1900) /
                    std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)) /
                    std::chrono::day(static_cast<unsigned>(local.tm_mday));
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::vector<ConversationGroup> group_by_day(std::span<const ConversationSummary> rows,
                                            int64_t now_ms, const LocalDay& local_day) {
  const int64_t today = local_day(now_ms);
  std::vector<ConversationGroup> groups;
  for (size_t i = 0; i < rows.size(); ++i) {
    ConversationGroup group = group_of(rows[i], today, local_day);
    if (groups.empty() || !same_caption(groups.back(), group)) {
      group.begin = i;
      groups.push_back(group);
    }
    groups.back().end = i + 1;
  }
  return groups;
}

}  // namespace octant::store
