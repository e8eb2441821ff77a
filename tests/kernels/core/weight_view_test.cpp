#include "kernels/core/weight_view.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random.h"
#include "tests/support/random_matrix.h"

namespace octant {
namespace {

TEST(WeightView, ScaleMultipliesTheBlockThatHoldsTheElement) {
  // Blocks of 2 x 3 in a 4 x 5 matrix: the last column of blocks is ragged.
  std::vector<e4m3> elements(20, e4m3::from_float(2.0f));
  const std::vector<float> scales = {1.0f, 10.0f, 100.0f, 1000.0f};
  const WeightView view = {
      .data = elements.data(),
      .dtype = DType::kF8E4M3,
      .rows = 4,
      .cols = 5,
      .row_stride = 5,
      .scales = {.data = scales.data(), .row_stride = 2, .block_rows = 2, .block_cols = 3}};
  EXPECT_EQ(view.at(0, 0), 2.0f);
  EXPECT_EQ(view.at(1, 2), 2.0f);
  EXPECT_EQ(view.at(1, 3), 20.0f);
  EXPECT_EQ(view.at(2, 0), 200.0f);
  EXPECT_EQ(view.at(3, 4), 2000.0f);

  const WeightView corner = view.slice(1, 4, 2, 5);
  EXPECT_EQ(corner.scales.row_phase, 1);
  EXPECT_EQ(corner.scales.col_phase, 2);
  EXPECT_EQ(corner.at(0, 0), 2.0f);
  EXPECT_EQ(corner.at(0, 1), 20.0f);
  EXPECT_EQ(corner.at(1, 0), 200.0f);
  EXPECT_EQ(corner.at(2, 2), 2000.0f);
}

class WeightViewOf : public testing::TestWithParam<DType> {};

TEST_P(WeightViewOf, SlicesOfSlicesHoldTheElementsOfTheWhole) {
  test::Random random(21);
  for (int round = 0; round < 300; ++round) {
    const int64_t rows = 1 + random.below(20);
    const int64_t cols = 1 + random.below(20);
    const test::RandomMatrix matrix(random, rows, cols,
                                    {.dtype = GetParam(), .inside_larger = true, .block_size = 4});
    const WeightView whole = matrix.view();
    WeightView part = whole;
    int64_t row = 0;
    int64_t col = 0;
    for (int depth = 0; depth < 3; ++depth) {
      const int64_t row_begin = random.below(part.rows + 1);
      const int64_t col_begin = random.below(part.cols + 1);
      const int64_t row_end = row_begin + random.below(part.rows - row_begin + 1);
      const int64_t col_end = col_begin + random.below(part.cols - col_begin + 1);
      part = part.slice(row_begin, row_end, col_begin, col_end);
      row += row_begin;
      col += col_begin;
      std::vector<float> values(static_cast<size_t>(part.cols));
      for (int64_t r = 0; r < part.rows; ++r) {
        part.read_row(r, values.data());
        for (int64_t c = 0; c < part.cols; ++c) {
          ASSERT_EQ(part.at(r, c), whole.at(row + r, col + c)) << "round " << round;
          ASSERT_EQ(values[static_cast<size_t>(c)], part.at(r, c)) << "round " << round;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(WeightDTypes, WeightViewOf,
                         testing::Values(DType::kF32, DType::kBF16, DType::kF8E4M3),
                         [](const auto& storage) { return std::string(to_string(storage.param)); });

TEST(WeightView, OfAMatrixHasItsShapeAndStride) {
  std::vector<float> values(12, 3.0f);
  const View<const float, 2> matrix(values.data(), {3, 2}, {4, 1});
  const WeightView view = weight_view(matrix);
  EXPECT_EQ(view.rows, 3);
  EXPECT_EQ(view.cols, 2);
  EXPECT_EQ(view.row<float>(2), values.data() + 8);
  EXPECT_EQ(view.at(2, 1), 3.0f);
}

TEST(WeightViewDeathTest, ElementOutsideAborts) {
  std::vector<float> values(6);
  const WeightView view = weight_view(View<const float, 2>(values.data(), {2, 3}));
  EXPECT_DEATH(static_cast<void>(view.at(2, 0)), "2 vs 2");
  EXPECT_DEATH(static_cast<void>(view.slice_cols(0, 4)), "4 vs 3");
}

}  // namespace
}  // namespace octant
