// What the statistics of routing cost for a model of 58 layers with 256 experts of which 8 are
// chosen: one line of JSON, in milliseconds.
//   frame       what a live window computes when tokens have come: figures and chance of all
//   layers,
//               and the alarms
//   difference  two texts of 250 tokens, dealt out anew 999 times

#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "runtime/statistics/chance.h"
#include "runtime/statistics/difference.h"
#include "runtime/statistics/load_figures.h"

namespace octant::statistics {
namespace {

constexpr int32_t kLayers = 58;
constexpr Choice kChoice = {.num_experts = 256, .k = 8};
constexpr int64_t kTokens = 512;
constexpr int kFrames = 50;

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

std::vector<int16_t> random_choices(int64_t num_tokens, std::mt19937_64& random) {
  std::uniform_int_distribution<int16_t> expert(0, kChoice.num_experts - 1);
  std::vector<int16_t> ids(static_cast<size_t>(num_tokens * kLayers * kChoice.k));
  for (int16_t& id : ids) id = expert(random);
  return ids;
}

double frame_ms(std::mt19937_64& random) {
  std::vector<uint64_t> counts(static_cast<size_t>(kLayers * kChoice.num_experts));
  const std::vector<int16_t> ids = random_choices(kTokens, random);
  for (size_t i = 0; i < ids.size(); ++i) {
    const size_t layer = i / kChoice.k % kLayers;
    ++counts[layer * kChoice.num_experts + static_cast<size_t>(ids[i])];
  }
  double sum = 0;  // so that nothing is left out
  const auto start = std::chrono::steady_clock::now();
  for (int frame = 0; frame < kFrames; ++frame) {
    sum += chance(kChoice, kTokens + frame).max_vio;
    for (size_t layer = 0; layer < kLayers; ++layer) {
      const auto row = std::span(counts).subspan(layer * kChoice.num_experts, kChoice.num_experts);
      sum += load_figures(row).entropy;
    }
    sum += static_cast<double>(alarms(kChoice, counts, kTokens).size());
  }
  const double spent = milliseconds_since(start) / kFrames;
  return sum > 0 ? spent : -1;
}

double difference_ms(std::mt19937_64& random) {
  const std::vector<int16_t> a = random_choices(250, random);
  const std::vector<int16_t> b = random_choices(250, random);
  const auto choices = [](const std::vector<int16_t>& ids) {
    return Choices{
        .num_layers = kLayers, .num_experts = kChoice.num_experts, .k = kChoice.k, .topk_idx = ids};
  };
  const auto start = std::chrono::steady_clock::now();
  const Difference found = difference(choices(a), choices(b));
  const double spent = milliseconds_since(start);
  return found.p > 0 ? spent : -1;
}

}  // namespace
}  // namespace octant::statistics

int main() {
  std::mt19937_64 random(1);
  const double frame = octant::statistics::frame_ms(random);
  const double difference = octant::statistics::difference_ms(random);
  std::printf("{\"frame_ms\": %.3f, \"difference_ms\": %.1f}\n", frame, difference);
  return 0;
}
