// A minute of decoding, by a clock that the test turns.

#include "app/session/rate_history.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace octant::session {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class RateHistoryTest : public testing::Test {
 protected:
  // Lets time pass with news every `every`, at these rates.
  void decode(milliseconds time, double rate, double accepted_per_second,
              milliseconds every = milliseconds(50)) {
    for (milliseconds passed{0}; passed < time; passed += every) {
      now_ += every;
      accepted_ += accepted_per_second * static_cast<double>(every.count()) / 1000;
      add(rate, true);
    }
  }
  void add(double rate, bool is_decoding) {
    api::Snapshot snapshot;
    snapshot.tokens_per_second = rate;
    snapshot.draft_accepted = static_cast<int64_t>(accepted_);
    rates_.add(now_, snapshot, is_decoding);
  }
  float last_total() const { return rates_.total().back(); }
  float last_drafted() const { return rates_.drafted().back(); }

  RateHistory rates_;
  RateHistory::TimePoint now_{seconds(1000)};
  double accepted_ = 0;
};

TEST_F(RateHistoryTest, IsFlatBeforeTheFirstAnswer) {
  EXPECT_TRUE(rates_.is_flat());
  add(0, false);
  now_ += seconds(5);
  add(0, false);
  EXPECT_TRUE(rates_.is_flat());
}

TEST_F(RateHistoryTest, AMinuteHasAPointEveryQuarterSecond) {
  EXPECT_EQ(RateHistory::kNumSamples, 241U);
}

TEST_F(RateHistoryTest, TheLastValueIsThatOfNow) {
  decode(seconds(1), 40, 0);
  EXPECT_EQ(last_total(), 40);
  add(42, true);
  EXPECT_EQ(last_total(), 42);
}

TEST_F(RateHistoryTest, AnAnswerIsAsWideAsItWasLong) {
  add(0, false);
  decode(seconds(10), 40, 0);
  const RateHistory::Values total = rates_.total();
  const auto filled = std::count(total.begin(), total.end(), 40.0F);
  EXPECT_GE(filled, 40);
  EXPECT_LE(filled, 41);
  EXPECT_EQ(total.front(), 0);
}

TEST_F(RateHistoryTest, AnEndedAnswerCountsAsNothingWhateverTheSnapshotStillSays) {
  decode(seconds(2), 40, 10);
  now_ += milliseconds(250);
  add(40, false);
  EXPECT_EQ(last_total(), 0);
  EXPECT_EQ(last_drafted(), 0);
  EXPECT_FALSE(rates_.is_flat());
}

TEST_F(RateHistoryTest, BecomesFlatAMinuteAfterTheEnd) {
  decode(seconds(2), 40, 10);
  now_ += seconds(59);
  add(0, false);
  EXPECT_FALSE(rates_.is_flat());
  now_ += seconds(2);
  add(0, false);
  EXPECT_TRUE(rates_.is_flat());
}

TEST_F(RateHistoryTest, TimeThatNobodyWatchedIsFilledIn) {
  decode(seconds(1), 40, 0);
  decode(seconds(2), 40, 0, milliseconds(2000));  // one call: a slow model
  const RateHistory::Values total = rates_.total();
  EXPECT_TRUE(std::all_of(total.end() - 9, total.end(), [](float rate) { return rate == 40; }));
  now_ += seconds(3);
  add(0, false);
  const RateHistory::Values after = rates_.total();
  EXPECT_EQ(std::count(after.end() - 12, after.end(), 0.0F), 12);
}

TEST_F(RateHistoryTest, AnHourAwayIsAsGoodAsAMinute) {
  decode(seconds(5), 40, 0);
  now_ += std::chrono::hours(1);
  add(0, false);
  EXPECT_TRUE(rates_.is_flat());
}

TEST_F(RateHistoryTest, DraftedIsWhatWasAcceptedOverTheLastSecond) {
  decode(seconds(5), 40, 18);
  EXPECT_NEAR(last_drafted(), 18, 1.01);  // counts are whole
  decode(seconds(2), 40, 6);
  EXPECT_NEAR(last_drafted(), 6, 1.01);
  decode(seconds(2), 40, 0);
  EXPECT_EQ(last_drafted(), 0);
}

TEST_F(RateHistoryTest, DraftedIsNeverAboveTheTotal) {
  decode(seconds(3), 10, 100);
  EXPECT_EQ(last_drafted(), 10);
}

TEST_F(RateHistoryTest, TheSecondAnswerOwesNothingToTheFirst) {
  decode(seconds(3), 40, 20);
  now_ += milliseconds(100);
  add(40, false);
  accepted_ += 500;
  decode(milliseconds(50), 0, 0);  // its decoding begins
  decode(seconds(2), 40, 0);
  EXPECT_EQ(last_drafted(), 0);
}

TEST_F(RateHistoryTest, ARestartedEngineCountsFromZeroAgain) {
  decode(seconds(3), 40, 20);
  accepted_ = 0;
  add(40, true);
  EXPECT_EQ(last_drafted(), 0);
}

}  // namespace
}  // namespace octant::session
