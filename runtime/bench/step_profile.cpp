#include "runtime/bench/step_profile.h"

#include <algorithm>

#include "kernels/core/check.h"

namespace octant {
namespace {

StageSum& sum_of(std::vector<StageSum>& stages, std::string_view stage) {
  const auto found = std::find_if(stages.begin(), stages.end(),
                                  [&](const StageSum& sum) { return sum.stage == stage; });
  if (found != stages.end()) return *found;
  StageSum& sum = stages.emplace_back();
  sum.stage = stage;
  return sum;
}

// Cuts a step into its layers.
class LayerCutter {
 public:
  explicit LayerCutter(StepSums& sums) : sums_(sums) {}

  void add(const StageSpan& span) {
    if (span.stage == "attn_in" || span.stage == "head") end_layer(span.begin);
    if (span.stage == "attn_in") begin_ = span.begin;
    if (span.stage == "attn_in") is_in_layer_ = true;
    if (span.stage == "moe_up") has_experts_ = true;
    last_ = span.end;
  }
  void finish() { end_layer(last_); }

 private:
  void end_layer(double end) {
    if (is_in_layer_) {
      ++(has_experts_ ? sums_.layers.moe : sums_.layers.dense);
      (has_experts_ ? sums_.moe_seconds : sums_.dense_seconds) += end - begin_;
    }
    is_in_layer_ = false;
    has_experts_ = false;
  }

  StepSums& sums_;
  bool is_in_layer_ = false;
  bool has_experts_ = false;
  double begin_ = 0;
  double last_ = 0;
};

}  // namespace

StepSums sum_step(std::span<const StageSpan> spans, std::span<const int64_t> experts_here) {
  StepSums sums;
  LayerCutter layers(sums);
  size_t num_routed = 0;  // layers whose experts are chosen
  for (const StageSpan& span : spans) {
    StageSum& sum = sum_of(sums.stages, span.stage);
    ++sum.calls;
    sum.seconds += span.end - span.begin;
    sum.bytes += static_cast<double>(span.bytes.always);
    if (span.stage == "route") ++num_routed;
    if (span.bytes.per_expert > 0) {
      CHECK(num_routed >= size_t{1});
      CHECK(num_routed <= experts_here.size());
      sum.bytes += static_cast<double>(span.bytes.per_expert * experts_here[num_routed - 1]);
    }
    layers.add(span);
  }
  layers.finish();
  return sums;
}

StepProfile profile_steps(std::span<const StepSums> steps) {
  CHECK(!steps.empty());
  StepProfile profile;
  for (size_t i = 0; i < steps.front().stages.size(); ++i) {
    StageSum sum = steps.front().stages[i];
    std::vector<double> seconds;
    sum.bytes = 0;
    for (const StepSums& step : steps) {
      CHECK(step.stages.size() == steps.front().stages.size());
      CHECK(step.stages[i].stage == sum.stage);
      seconds.push_back(step.stages[i].seconds);
      sum.bytes += step.stages[i].bytes / static_cast<double>(steps.size());
    }
    sum.seconds = median(std::move(seconds));
    profile.stages.push_back(std::move(sum));
  }
  const LayerCounts layers = steps.front().layers;
  std::vector<double> dense;
  std::vector<double> moe;
  for (const StepSums& step : steps) {
    dense.push_back(step.dense_seconds / static_cast<double>(std::max<int64_t>(layers.dense, 1)));
    moe.push_back(step.moe_seconds / static_cast<double>(std::max<int64_t>(layers.moe, 1)));
  }
  profile.dense_layer = median(std::move(dense));
  profile.moe_layer = median(std::move(moe));
  return profile;
}

double median(std::vector<double> values) {
  CHECK(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

api::StepExtrapolation extrapolate(const StepProfile& profile, double step, double timed_step,
                                   LayerCounts measured, LayerCounts all) {
  constexpr double kMilli = 1e3;
  const double scale = timed_step > 0 ? step / timed_step : 1;
  const double dense = profile.dense_layer * scale;
  const double moe = profile.moe_layer * scale;
  const double other =
      step - static_cast<double>(measured.dense) * dense - static_cast<double>(measured.moe) * moe;
  const double whole =
      other + static_cast<double>(all.dense) * dense + static_cast<double>(all.moe) * moe;
  return {.dense_layers = all.dense,
          .moe_layers = all.moe,
          .other_milliseconds = other * kMilli,
          .dense_layer_milliseconds = dense * kMilli,
          .moe_layer_milliseconds = moe * kMilli,
          .step_milliseconds = whole * kMilli,
          .tokens_per_second = 0};
}

}  // namespace octant
