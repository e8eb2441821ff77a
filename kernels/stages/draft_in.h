#pragma once
// draft_in: what goes into the MTP layer.
//   u = [RMSNorm_enorm(embedding) ; RMSNorm_hnorm(hidden)]  (embedding first)
//   out = u[col_begin .. col_begin + cols] eh_proj^T         a partial sum over ranks
// Each rank multiplies its columns of eh_proj [H, 2 H].
// Source: vLLM deepseek_mtp.py and SGLang deepseek_nextn.py; the V3 report's formula prints the
// halves in the other order, the published weights do not.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant {

struct DraftInArgs {
  View<const float, 2> embedding;  // [T, H] of the next token
  View<const float, 2> hidden;     // [T, H] main model's output after the final norm
  View<const float, 1> enorm;      // [H]
  View<const float, 1> hnorm;      // [H]
  float eps = 0;
  WeightView eh_proj;  // [H, cols]: columns col_begin .. of the whole matrix
  int64_t col_begin = 0;
  View<float, 2> out;  // [T, H] out
};

}  // namespace octant
