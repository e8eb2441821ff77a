// candidates: the ids near the largest logit, and the sum of all weights at a temperature.

#include <cmath>
#include <limits>
#include <span>

#include "kernels/reference/reference_stages.h"

namespace octant::reference {
namespace {

int64_t num_reaching(std::span<const float> logits, float floor) {
  int64_t count = 0;
  for (const float logit : logits) count += logit >= floor ? 1 : 0;
  return count;
}

// The lowest of all floors that at most `capacity` logits reach.
float lowest_floor(std::span<const float> logits, float largest, float temperature,
                   int64_t capacity) {
  for (int32_t span = kCandidateSpan; span >= 0; --span) {
    const float floor = largest - static_cast<float>(span) * temperature;
    if (num_reaching(logits, floor) <= capacity) return floor;
  }
  return std::nextafter(largest, std::numeric_limits<float>::infinity());
}

}  // namespace

void candidates(const CandidatesArgs& args) {
  for (int64_t t = 0; t < args.logits.extent(0); ++t) {
    const std::span<const float> logits =
        args.logits.row(t).first(static_cast<size_t>(args.num_valid_ids));
    const float largest = args.largest(t);
    double total = 0;
    for (const float logit : logits) {
      total += std::exp((static_cast<double>(logit) - static_cast<double>(largest)) /
                        static_cast<double>(args.temperature));
    }
    const float floor = lowest_floor(logits, largest, args.temperature, args.ids.extent(1));
    int32_t count = 0;
    for (size_t id = 0; id < logits.size(); ++id) {
      if (!(logits[id] >= floor)) continue;
      args.ids(t, count) = static_cast<int32_t>(id);
      args.values(t, count) = logits[id];
      ++count;
    }
    args.total(t) = static_cast<float>(total);
    args.floor(t) = floor;
    args.count(t) = count;
  }
}

}  // namespace octant::reference
