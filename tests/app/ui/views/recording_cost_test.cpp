// What the settings page says that recording costs is what the history needs.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "app/store/recording_codec.h"
#include "app/ui/views/look_form.h"

namespace octant::ui {
namespace {

TEST(RecordingCost, IsWhatTheHistoryNeeds) {
  constexpr int32_t kTokens = 30;
  constexpr int32_t kLayers = 58;
  constexpr int32_t kExperts = 256;
  constexpr int32_t kChosen = 8;
  std::mt19937 random(1);
  store::RoutingTrace trace{.num_moe_layers = kLayers, .num_experts_per_tok = kChosen};
  std::vector<int16_t> experts(kExperts);
  std::iota(experts.begin(), experts.end(), int16_t{0});
  std::normal_distribution<float> logit;
  for (int32_t token = 0; token < kTokens; ++token) {
    trace.tokens.push_back({.position = token});
    for (int32_t layer = 0; layer < kLayers; ++layer) {
      std::shuffle(experts.begin(), experts.end(), random);
      trace.topk_idx.insert(trace.topk_idx.end(), experts.begin(), experts.begin() + kChosen);
      // Sigmoid scores that sum to one, the largest first.
      std::vector<float> weights(kChosen);
      for (float& weight : weights) weight = 1 / (1 + std::exp(-1 - logit(random)));
      std::sort(weights.rbegin(), weights.rend());
      const float sum = std::accumulate(weights.begin(), weights.end(), 0.0F);
      for (const float weight : weights) trace.topk_weights.push_back(weight / sum);
    }
  }
  const auto packed = store::encode(trace);
  ASSERT_TRUE(packed.ok());
  const double bytes = static_cast<double>(packed->size()) / (kTokens * kLayers * kChosen);
  EXPECT_NEAR(kBytesAnExpert, bytes, 0.1 * bytes) << bytes;
}

}  // namespace
}  // namespace octant::ui
