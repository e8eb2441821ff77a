#pragma once
// How many bytes decoding one token has to read: the denominator of every bandwidth figure.

#include <cstdint>

#include "kernels/core/dtype.h"
#include "models/model.h"
#include "runtime/load/checkpoint.h"

namespace octant {

// Bytes of weights that one row of the main model reads, over all ranks: every planned tensor as
// stored, scales included; of the routed experts num_experts_per_tok a layer; one row of the
// embedding; replicated tensors once for each rank, since each rank reads them.
int64_t weight_bytes_per_token(const Checkpoint& checkpoint, const Model& model, int32_t num_ranks);

// Bytes of the latent cache that a token at position `context` reads, over all ranks.
int64_t cache_bytes_per_token(const ModelDims& dims, DType cache_dtype, int64_t context,
                              int32_t num_ranks);

}  // namespace octant
