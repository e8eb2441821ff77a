#include "runtime/ranks/sum_check.h"

#include <vector>

namespace octant {
namespace {

// Differs from element to element, and from rank to rank; small, so that sums of floats are exact.
std::vector<float> values_of(int64_t count, int64_t factor) {
  constexpr int64_t kPeriod = 251;  // a prime: no row or page repeats the one before
  std::vector<float> values(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    values[static_cast<size_t>(i)] = static_cast<float>(factor * (1 + i % kPeriod));
  }
  return values;
}

}  // namespace

Status SumCheck::prepare() {
  Memory& memory = backend_.memory();
  const std::vector<float> values =
      values_of(shape_.num_rows * shape_.hidden_size, rank_.value + 1);
  ASSIGN_OR_RETURN(partial_, memory.copy_of(std::span<const float>(values)));
  ASSIGN_OR_RETURN(sum_, memory.allocate_zeroed(partial_.size_bytes()));
  return {};
}

Status SumCheck::add() {
  RETURN_IF_ERROR(backend_.copy(RowsCopy::whole(exchange_.send_buffer(shape_.num_rows).data(),
                                                partial_.data(), partial_.size_bytes())));
  return exchange_.all_reduce(
      {.num_rows = shape_.num_rows,
       .accumulate = false,
       .x = View<float, 2>(sum_.as<float>(), {shape_.num_rows, shape_.hidden_size}),
       .norm_weight = {},
       .eps = 0,
       .normed = {}});
}

Result<bool> SumCheck::is_right() const {
  const int64_t factors = int64_t{shape_.num_ranks} * (shape_.num_ranks + 1) / 2;
  const std::vector<float> expected = values_of(shape_.num_rows * shape_.hidden_size, factors);
  std::vector<float> sum(expected.size());
  RETURN_IF_ERROR(backend_.memory().download(sum.data(), sum_.data(), sum_.size_bytes()));
  return sum == expected;
}

}  // namespace octant
