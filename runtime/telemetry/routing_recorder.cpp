#include "runtime/telemetry/routing_recorder.h"

#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "kernels/core/check.h"

namespace octant {
namespace {

constexpr int64_t kMaxExperts = std::numeric_limits<int16_t>::max();
static_assert(sizeof(int32_t) == sizeof(float), "ids and weights take the same room");

Status check_extent(const char* name, int64_t extent) {
  if (extent >= 0) return {};
  return invalid_argument("routing recorder: " + std::string(name) + " is " +
                          std::to_string(extent));
}

Result<Buffer> allocate_zeroed(Memory& memory, int64_t bytes) {
  ASSIGN_OR_RETURN(Buffer buffer, memory.allocate_staging(bytes));
  if (bytes > 0) std::memset(buffer.data(), 0, static_cast<size_t>(bytes));
  return buffer;
}

}  // namespace

RoutingRecorder::RoutingRecorder(const RoutingShape& shape, Buffer topk_idx, Buffer topk_weights)
    : shape_(shape), topk_idx_(std::move(topk_idx)), topk_weights_(std::move(topk_weights)) {}

Result<RoutingRecorder> RoutingRecorder::create(const RoutingShape& shape, Memory& memory) {
  RETURN_IF_ERROR(check_extent("num_moe_layers", shape.num_moe_layers));
  RETURN_IF_ERROR(check_extent("n_routed_experts", shape.n_routed_experts));
  RETURN_IF_ERROR(check_extent("num_experts_per_tok", shape.num_experts_per_tok));
  RETURN_IF_ERROR(check_extent("max_rows", shape.max_rows));
  if (shape.n_routed_experts > kMaxExperts) {
    return unsupported("routing recorder: n_routed_experts is " +
                       std::to_string(shape.n_routed_experts) + ", at most " +
                       std::to_string(kMaxExperts));
  }
  int64_t bytes = sizeof(int32_t);
  for (int64_t extent : {shape.num_moe_layers, shape.max_rows, shape.num_experts_per_tok}) {
    if (__builtin_mul_overflow(bytes, extent, &bytes)) {
      return out_of_memory("routing recorder: " + std::to_string(shape.num_moe_layers) +
                           " layers x " + std::to_string(shape.max_rows) + " rows x " +
                           std::to_string(shape.num_experts_per_tok) + " experts overflow");
    }
  }
  ASSIGN_OR_RETURN(Buffer topk_idx, allocate_zeroed(memory, bytes));
  ASSIGN_OR_RETURN(Buffer topk_weights, allocate_zeroed(memory, bytes));
  return RoutingRecorder(shape, std::move(topk_idx), std::move(topk_weights));
}

void RoutingRecorder::begin_step(int64_t num_rows) {
  CHECK(num_rows >= 0);
  CHECK(num_rows <= shape_.max_rows);
  num_rows_ = num_rows;
}

RoutingOut RoutingRecorder::layer(int64_t moe_layer) const {
  CHECK(moe_layer >= 0);
  CHECK(moe_layer < shape_.num_moe_layers);
  const int64_t k = shape_.num_experts_per_tok;
  const int64_t offset = moe_layer * shape_.max_rows * k;
  return {View<int32_t, 2>(topk_idx_.as<int32_t>() + offset, {num_rows_, k}),
          View<float, 2>(topk_weights_.as<float>() + offset, {num_rows_, k})};
}

void RoutingRecorder::count(int64_t begin, int64_t end, RoutingCounts& counts) const {
  CHECK(0 <= begin);
  CHECK(begin <= end);
  CHECK(end <= num_rows_);
  const size_t num_ids = static_cast<size_t>((end - begin) * shape_.num_experts_per_tok);
  for (int64_t moe_layer = 0; moe_layer < shape_.num_moe_layers; ++moe_layer) {
    const View<int32_t, 2> topk_idx = layer(moe_layer).topk_idx;
    counts.add(moe_layer, {topk_idx.data() + begin * shape_.num_experts_per_tok, num_ids});
  }
}

api::TokenRouting RoutingRecorder::token_routing(int64_t row) const {
  CHECK(row >= 0);
  CHECK(row < num_rows_);
  api::TokenRouting routing;
  const size_t num_ids = static_cast<size_t>(shape_.num_moe_layers * shape_.num_experts_per_tok);
  routing.topk_idx.reserve(num_ids);
  routing.topk_weights.reserve(num_ids);
  for (int64_t moe_layer = 0; moe_layer < shape_.num_moe_layers; ++moe_layer) {
    const RoutingOut out = layer(moe_layer);
    for (int32_t expert : out.topk_idx.row(row)) {
      CHECK(expert >= 0);
      CHECK(int64_t{expert} < shape_.n_routed_experts);
      routing.topk_idx.push_back(static_cast<int16_t>(expert));
    }
    const std::span<const float> weights = out.topk_weights.row(row);
    routing.topk_weights.insert(routing.topk_weights.end(), weights.begin(), weights.end());
  }
  return routing;
}

}  // namespace octant
