#pragma once
// What the runtime knows of a model family: its dimensions, its weight plan, and a RankModel that
// computes a step with the stages of one rank. Families register in models/registry.h; nothing
// outside their folder names them.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/index.h"
#include "kernels/core/status.h"
#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/stages/backend.h"
#include "kernels/stages/exchange.h"
#include "models/weight_plan.h"

namespace octant {

// Sizes that the runtime needs to lay out memory and to describe a model. HF names where HF has
// one.
struct ModelDims {
  std::string architecture;  // config.json: architectures[0]
  std::string model_type;
  int64_t vocab_size = 0;
  int64_t hidden_size = 0;
  int64_t num_hidden_layers = 0;
  int64_t num_nextn_predict_layers = 0;  // MTP layers; only the first is used
  int64_t num_attention_heads = 0;
  int64_t first_k_dense_replace = 0;
  int64_t n_routed_experts = 0;
  int64_t num_experts_per_tok = 0;
  int64_t max_position_embeddings = 0;
  int64_t cache_width =
      0;  // values a token and layer in the cache: kv_lora_rank + qk_rope_head_dim
  std::vector<bool> layer_has_experts;  // [num_hidden_layers + num_nextn_predict_layers]
  std::vector<int32_t> eos_token_ids;
  int32_t bos_token_id = -1;

  // Main layers with experts.
  int64_t num_moe_layers() const {
    return std::count(layer_has_experts.begin(), layer_has_experts.begin() + num_hidden_layers,
                      true);
  }
  // Layers with a cache and a weight prefix: main layers and one MTP layer.
  int64_t num_cache_layers() const {
    return num_hidden_layers + (num_nextn_predict_layers > 0 ? 1 : 0);
  }
};

// Where a RankModel finds its shard. Implemented by the loader's store.
class WeightSource {
 public:
  virtual ~WeightSource() = default;
  // The shard of a matrix: rows x cols of shard_of(). Null view if the rank holds nothing of it.
  virtual Result<WeightView> matrix(std::string_view name) const = 0;
  // A vector as f32.
  virtual Result<View<const float, 1>> vector(std::string_view name) const = 0;
};

// The sequence's cache as a layer sees it. Implemented by runtime/cache.
class LayerCaches {
 public:
  virtual ~LayerCaches() = default;
  virtual LatentCacheView layer(LayerIdx layer_idx) const = 0;
};

// The choice of experts in one layer and step, written by `route`.
struct RoutingOut {
  View<int32_t, 2> topk_idx;    // [T, k]
  View<float, 2> topk_weights;  // [T, k]
};

// Rows of the main model: tokens at positions first_position .. first_position + T - 1.
struct ForwardArgs {
  View<const int32_t, 1> tokens;  // [T]
  int64_t first_position = 0;
  const LayerCaches* caches = nullptr;
  std::function<RoutingOut(LayerIdx)> routing;  // where layer L's routing goes
  View<float, 2> hidden;                        // [T, H] out, after the final norm
  int64_t num_logits = 0;                       // logits of the last n rows, 0 <= n <= T
  View<float, 2> logits;                        // [num_logits, W] out: this rank's vocabulary rows
};

// Rows of the MTP layer: row t combines the hidden state of position first_position + t with the
// token at the position after it.
struct DraftArgs {
  View<const int32_t, 1> next_tokens;  // [T]
  View<const float, 2> hidden_in;      // [T, H] after a final norm: main model's, or recycled
  int64_t first_position = 0;
  const LayerCaches* caches = nullptr;
  std::function<RoutingOut(LayerIdx)> routing;
  View<float, 2>
      hidden;  // [T, H] out, after shared_head.norm; recycled as hidden_in for more drafts
  int64_t num_logits = 0;
  View<float, 2> logits;  // [num_logits, W] out
};

// What a step runs on. `cancel` is looked at between layers.
struct RankContext {
  Backend& backend;
  Exchange& exchange;
  const std::atomic<bool>* cancel = nullptr;
  // Called with the residual stream [T, H] after each layer; for tests and `octant eval`.
  std::function<void(LayerIdx, View<const float, 2>)> after_layer;
};

// One rank's part of a model, bound to its weights. Owner: the rank's thread.
class RankModel {
 public:
  virtual ~RankModel() = default;
  // Errors: those of the stages, with the layer in front; kCancelled.
  virtual Status forward(const ForwardArgs& args, RankContext& context) = 0;
  // kUnsupported if the model has no MTP layer or it was not loaded.
  virtual Status draft(const DraftArgs& args, RankContext& context) = 0;
};

struct BindOptions {
  Memory* memory = nullptr;   // where weights, tables and buffers lie: the rank's backend's
  int64_t max_positions = 0;  // rotary tables and buffers reach this far
  int64_t max_rows = 0;       // most rows of one step
  bool with_draft = false;    // bind the MTP layer too
};

// A model as its config.json describes it. Immutable; shared by all ranks.
class Model {
 public:
  virtual ~Model() = default;
  virtual const ModelDims& dims() const = 0;
  // All tensors, the MTP layer's marked `draft`.
  virtual const std::vector<TensorSpec>& weight_plan() const = 0;
  // Block of weight_scale_inv, {128, 128}; null where the config announces no block-scaled weights.
  virtual std::optional<std::pair<int64_t, int64_t>> weight_block_size() const = 0;
  virtual Result<std::unique_ptr<RankModel>> bind(const RankLayout& layout,
                                                  const WeightSource& weights,
                                                  const BindOptions& options) const = 0;
};

}  // namespace octant
