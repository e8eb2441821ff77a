#pragma once
// The weight plan of a model: every tensor that its config.json implies, with shape, element types,
// role, and how it is divided over ranks. The loader (runtime/load) compares it with the checkpoint
// before a byte is copied and fills each rank's shard by it; `octant inspect` and `octant plan`
// count with it. A plan knows no file and no memory.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/index.h"

namespace octant {

enum class WeightRole {
  kEmbedding,
  kNorm,
  kAttention,
  kDenseFfn,
  kGate,
  kSharedExpert,
  kRoutedExpert,
  kHead,
  kDraftInput,  // eh_proj
};

// "routed experts", for people.
std::string_view role_name(WeightRole role);

// Which element types a tensor may have, and what becomes of it in memory.
enum class WeightStorage {
  kLinear,     // 2-D; F32, BF16, or F8_E4M3 with a `<name>_scale_inv` companion; kept as stored
  kUnscaled,   // 2-D; F32 or BF16, never FP8 (embedding, head, gate, eh_proj); kept as stored
  kVector,     // 1-D; F32, BF16 or F16; widened to f32
  kF32Vector,  // 1-D; F32 only (e_score_correction_bias: BF16 would destroy the routing)
};

// How a tensor is divided over ranks.
enum class WeightSplit {
  kReplicated,  // every rank has all of it
  kRows,        // contiguous rows, cut at multiples of `unit`
  kCols,        // contiguous columns, cut at multiples of `unit`
  kExpert,      // whole, on the rank that hosts the expert
};

struct TensorSpec {
  std::string name;            // as in the checkpoint
  std::vector<int64_t> shape;  // 1-D or 2-D, [out_features, in_features]
  WeightRole role = WeightRole::kNorm;
  WeightStorage storage = WeightStorage::kVector;
  WeightSplit split = WeightSplit::kReplicated;
  int64_t unit = 1;          // rows or columns that stay together: a head's rows, say
  LayerIdx layer{-1};        // -1 outside the layers
  LogicalExpert expert{-1};  // of kExpert tensors
  bool draft = false;        // belongs to the MTP layer: not read when drafting is off
  // A stored copy of another tensor (the MTP layer's embed_tokens and shared_head.head): counted,
  // never read, and may be absent.
  bool duplicate = false;
};

// What one rank hosts.
struct RankLayout {
  RankIdx rank{0};
  int32_t num_ranks = 1;
  // experts[layer][slot]: the logical experts of this rank, for every layer with experts, the MTP
  // layer included (index num_hidden_layers); empty for dense layers.
  std::vector<std::vector<LogicalExpert>> experts;
};

// Rows and columns of a tensor that one rank holds; a vector is one row. Empty if it holds nothing.
struct ShardRect {
  int64_t row_begin = 0;
  int64_t row_end = 0;
  int64_t col_begin = 0;
  int64_t col_end = 0;
  int64_t rows() const { return row_end - row_begin; }
  int64_t cols() const { return col_end - col_begin; }
  bool empty() const { return rows() <= 0 || cols() <= 0; }
  bool operator==(const ShardRect&) const = default;
};

// The part of `tensor` that the rank of `layout` holds.
ShardRect shard_of(const TensorSpec& tensor, const RankLayout& layout);

// Elements of a tensor, and of all tensors; scales are not counted.
int64_t num_elements(const TensorSpec& tensor);
int64_t num_parameters(std::span<const TensorSpec> tensors);

// Shape of the companion `<name>_scale_inv` of an FP8 matrix with blocks of
// [block_rows, block_cols]: one scale a block, ragged edges included.
std::vector<int64_t> scale_shape(const TensorSpec& tensor, int64_t block_rows, int64_t block_cols);

}  // namespace octant
