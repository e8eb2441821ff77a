#include "runtime/bench/synthetic_model.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "models/registry.h"
#include "runtime/bench/bandwidth.h"
#include "runtime/synth/memory_weights.h"
#include "runtime/synth/shapes.h"
#include "runtime/synth/weight_files.h"

namespace octant {
namespace {

LayerCounts count_layers(const ModelDims& dims) {
  const int64_t moe = dims.num_moe_layers();
  return {.dense = dims.num_hidden_layers - moe, .moe = moe};
}

Result<std::unique_ptr<Model>> make_shape(const api::SynthOptions& options) {
  ASSIGN_OR_RETURN(const std::string config, synth_config(options));
  return make_model(config, options.shape);
}

// The first `num_layers` of the shape, of which the last is one with experts if it has any.
Result<LayerCounts> cut_layers(const LayerCounts& all, int64_t num_layers) {
  const int64_t least = (all.dense > 0 ? 1 : 0) + (all.moe > 0 ? 1 : 0);
  const int64_t most = all.dense + all.moe;
  if (num_layers == 0) return all;
  if (num_layers < least || num_layers > most) {
    return invalid_argument("layers is " + std::to_string(num_layers) + ", expected " +
                            std::to_string(least) + " to " + std::to_string(most) +
                            ": of the shape's " + std::to_string(all.dense) + " dense and " +
                            std::to_string(all.moe) + " with experts, one of each kind stays");
  }
  const int64_t dense = std::min(all.dense, num_layers - (all.moe > 0 ? 1 : 0));
  return LayerCounts{.dense = dense, .moe = num_layers - dense};
}

// Rank 0's part: ranks on the host share its memory, ranks on one device that device's.
Result<double> bandwidth_of_rank(const RankSetup& setup, const RankGroup& group) {
  const int32_t num_ranks = group.num_ranks();
  if (setup.chosen.backend != RankBackend::kCuda) {
    ASSIGN_OR_RETURN(const double all, measure_read_bandwidth(group.num_threads()));
    return all / num_ranks;
  }
  ASSIGN_OR_RETURN(const double of_device, measure_device_bandwidth(0));
  const int32_t num_devices = setup.chosen.num_devices;
  return of_device / ((num_ranks + num_devices - 1) / num_devices);
}

}  // namespace

int64_t SyntheticModel::experts_here(int64_t moe_layer, View<const int32_t, 2> topk_idx) const {
  // The layers with experts come behind the dense ones.
  const LayerPlacement& placement = setup.placement.layer(LayerIdx(layers.dense + moe_layer));
  std::set<int32_t> here;
  for (int64_t row = 0; row < topk_idx.extent(0); ++row) {
    for (const int32_t expert : topk_idx.row(row)) {
      if (placement.rank_of(LogicalExpert(expert)) == RankIdx(0)) here.insert(expert);
    }
  }
  return static_cast<int64_t>(here.size());
}

Result<std::unique_ptr<SyntheticModel>> make_synthetic_model(
    const api::SyntheticBenchOptions& options, int32_t num_threads, int64_t max_context,
    const std::atomic<bool>* cancel) {
  auto made = std::make_unique<SyntheticModel>();
  made->engine = options.engine;
  made->engine.num_threads = num_threads;
  made->engine.max_context = max_context;
  made->engine.load_draft = false;
  RETURN_IF_ERROR(check_options(made->engine));
  api::SynthOptions shape{.shape = options.shape, .out_dir = {}, .seed = options.seed};
  ASSIGN_OR_RETURN(const api::SynthDType published, published_dtype(options.shape));
  shape.dtype = made->dtype = options.dtype.value_or(published);
  {
    ASSIGN_OR_RETURN(const std::unique_ptr<Model> whole, make_shape(shape));
    made->all_layers = count_layers(whole->dims());
  }
  ASSIGN_OR_RETURN(made->layers, cut_layers(made->all_layers, options.num_layers));
  shape.num_layers = made->layers.dense + made->layers.moe;
  shape.num_dense_layers = made->layers.dense;
  ASSIGN_OR_RETURN(made->model, make_shape(shape));
  const Model& model = *made->model;

  ASSIGN_OR_RETURN(const ChosenBackend chosen, choose_backend(made->engine));
  made->setup = set_up_ranks(made->engine, chosen, model.dims());
  if (made->setup.need.max_context < max_context) {
    return invalid_argument("the longest case needs a context of " + std::to_string(max_context) +
                            " tokens, the shape allows " +
                            std::to_string(made->setup.need.max_context));
  }
  ASSIGN_OR_RETURN(made->group, make_group(made->engine, made->setup, model.dims()));
  const api::SynthDType dtype = made->dtype;
  RankSetup counted = made->setup;  // for two groups of ranks: each has its cache and its buffers
  counted.need.cache.num_layers *= 2;
  counted.need.max_rows *= 2;
  RETURN_IF_ERROR(check_memory(
      model, counted, [dtype](const TensorSpec& tensor) { return stored_dtype(tensor, dtype); }));
  ASSIGN_OR_RETURN(made->bandwidth, bandwidth_of_rank(made->setup, *made->group));

  const auto begin = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(made->weights, synthesize_weights(model, made->setup.layouts,
                                                     {.dtype = dtype,
                                                      .seed = options.seed,
                                                      .memories = memories_of(*made->group),
                                                      .num_threads = made->group->num_threads(),
                                                      .cancel = cancel}));
  made->fill_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  made->weight_bytes = made->weights.front()->shared_bytes();
  for (const auto& weights : made->weights) made->weight_bytes += weights->resident_bytes();
  return made;
}

std::string dtype_name(api::SynthDType dtype) {
  switch (dtype) {
    case api::SynthDType::kF32:
      return "f32";
    case api::SynthDType::kBF16:
      return "bf16";
    case api::SynthDType::kF8:
      return "fp8";
  }
  return "?";
}

}  // namespace octant
