#pragma once
// From the spans of single steps to what a step is made of: sums by stage, layers, medians; and
// from there to a model with more layers. Pure arithmetic.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/api/synthetic_bench.h"
#include "runtime/bench/timed_backend.h"

namespace octant {

struct LayerCounts {
  int64_t dense = 0;
  int64_t moe = 0;
};

// A stage of one step, summed over its calls.
struct StageSum {
  std::string stage;
  int64_t calls = 0;
  double seconds = 0;
  double bytes = 0;
};

struct StepSums {
  std::vector<StageSum> stages;  // in the order in which they come first
  // Seconds of the layers of each kind together, with what lies between their stages: a layer goes
  // from its first stage to the next layer's, or to the head.
  LayerCounts layers;
  double dense_seconds = 0;
  double moe_seconds = 0;
};

// `experts_here[i]`: experts of the step's i-th layer with experts that were chosen and live on the
// rank. A layer begins with attn_in, and has experts if it has moe_up.
StepSums sum_step(std::span<const StageSpan> spans, std::span<const int64_t> experts_here);

// What the timed steps of a case come to.
struct StepProfile {
  std::vector<StageSum> stages;  // seconds: the median, bytes: the mean over the steps
  double dense_layer = 0;        // seconds: the median over the steps of the mean over a step's
  double moe_layer = 0;          // layers; 0: there are none
};

// `steps` of one case, not empty: all have the same stages and layers.
StepProfile profile_steps(std::span<const StepSums> steps);

double median(std::vector<double> values);

// All in seconds. `step` is the time of a whole step, `timed_step` the same with stamps: layers are
// scaled by their ratio, and `other` is what is left of `step`. `measured` has a layer of every
// kind that `all` has.
api::StepExtrapolation extrapolate(const StepProfile& profile, double step, double timed_step,
                                   LayerCounts measured, LayerCounts all);

}  // namespace octant
