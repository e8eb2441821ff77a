#include "app/ui/views/line_plot.h"

#include <gtest/gtest.h>

#include "app/ui/views/load_bars.h"

namespace octant::ui {
namespace {

std::string labels(const PlotAxis& axis) {
  std::string text;
  for (int i = 0; i <= axis.num_steps; ++i) text += (i > 0 ? " " : "") + axis.label(i);
  return text;
}

TEST(NiceAxis, HasFewRoundSteps) {
  EXPECT_EQ(labels(nice_axis(52)), "0 20 40 60");
  EXPECT_EQ(labels(nice_axis(38)), "0 10 20 30 40");
  EXPECT_EQ(labels(nice_axis(3.1)), "0 1 2 3 4");
  EXPECT_EQ(labels(nice_axis(410)), "0 200 400 600");
  EXPECT_EQ(labels(nice_axis(0.7)), "0 0.2 0.4 0.6 0.8");
  EXPECT_EQ(labels(nice_axis(0.012)), "0 0.005 0.010 0.015");
}

TEST(NiceAxis, ReachesWhatItIsMadeForAndNotMuchMore) {
  for (double largest = 0.001; largest < 1e6; largest *= 1.003) {
    const PlotAxis axis = nice_axis(largest);
    ASSERT_GE(axis.top(), largest * (1 - 1e-6));
    ASSERT_LE(axis.top(), largest * 2);
    ASSERT_GE(axis.num_steps, 2);
    ASSERT_LE(axis.num_steps, 4);
  }
}

TEST(NiceAxis, ExactMultiplesNeedNoFurtherStep) {
  EXPECT_EQ(labels(nice_axis(40)), "0 10 20 30 40");
  EXPECT_EQ(labels(nice_axis(60)), "0 20 40 60");
}

TEST(NiceAxis, OfNothingIsThereToo) {
  EXPECT_EQ(labels(nice_axis(0)), "0 5 10");
}

TEST(RankName, IsThatOfTheUnit) {
  const auto on = [](std::vector<std::string> devices) {
    std::vector<api::RankState> ranks;
    for (std::string& device : devices) ranks.push_back({.device = std::move(device)});
    return ranks;
  };
  EXPECT_EQ(rank_name(on({"cpu", "cpu"}), 1), "Rank 1");
  EXPECT_EQ(rank_name(on({""}), 0), "Rank 0");
  EXPECT_EQ(rank_name(on({"cuda:0", "cuda:1"}), 1), "GPU 1");
  // Two ranks on one GPU are no GPUs of their own.
  EXPECT_EQ(rank_name(on({"cuda:0", "cuda:0"}), 1), "Rank 1");
  EXPECT_FALSE(has_own_gpus({}));
}

}  // namespace
}  // namespace octant::ui
