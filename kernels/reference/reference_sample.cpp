// sample: argmax, log of the sum of exponentials, and the filtered distribution.

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "kernels/reference/reference_stages.h"

namespace octant::reference {
namespace {

double logsumexp(std::span<const float> logits, float largest) {
  double sum = 0;
  for (float logit : logits) sum += std::exp(static_cast<double>(logit) - largest);
  return largest + std::log(sum);
}

struct Candidate {
  int64_t id = 0;
  double p = 0;
};

void renormalise(std::vector<Candidate>& candidates) {
  double sum = 0;
  for (const Candidate& candidate : candidates) sum += candidate.p;
  for (Candidate& candidate : candidates) candidate.p /= sum;
}

// softmax(logits / temperature) after the filters, in descending order of p; the lower id first
// among equals.
std::vector<Candidate> distribution(std::span<const float> logits, float largest,
                                    const SamplingFilter& filter) {
  std::vector<Candidate> candidates;
  for (size_t id = 0; id < logits.size(); ++id) {
    const double difference = static_cast<double>(logits[id]) - largest;
    candidates.push_back({static_cast<int64_t>(id), std::exp(difference / filter.temperature)});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) {
                     return logits[static_cast<size_t>(a.id)] > logits[static_cast<size_t>(b.id)];
                   });
  renormalise(candidates);

  if (filter.top_k > 0) {
    candidates.resize(std::min(candidates.size(), static_cast<size_t>(filter.top_k)));
    renormalise(candidates);
  }
  if (filter.top_p < 1) {
    size_t kept = 1;
    for (double sum = candidates[0].p; kept < candidates.size() && sum < filter.top_p; ++kept) {
      sum += candidates[kept].p;
    }
    candidates.resize(kept);
    renormalise(candidates);
  }
  if (filter.min_p > 0) {
    const double least = filter.min_p * candidates[0].p;
    std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.p < least; });
    renormalise(candidates);
  }
  return candidates;
}

}  // namespace

Status sample(const SampleArgs& args) {
  for (int64_t t = 0; t < args.logits.extent(0); ++t) {
    const std::span<const float> logits =
        args.logits.row(t).first(static_cast<size_t>(args.num_valid_ids));
    for (size_t id = 0; id < logits.size(); ++id) {
      if (!std::isfinite(logits[id])) {
        return internal_error("sample: row " + std::to_string(t) + " id " + std::to_string(id) +
                              ": logit is " + std::to_string(logits[id]));
      }
    }
    const auto best = std::max_element(logits.begin(), logits.end());  // the first of equals
    args.argmax(t) = static_cast<int32_t>(best - logits.begin());
    if (!args.logsumexp.is_null()) {
      args.logsumexp(t) = static_cast<float>(logsumexp(logits, *best));
    }
    if (!args.largest.is_null()) args.largest(t) = *best;
    if (args.probs.is_null()) continue;

    std::ranges::fill(args.probs.row(t), 0.0f);
    if (args.filter.temperature == 0) {
      args.probs(t, args.argmax(t)) = 1.0f;
      continue;
    }
    for (const Candidate& candidate : distribution(logits, *best, args.filter)) {
      args.probs(t, candidate.id) = static_cast<float>(candidate.p);
    }
  }
  return {};
}

}  // namespace octant::reference
