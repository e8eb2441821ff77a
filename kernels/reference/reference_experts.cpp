// moe_up, moe_down, dense_ffn.

#include <algorithm>

#include "kernels/reference/reference_math.h"
#include "kernels/reference/reference_stages.h"

namespace octant::reference {
namespace {

// silu(x gate^T) * (x up^T)
Matrix gated(const Matrix& x, const GatedFfn& ffn) {
  Matrix act = project(x, ffn.gate);
  const Matrix up = project(x, ffn.up);
  for (size_t i = 0; i < act.values.size(); ++i) act.values[i] = silu(act.values[i]) * up.values[i];
  return act;
}

// The entries t k + j of topk_idx that chose each local expert: [experts][...].
std::vector<std::vector<int64_t>> entries_by_expert(const View<const int32_t, 2>& topk_idx,
                                                    const View<const int32_t, 1>& local_of_logical,
                                                    size_t num_local) {
  std::vector<std::vector<int64_t>> entries(num_local);
  const int64_t k = topk_idx.extent(1);
  for (int64_t t = 0; t < topk_idx.extent(0); ++t) {
    for (int64_t j = 0; j < k; ++j) {
      const int32_t local = local_of_logical(topk_idx(t, j));
      if (local >= 0) entries[static_cast<size_t>(local)].push_back(t * k + j);
    }
  }
  return entries;
}

// Rows rows[0] / divisor, rows[1] / divisor, ... of x.
Matrix gather(const View<const float, 2>& x, const std::vector<int64_t>& rows, int64_t divisor) {
  Matrix gathered(static_cast<int64_t>(rows.size()), x.extent(1));
  for (size_t r = 0; r < rows.size(); ++r) {
    for (int64_t i = 0; i < gathered.cols; ++i) {
      gathered.row(static_cast<int64_t>(r))[i] = x(rows[r] / divisor, i);
    }
  }
  return gathered;
}

}  // namespace

void moe_up(const MoeUpArgs& args) {
  const int64_t k = args.topk_idx.extent(1);
  const auto entries = entries_by_expert(args.topk_idx, args.local_of_logical, args.experts.size());
  for (size_t e = 0; e < entries.size(); ++e) {
    if (entries[e].empty()) continue;
    const Matrix act = gated(gather(args.x, entries[e], k), args.experts[e]);
    for (size_t r = 0; r < entries[e].size(); ++r) {
      for (int64_t i = 0; i < act.cols; ++i) {
        args.act(entries[e][r], i) = static_cast<float>(act.row(static_cast<int64_t>(r))[i]);
      }
    }
  }
  if (!args.shared_act.is_null()) store(gated(load(args.x), args.shared), args.shared_act);
}

void moe_down(const MoeDownArgs& args) {
  const int64_t k = args.topk_idx.extent(1);
  const int64_t tokens = args.out.extent(0);
  const auto entries = entries_by_expert(args.topk_idx, args.local_of_logical, args.experts.size());

  Matrix down(tokens * k, args.out.extent(1));  // act_e down_e^T of every entry; zero if not local
  for (size_t e = 0; e < entries.size(); ++e) {
    if (entries[e].empty()) continue;
    const Matrix y = project(gather(args.act, entries[e], 1), args.experts[e].down);
    for (size_t r = 0; r < entries[e].size(); ++r) {
      const double* row = y.row(static_cast<int64_t>(r));
      std::copy(row, row + y.cols, down.row(entries[e][r]));
    }
  }
  Matrix out(tokens, args.out.extent(1));
  for (int64_t t = 0; t < tokens; ++t) {
    for (int64_t j = 0; j < k; ++j) {  // slot order
      const double weight = args.topk_weights(t, j);
      if (args.local_of_logical(args.topk_idx(t, j)) < 0) continue;
      for (int64_t i = 0; i < out.cols; ++i) out.row(t)[i] += weight * down.row(t * k + j)[i];
    }
  }
  if (!args.shared_act.is_null() && args.shared_act.extent(1) > 0) {
    const Matrix shared = project(load(args.shared_act), args.shared.down);
    for (size_t i = 0; i < out.values.size(); ++i) out.values[i] += shared.values[i];
  }
  store(out, args.out);
}

// out = (silu(x gate^T) * (x up^T)) down^T
void dense_ffn(const DenseFfnArgs& args) {
  Matrix out(args.out.extent(0), args.out.extent(1));
  if (args.ffn.gate.rows > 0) out = project(gated(load(args.x), args.ffn), args.ffn.down);
  store(out, args.out);
}

}  // namespace octant::reference
