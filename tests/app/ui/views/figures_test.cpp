#include "app/ui/views/figures.h"

#include <gtest/gtest.h>

namespace octant::ui {
namespace {

TEST(Figures, RatesHaveThreeDigitsAtMost) {
  EXPECT_EQ(rate_figure(0).text(), "0.00 tok/s");
  EXPECT_EQ(rate_figure(0.424).text(), "0.42 tok/s");
  EXPECT_EQ(rate_figure(4.24).text(), "4.2 tok/s");
  EXPECT_EQ(rate_figure(9.97).text(), "9.97 tok/s");
  EXPECT_EQ(rate_figure(42.46).text(), "42.5 tok/s");
  EXPECT_EQ(rate_figure(99.96).text(), "100 tok/s");
  EXPECT_EQ(rate_figure(1843.2).text(), "1,843 tok/s");
}

TEST(Figures, TimesChangeToSecondsWhereTheyBecomeThat) {
  EXPECT_EQ(time_figure(9.6).text(), "10 ms");
  EXPECT_EQ(time_figure(412).text(), "412 ms");
  EXPECT_EQ(time_figure(999.6).text(), "1.00 s");
  EXPECT_EQ(time_figure(12'430).text(), "12.4 s");
  EXPECT_EQ(time_figure(124'300).text(), "124 s");
}

TEST(Figures, PercentsSayTheEndsOnlyWhereTheyAreReached) {
  EXPECT_EQ(percent_figure(0).text(), "0 %");
  EXPECT_EQ(percent_figure(0.0007).text(), "<1 %");
  EXPECT_EQ(percent_figure(0.494).text(), "49 %");
  EXPECT_EQ(percent_figure(0.998).text(), ">99 %");
  EXPECT_EQ(percent_figure(1).text(), "100 %");
}

TEST(Figures, ReadingSaysHowLongItTakes) {
  const api::PrefillProgress progress = {.tokens_done = 1204, .tokens_total = 4096};
  EXPECT_EQ(reading_text(progress, 0), "reading 1,204 of 4,096");
  EXPECT_EQ(reading_text(progress, 850), "reading 1,204 of 4,096 · 850 tok/s · 3 s left");
  const api::PrefillProgress done = {.tokens_done = 4096, .tokens_total = 4096};
  EXPECT_EQ(reading_text(done, 850), "reading 4,096 of 4,096 · 850 tok/s");
}

}  // namespace
}  // namespace octant::ui
