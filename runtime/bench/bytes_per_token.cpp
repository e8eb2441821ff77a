#include "runtime/bench/bytes_per_token.h"

namespace octant {
namespace {

int64_t stored_bytes(const Checkpoint& checkpoint, const std::string& name) {
  int64_t bytes = 0;
  for (const std::string& part : {name, name + "_scale_inv"}) {
    if (const TensorEntry* tensor = checkpoint.find(part)) bytes += tensor->size_bytes;
  }
  return bytes;
}

}  // namespace

int64_t weight_bytes_per_token(const Checkpoint& checkpoint, const Model& model,
                               int32_t num_ranks) {
  const ModelDims& dims = model.dims();
  int64_t once = 0;
  int64_t experts = 0;
  for (const TensorSpec& tensor : model.weight_plan()) {
    if (tensor.draft || tensor.duplicate) continue;
    const int64_t bytes = stored_bytes(checkpoint, tensor.name);
    if (tensor.split == WeightSplit::kExpert) {
      experts += bytes;
    } else if (tensor.role == WeightRole::kEmbedding) {
      once += bytes / dims.vocab_size * num_ranks;
    } else {
      once += bytes * (tensor.split == WeightSplit::kReplicated ? num_ranks : 1);
    }
  }
  if (experts == 0) return once;
  // All experts of a layer are of one size, so k of E are read whatever the choice.
  return once + experts / dims.n_routed_experts * dims.num_experts_per_tok;
}

int64_t cache_bytes_per_token(const ModelDims& dims, DType cache_dtype, int64_t context,
                              int32_t num_ranks) {
  return dims.num_hidden_layers * (context + 1) * dims.cache_width * size_of(cache_dtype) *
         num_ranks;
}

}  // namespace octant
