#pragma once
// SyntheticModel: some or all layers of a named shape with random weights on ranks, without a
// folder and without a tokenizer: what LoadedModel (runtime/engine) is to a checkpoint. Owner: the
// thread that makes it.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/model.h"
#include "runtime/api/synthetic_bench.h"
#include "runtime/bench/step_profile.h"
#include "runtime/engine/rank_setup.h"

namespace octant {

struct SyntheticModel {
  std::unique_ptr<Model> model;  // of the layers that are there
  LayerCounts layers;            // that are there
  LayerCounts all_layers;        // of the shape
  api::SynthDType dtype = api::SynthDType::kBF16;
  api::EngineOptions engine;
  RankSetup setup;
  double bandwidth = 0;  // rank 0's part of what was measured, bytes per second
  std::unique_ptr<RankGroup> group;
  std::vector<std::unique_ptr<RankWeights>> weights;  // in the memory of the group's ranks
  int64_t weight_bytes = 0;                           // of all ranks
  double fill_seconds = 0;

  // Experts of rank 0 in the main layers with experts, among `topk_idx` of such a layer: each once.
  int64_t experts_here(int64_t moe_layer, View<const int32_t, 2> topk_idx) const;
};

// Of `options` the shape, its layers, element type, seed and engine; `num_threads` and
// `max_context` are the engine's. The bandwidth is measured before the weights take the memory.
// Errors: as api::bench_synthetic.
Result<std::unique_ptr<SyntheticModel>> make_synthetic_model(
    const api::SyntheticBenchOptions& options, int32_t num_threads, int64_t max_context,
    const std::atomic<bool>* cancel);

// "fp8", as `octant synth --dtype` spells it.
std::string dtype_name(api::SynthDType dtype);

}  // namespace octant
