#include "app/store/day_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace octant::store {
namespace {

using testing::ElementsAre;

constexpr int64_t kDayMs = 24 * 3600 * 1000;

int64_t utc_day(int64_t ms) {
  return ms / kDayMs;
}

TEST(DayGroups, PinnedRowsThenDaysThenMonths) {
  const int64_t now = 20'000 * kDayMs + kDayMs / 2;  // 2024-10-04, noon
  std::vector<ConversationSummary> rows;
  const auto add = [&](int64_t days_ago, bool pinned) {
    ConversationSummary row;
    row.updated_ms = now - days_ago * kDayMs;
    row.pinned = pinned;
    rows.push_back(row);
  };
  add(40, true);
  for (const int64_t days_ago : {-1, 0, 1, 2, 7, 8, 30, 31, 33, 40, 400}) add(days_ago, false);
  EXPECT_THAT(group_by_day(rows, now, utc_day),
              ElementsAre(ConversationGroup{DayGroup::kPinned, 0, 0, 0, 1},
                          ConversationGroup{DayGroup::kToday, 0, 0, 1, 3},
                          ConversationGroup{DayGroup::kYesterday, 0, 0, 3, 4},
                          ConversationGroup{DayGroup::kLast7Days, 0, 0, 4, 6},
                          ConversationGroup{DayGroup::kLast30Days, 0, 0, 6, 8},
                          ConversationGroup{DayGroup::kMonth, 2024, 9, 8, 10},
                          ConversationGroup{DayGroup::kMonth, 2024, 8, 10, 11},
                          ConversationGroup{DayGroup::kMonth, 2023, 8, 11, 12}));
}

TEST(DayGroups, NothingHasNoCaption) {
  EXPECT_TRUE(group_by_day({}, 0, utc_day).empty());
}

TEST(DayGroups, ADayEndsAtTheUsersMidnight) {
  const char* before = std::getenv("TZ");
  const std::string saved = before != nullptr ? before : "";
  setenv("TZ", "XXX-2", 1);  // two hours ahead of UTC
  tzset();
  EXPECT_EQ(system_local_day(22 * 3600 * 1000 - 1), 0);
  EXPECT_EQ(system_local_day(22 * 3600 * 1000), 1);
  if (before != nullptr) {
    setenv("TZ", saved.c_str(), 1);
  } else {
    unsetenv("TZ");
  }
  tzset();
}

}  // namespace
}  // namespace octant::store
