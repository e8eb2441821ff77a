#include "runtime/statistics/load_figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernels/core/check.h"

namespace octant::statistics {

LoadFigures load_figures(std::span<const uint64_t> counts) {
  CHECK(!counts.empty());
  LoadFigures figures;
  figures.total = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  if (figures.total == 0) return figures;
  const auto largest = std::max_element(counts.begin(), counts.end());
  const auto num_experts = static_cast<double>(counts.size());
  const auto total = static_cast<double>(figures.total);
  const double mean = total / num_experts;
  double nats = 0;
  double squares = 0;
  for (const uint64_t count : counts) {
    const auto c = static_cast<double>(count);
    if (count > 0) nats -= c / total * std::log(c / total);
    squares += (c - mean) * (c - mean);
  }
  figures.busiest = static_cast<int32_t>(largest - counts.begin());
  figures.max_vio = static_cast<double>(*largest) / mean - 1;
  figures.balancedness = mean / static_cast<double>(*largest);
  figures.entropy = counts.size() > 1 ? nats / std::log(num_experts) : 1;
  figures.effective_experts = std::exp(nats);
  figures.variation = std::sqrt(squares / num_experts) / mean;
  return figures;
}

double relative_load(std::span<const uint64_t> counts, int32_t expert) {
  const uint64_t total = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  if (total == 0) return 0;
  return static_cast<double>(counts[static_cast<size_t>(expert)]) *
         static_cast<double>(counts.size()) / static_cast<double>(total);
}

}  // namespace octant::statistics
