#pragma once
// How well a model predicts given tokens.

#include <cstdint>
#include <span>

namespace octant::cli {

// Mean over t of -log softmax(logits[t])[tokens[t + 1]], in nats.
//   logits [T, V]   tokens [T], ids below V
// NaN if T < 2: nothing is predicted.
double mean_negative_log_likelihood(std::span<const float> logits, std::span<const int32_t> tokens);

}  // namespace octant::cli
