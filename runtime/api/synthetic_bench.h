#pragma once
// How fast a model would run here, before it is downloaded: `octant bench --synthetic`. Some or all
// layers of a named shape, with random weights made in the ranks' memory, take decode steps; the
// report says where the time of a step goes, and what all layers would take.
//
// What random weights cannot show: the routing is that of random gates, and nothing is drafted.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/options.h"
#include "runtime/api/synth.h"

namespace octant::api {

inline constexpr int64_t kMaxStepRows = kMaxDraftTokens + 1;

struct SyntheticBenchOptions {
  EngineOptions engine;  // model_dir is not used; num_threads and max_context are set by the bench
  std::string shape;     // a name of synth_shapes(), or a path to a config.json
  // The first layers of the shape, dense ones in front, and at least one of each kind that the
  // shape has: of V3's 61 layers, 4 are its three dense ones and one with experts, 2 one of each.
  // 0: all.
  int64_t num_layers = 0;
  std::optional<SynthDType> dtype;      // of the linear weights; none: as the shape is published
  std::vector<int32_t> threads = {0};   // the weights are made once for each; 0: one a core
  std::vector<int64_t> contexts = {0};  // tokens in the context before the step
  std::vector<int64_t> rows = {1};      // of a step, 1 to kMaxStepRows: a token and its drafts
  int64_t steps = 32;                   // of each case, twice: whole, and stage by stage
  uint64_t seed = 0;                    // of weights and tokens
};

// One stage, summed over the layers of a step; medians over the steps.
struct StageTime {
  std::string stage;        // as in kernels/stages; "wait": for the other ranks
  int64_t calls = 0;        // of one step
  double microseconds = 0;  // of all of them
  // Weights and cache rows that it reads on this rank; of the routed experts those that were chosen
  // and live here, each once, the mean over the steps. 0: activations only.
  double bytes = 0;
  double gigabytes_per_second = 0;
  double share_of_bandwidth = 0;  // of bandwidth_gigabytes_per_second
};

// Not a measurement. step = other + dense_layers * dense_layer + moe_layers * moe_layer; the two
// kinds of layers as the stamps have them, brought to the step without stamps, and what then
// remains of that step: embedding, head, sampling, the way there and back.
struct StepExtrapolation {
  int64_t dense_layers = 0;  // of the whole shape
  int64_t moe_layers = 0;
  double other_milliseconds = 0;
  double dense_layer_milliseconds = 0;  // 0 if there are none
  double moe_layer_milliseconds = 0;
  double step_milliseconds = 0;
  double tokens_per_second = 0;  // of steps of one row; 0 for others: that depends on the drafts
};

struct SyntheticCase {
  std::string model;  // the shape
  std::string dtype;  // "fp8", "bf16", "f32"
  std::string device;
  int32_t ranks = 0;
  int32_t threads = 0;
  int64_t dense_layers = 0;  // that were measured
  int64_t moe_layers = 0;
  int64_t weight_bytes = 0;  // of all ranks
  double fill_seconds = 0;   // to make them
  int64_t context = 0;
  int64_t rows = 0;
  int64_t steps = 0;
  double step_microseconds = 0;        // median of whole steps, sampling included
  double timed_step_microseconds = 0;  // the same with stamps between the stages
  std::vector<StageTime> stages;       // rank 0's, in the order of a step
  // timed_step_microseconds less all stages: between them, and on the host.
  // Medians do not add up exactly: where there is next to nothing, it may be below 0.
  double rest_microseconds = 0;
  // What rank 0 has of the bandwidth that was measured in this run: threads reading memory, or a
  // device copying its own (bytes read and written); ranks that share a place have a part each.
  double bandwidth_gigabytes_per_second = 0;
  StepExtrapolation all_layers;
};

struct SyntheticBenchHooks {
  std::function<void(const SyntheticCase&)> on_case;  // as each is done
  const std::atomic<bool>* cancel = nullptr;
};

// Errors: kInvalidArgument, naming the option, and for an unknown shape the known ones;
// kOutOfMemory, with the numbers, where the weights do not fit; kUnsupported for a device that is
// not there; kDevice; kCancelled.
Result<std::vector<SyntheticCase>> bench_synthetic(const SyntheticBenchOptions& options,
                                                   const SyntheticBenchHooks& hooks = {});

}  // namespace octant::api
