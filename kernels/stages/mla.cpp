#include "kernels/stages/mla.h"

namespace octant {

MlaForm choose_mla_form(const MlaShape& shape, int64_t num_rows, int64_t seqlen_k) {
  if (num_rows <= kMaxDecodeRows) return MlaForm::kAbsorbed;
  // Multiply-adds a head. Row t of T sees seqlen_k - T + t + 1 keys: on average `pairs / T`.
  const double rows = static_cast<double>(num_rows);
  const double pairs = rows * (static_cast<double>(seqlen_k) - (rows - 1.0) / 2.0);
  const double latent = static_cast<double>(shape.kv_lora_rank);
  const double nope_and_v = static_cast<double>(shape.qk_nope_head_dim + shape.v_head_dim);
  const double rope = static_cast<double>(shape.qk_rope_head_dim);
  const double absorbed = rows * latent * nope_and_v + pairs * (2.0 * latent + rope);
  const double expanded =
      static_cast<double>(seqlen_k) * latent * nope_and_v + pairs * (nope_and_v + rope);
  return expanded < absorbed ? MlaForm::kExpanded : MlaForm::kAbsorbed;
}

}  // namespace octant
