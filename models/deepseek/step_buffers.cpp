#include "models/deepseek/step_buffers.h"

#include <algorithm>

namespace octant {
namespace {

// Width of q_a: the low rank, or the queries themselves where there is none.
int64_t q_a_columns(const DeepseekConfig& config, const MlaShape& mla) {
  return config.q_lora_rank.value_or(mla.num_heads * mla.qk_head_dim());
}

}  // namespace

Result<StepBuffers> StepBuffers::allocate(const DeepseekConfig& config, const StepSizes& sizes,
                                          Memory& memory) {
  const auto floats = [&memory](int64_t count) {
    return memory.allocate(count * static_cast<int64_t>(sizeof(float)));
  };
  const int64_t rows = sizes.max_rows;
  const MlaShape& mla = sizes.mla;
  StepBuffers buffers;
  buffers.config_ = config;
  buffers.sizes_ = sizes;
  ASSIGN_OR_RETURN(buffers.x_, floats(rows * config.hidden_size));
  ASSIGN_OR_RETURN(buffers.normed_, floats(rows * config.hidden_size));
  ASSIGN_OR_RETURN(buffers.embedding_, floats(rows * config.hidden_size));
  ASSIGN_OR_RETURN(buffers.q_a_, floats(rows * q_a_columns(config, mla)));
  ASSIGN_OR_RETURN(buffers.kv_a_, floats(rows * mla.cache_width()));
  ASSIGN_OR_RETURN(buffers.q_,
                   floats(rows * mla.num_heads * std::max(mla.cache_width(), mla.qk_head_dim())));
  ASSIGN_OR_RETURN(buffers.attended_,
                   floats(rows * mla.num_heads * std::max(mla.kv_lora_rank, mla.v_head_dim)));
  if (sizes.local_experts > 0) {
    ASSIGN_OR_RETURN(buffers.act_,
                     floats(rows * config.num_experts_per_tok * config.moe_intermediate_size));
  }
  if (sizes.shared_columns > 0) {
    ASSIGN_OR_RETURN(buffers.shared_act_, floats(rows * sizes.shared_columns));
  }
  return buffers;
}

StepViews StepBuffers::views(int64_t num_rows, MlaForm form) const {
  CHECK(num_rows <= sizes_.max_rows);
  const MlaShape& mla = sizes_.mla;
  const bool absorbed = form == MlaForm::kAbsorbed;
  const auto matrix = [num_rows](const Buffer& buffer, int64_t cols) {
    return View<float, 2>(buffer.as<float>(), {num_rows, cols});
  };
  const auto heads = [&](const Buffer& buffer, int64_t cols) {
    return View<float, 3>(buffer.as<float>(), {num_rows, mla.num_heads, cols});
  };
  StepViews views;
  views.x = matrix(x_, config_.hidden_size);
  views.normed = matrix(normed_, config_.hidden_size);
  views.embedding = matrix(embedding_, config_.hidden_size);
  views.q_a = matrix(q_a_, q_a_columns(config_, mla));
  views.kv_a = matrix(kv_a_, mla.cache_width());
  views.q = heads(q_, absorbed ? mla.cache_width() : mla.qk_head_dim());
  views.attended = heads(attended_, absorbed ? mla.kv_lora_rank : mla.v_head_dim);
  views.act = View<float, 2>(
      act_.as<float>(), {num_rows * config_.num_experts_per_tok, config_.moe_intermediate_size});
  if (sizes_.shared_columns > 0) views.shared_act = matrix(shared_act_, sizes_.shared_columns);
  return views;
}

}  // namespace octant
