#include "runtime/ranks/peer_check.h"

#include <vector>

namespace octant {
namespace {

// Differs from element to element, and from rank to rank; small, so that sums of floats are exact.
float value_of(int64_t element, int64_t factor) {
  constexpr int64_t kPeriod = 251;  // a prime: no row or page repeats the one before
  return static_cast<float>(factor * (1 + element % kPeriod));
}

}  // namespace

Result<bool> sum_is_right(Backend& backend, Exchange& exchange, const PeerCheck& check) {
  Memory& memory = backend.memory();
  const View<float, 2> sent = exchange.send_buffer(check.num_rows);
  std::vector<float> values(static_cast<size_t>(sent.size()));
  const auto bytes = static_cast<int64_t>(values.size() * sizeof(float));
  for (int64_t i = 0; i < sent.size(); ++i) {
    values[static_cast<size_t>(i)] = value_of(i, check.rank.value + 1);
  }
  RETURN_IF_ERROR(memory.upload(sent.data(), values.data(), bytes));
  ASSIGN_OR_RETURN(const Buffer sum, memory.allocate(bytes));
  const View<float, 2> x(sum.as<float>(), {check.num_rows, check.hidden_size});
  RETURN_IF_ERROR(exchange.all_reduce({.num_rows = check.num_rows,
                                       .accumulate = false,
                                       .x = x,
                                       .norm_weight = {},
                                       .eps = 0,
                                       .normed = {}}));
  RETURN_IF_ERROR(backend.synchronize());
  RETURN_IF_ERROR(memory.download(values.data(), sum.data(), bytes));
  const int64_t factors = int64_t{check.num_ranks} * (check.num_ranks + 1) / 2;
  for (int64_t i = 0; i < sent.size(); ++i) {
    if (values[static_cast<size_t>(i)] != value_of(i, factors)) return false;
  }
  return true;
}

}  // namespace octant
