#include "runtime/bench/stage_bytes.h"

namespace octant {
namespace {

int64_t bytes_of(const WeightView& weight) {
  if (weight.is_null()) return 0;
  int64_t bytes = weight.rows * weight.cols * size_of(weight.dtype);
  const BlockScales& scales = weight.scales;
  if (scales.data != nullptr && weight.rows > 0 && weight.cols > 0) {
    const int64_t block_rows = (weight.rows - 1 + scales.row_phase) / scales.block_rows + 1;
    const int64_t block_cols = (weight.cols - 1 + scales.col_phase) / scales.block_cols + 1;
    bytes += block_rows * block_cols * size_of(DType::kF32);
  }
  return bytes;
}

int64_t bytes_of(const View<const float, 1>& vector) {
  return vector.size() * size_of(DType::kF32);
}

// W_UK of all heads, which absorbed queries are multiplied by; W_UV is the rest of kv_b.
int64_t key_part(const MlaShape& shape, const WeightView& kv_b) {
  return bytes_of(kv_b) * shape.qk_nope_head_dim / shape.kv_b_rows_per_head();
}

// Of one expert; all are of one shape.
int64_t expert_bytes(std::span<const GatedFfn> experts, bool down) {
  if (experts.empty()) return 0;
  const GatedFfn& ffn = experts.front();
  return down ? bytes_of(ffn.down) : bytes_of(ffn.gate) + bytes_of(ffn.up);
}

}  // namespace

StageBytes bytes_read(const EmbedArgs& args) {
  return {.always = args.tokens.extent(0) * args.table.cols * size_of(args.table.dtype)};
}

StageBytes bytes_read(const AttnInArgs& args) {
  return {.always = bytes_of(args.norm_weight) + bytes_of(args.q_a) + bytes_of(args.kv_a)};
}

StageBytes bytes_read(const AttnQArgs& args) {
  StageBytes bytes{.always = bytes_of(args.kv_a_norm) + bytes_of(args.q_b)};
  if (!args.q_a_norm.is_null()) bytes.always += bytes_of(args.q_a_norm);
  if (args.form == MlaForm::kAbsorbed) bytes.always += key_part(args.shape, args.kv_b);
  return bytes;
}

StageBytes bytes_read(const MlaAttendArgs& args) {
  if (args.shape.num_heads == 0) return {};
  const int64_t positions = args.first_position + args.q.extent(0);
  StageBytes bytes{.always = positions * args.cache.width * size_of(args.cache.dtype)};
  if (args.form == MlaForm::kExpanded) bytes.always += bytes_of(args.kv_b);
  return bytes;
}

StageBytes bytes_read(const AttnOutArgs& args) {
  StageBytes bytes{.always = bytes_of(args.o_proj)};
  if (args.form == MlaForm::kAbsorbed) {
    bytes.always += bytes_of(args.kv_b) - key_part(args.shape, args.kv_b);
  }
  return bytes;
}

StageBytes bytes_read(const AddNormArgs&) {
  return {};
}

StageBytes bytes_read(const RouteArgs& args) {
  StageBytes bytes{.always = bytes_of(args.gate)};
  if (!args.bias.is_null()) bytes.always += bytes_of(args.bias);
  return bytes;
}

StageBytes bytes_read(const MoeUpArgs& args) {
  return {.always = bytes_of(args.shared.gate) + bytes_of(args.shared.up),
          .per_expert = expert_bytes(args.experts, /*down=*/false)};
}

StageBytes bytes_read(const MoeDownArgs& args) {
  return {.always = bytes_of(args.shared.down),
          .per_expert = expert_bytes(args.experts, /*down=*/true)};
}

StageBytes bytes_read(const DenseFfnArgs& args) {
  return {.always = bytes_of(args.ffn.gate) + bytes_of(args.ffn.up) + bytes_of(args.ffn.down)};
}

StageBytes bytes_read(const HeadArgs& args) {
  return {.always = bytes_of(args.lm_head)};
}

StageBytes bytes_read(const DraftInArgs& args) {
  return {.always = bytes_of(args.enorm) + bytes_of(args.hnorm) + bytes_of(args.eh_proj)};
}

StageBytes bytes_read(const SampleArgs&) {
  return {};
}

StageBytes bytes_read(const CandidatesArgs&) {
  return {};
}

}  // namespace octant
