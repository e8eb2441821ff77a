#include "runtime/plan/memory_need.h"

#include <algorithm>
#include <cstdio>

#include "runtime/load/weight_loader.h"
#include "runtime/placement/placement.h"

namespace octant {
namespace {

// Copies of a step's rows that are alive at once on a rank, hidden_size floats each: residual
// stream, normalised rows, queries and latent rows, both halves of the gated experts, partial sums
// of two exchanges, the hidden states that drafts start from; and as many again for stage scratch.
// Devices keep a result of each chosen expert besides, until they are added up.
constexpr int64_t kRowCopies = 24;
// What cuBLASLt gets of a device for each rank, once a long prompt comes (kernels/cuda/blas.cpp).
constexpr int64_t kBlasBytes = int64_t{32} << 20;
// Below, a conversation is over before it has begun.
constexpr int64_t kLeastContext = 1024;
// No workstation has more devices.
constexpr int32_t kMostDevices = 64;

int64_t round_up(int64_t value, int64_t unit) {
  return (value + unit - 1) / unit * unit;
}

int64_t shard_bytes(const Model& model, const TensorSpec& tensor, const ShardRect& rect,
                    const NeedOptions& options) {
  if (rect.empty()) return 0;
  const bool is_vector = tensor.shape.size() == 1;
  const DType dtype = is_vector ? DType::kF32 : options.dtype_of(tensor);
  const auto matrix = [&](int64_t rows, int64_t cols, DType type) {
    return rows * round_up(cols * size_of(type), options.rules.row_alignment);
  };
  int64_t bytes = matrix(rect.rows(), rect.cols(), dtype);
  if (dtype == DType::kF8E4M3) {
    const auto block = model.weight_block_size().value_or(std::pair<int64_t, int64_t>{128, 128});
    const auto blocks = [](int64_t begin, int64_t end, int64_t size) {
      return (end + size - 1) / size - begin / size;
    };
    bytes += matrix(blocks(rect.row_begin, rect.row_end, block.first),
                    blocks(rect.col_begin, rect.col_end, block.second), DType::kF32);
  }
  return bytes;
}

std::string gigabytes(int64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f GB", static_cast<double>(bytes) / 1e9);
  return text;
}

// The fewest devices of `free_bytes` that take a rank each; 0 if none up to kMostDevices do.
int32_t devices_needed(const Model& model, NeedOptions options, int64_t free_bytes) {
  for (options.num_ranks = 1; options.num_ranks <= kMostDevices; ++options.num_ranks) {
    const MemoryNeed need = memory_need(model, options);
    const auto fits = [&](const RankNeed& rank) { return rank.total() <= free_bytes; };
    if (std::all_of(need.ranks.begin(), need.ranks.end(), fits)) return options.num_ranks;
  }
  return 0;
}

std::string what_fits(const Model& model, const NeedOptions& options, const MemoryNeed& need,
                      const MemoryPlace& place) {
  if (place.is_host) return "";
  int64_t without_cache = 0;
  for (const int32_t rank : place.ranks) {
    const RankNeed& of_rank = need.ranks[static_cast<size_t>(rank)];
    without_cache += of_rank.total() - of_rank.cache;
  }
  const int64_t page = options.cache.page_block_size;
  const auto ranks = static_cast<int64_t>(place.ranks.size());
  const int64_t context =
      (place.free_bytes - without_cache) / (need.cache_per_token * ranks) / page * page;
  if (context >= kLeastContext) return "; --context " + std::to_string(context) + " fits";
  const int32_t devices = devices_needed(model, options, place.free_bytes);
  if (devices == 0) return "; no number of such devices up to 64 takes it";
  return "; it takes " + std::to_string(devices) + " such devices with a rank each";
}

}  // namespace

int64_t RankNeed::total() const {
  int64_t bytes = cache + working;
  for (const auto& [role, of_role] : weights) bytes += of_role;
  return bytes;
}

MemoryNeed memory_need(const Model& model, const NeedOptions& options) {
  const ModelDims& dims = model.dims();
  const Placement placement = Placement::interleaved(dims, options.num_ranks);
  MemoryNeed need;
  need.cache_per_token =
      options.cache.num_layers * options.cache.page_bytes() / options.cache.page_block_size;
  const int64_t cached =
      options.cache.pages_for(options.max_context) * options.cache.page_block_size;
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    const RankLayout layout = placement.layout_of(RankIdx(r));
    RankNeed& rank = need.ranks.emplace_back();
    rank.cache = cached * need.cache_per_token;
    rank.working = (kRowCopies + dims.num_experts_per_tok) * options.max_rows * dims.hidden_size *
                   size_of(DType::kF32);
    if (!options.rules.is_shared) rank.working += kBlasBytes;
    for (const TensorSpec& tensor : model.weight_plan()) {
      if (!is_loaded(tensor, options.with_draft)) continue;
      const int64_t bytes = shard_bytes(model, tensor, shard_of(tensor, layout), options);
      const bool is_shared = tensor.split == WeightSplit::kReplicated && options.num_ranks > 1 &&
                             options.rules.is_shared;
      if (!is_shared) {
        rank.weights[tensor.role] += bytes;
      } else if (r == 0) {
        need.shared += bytes;
      }
    }
  }
  return need;
}

int64_t needed_bytes(const MemoryNeed& need, const MemoryPlace& place) {
  int64_t bytes = place.is_host ? need.shared : 0;
  for (const int32_t rank : place.ranks) {
    const RankNeed& of_rank = need.ranks[static_cast<size_t>(rank)];
    bytes += of_rank.total() - (place.is_host ? of_rank.cache : 0);
  }
  return bytes;
}

Status check_fits(const Model& model, const NeedOptions& options,
                  const std::vector<MemoryPlace>& places) {
  const MemoryNeed need = memory_need(model, options);
  for (const MemoryPlace& place : places) {
    const int64_t needed = needed_bytes(need, place);
    if (needed <= place.free_bytes) continue;
    return out_of_memory(
        "the model does not fit: " + place.name + " has " + gigabytes(place.free_bytes) +
        " free and needs " + gigabytes(needed) + " for " + std::to_string(place.ranks.size()) +
        (place.ranks.size() == 1 ? " rank" : " ranks") + what_fits(model, options, need, place));
  }
  return {};
}

}  // namespace octant
