#include "runtime/ranks/sum_check.h"

#include <gtest/gtest.h>

#include <vector>

#include "kernels/reference/reference_backend.h"

namespace octant {
namespace {

constexpr int32_t kRanks = 3;
constexpr int64_t kRows = 2;
constexpr int64_t kHidden = 300;

// The exchange of rank 0, with the others' partial sums as they should have been sent, or not.
class LoneExchange final : public Exchange {
 public:
  explicit LoneExchange(int64_t spoilt_element) : spoilt_element_(spoilt_element) {}

  View<float, 2> send_buffer(int64_t num_rows) override {
    return View<float, 2>(sent_.data(), {num_rows, kHidden});
  }
  Status all_reduce(const AllReduceArgs& args) override {
    for (int64_t i = 0; i < args.x.size(); ++i) {
      // Rank r sends r + 1 times what rank 0 does.
      const float sum = sent_[static_cast<size_t>(i)] * kRanks * (kRanks + 1) / 2;
      args.x.data()[i] = i == spoilt_element_ ? sum + 1 : sum;
    }
    return {};
  }

 private:
  const int64_t spoilt_element_;
  std::vector<float> sent_ = std::vector<float>(static_cast<size_t>(kRows * kHidden));
};

bool is_right(int64_t spoilt_element) {
  const std::unique_ptr<Backend> backend = make_reference_backend();
  LoneExchange exchange(spoilt_element);
  SumCheck check(*backend, exchange, RankIdx(0),
                 {.num_ranks = kRanks, .num_rows = kRows, .hidden_size = kHidden});
  CHECK(check.prepare().ok());
  CHECK(check.add().ok());
  const Result<bool> result = check.is_right();
  CHECK(result.ok());
  return result.value();
}

TEST(SumCheck, FindsEverySpoiltElement) {
  EXPECT_TRUE(is_right(-1));
  for (int64_t element = 0; element < kRows * kHidden; ++element) EXPECT_FALSE(is_right(element));
}

}  // namespace
}  // namespace octant
