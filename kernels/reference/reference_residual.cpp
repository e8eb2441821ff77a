// embed, add_norm, draft_in, head: what happens to the residual stream outside attention and FFN.

#include "kernels/reference/reference_math.h"
#include "kernels/reference/reference_stages.h"

namespace octant::reference {

// x[t] = table[tokens[t]]
void embed(const EmbedArgs& args) {
  for (int64_t t = 0; t < args.tokens.extent(0); ++t) {
    args.table.read_row(args.tokens(t), args.x.row(t).data());
  }
}

// x = (accumulate ? x : 0) + partials[0] + partials[1] + ...;  normed = RMSNorm(x)
void add_norm(const AddNormArgs& args) {
  Matrix sum(args.x.extent(0), args.x.extent(1));
  if (args.accumulate) sum = load(args.x);
  for (const View<const float, 2>& partial : args.partials) {
    for (int64_t t = 0; t < sum.rows; ++t) {
      for (int64_t i = 0; i < sum.cols; ++i) sum.row(t)[i] += partial(t, i);
    }
  }
  store(sum, args.x);
  // From x as it is kept, in f32: the next stage that norms x must find the same.
  if (!args.normed.is_null()) {
    store(rms_norm(load(args.x), args.norm_weight, args.eps), args.normed);
  }
}

// logits = x lm_head^T
void head(const HeadArgs& args) {
  store(project(load(args.x), args.lm_head), args.logits);
}

// u = [RMSNorm_enorm(embedding) ; RMSNorm_hnorm(hidden)]
// out = u[col_begin .. col_begin + cols] eh_proj^T
void draft_in(const DraftInArgs& args) {
  const Matrix embedding = rms_norm(load(args.embedding), args.enorm, args.eps);
  const Matrix hidden = rms_norm(load(args.hidden), args.hnorm, args.eps);
  const int64_t hidden_size = args.enorm.extent(0);
  Matrix u(args.out.extent(0), args.eh_proj.cols);
  for (int64_t t = 0; t < u.rows; ++t) {
    for (int64_t c = 0; c < u.cols; ++c) {
      const int64_t i = args.col_begin + c;
      u.row(t)[c] = i < hidden_size ? embedding.row(t)[i] : hidden.row(t)[i - hidden_size];
    }
  }
  Matrix out(u.rows, args.out.extent(1));
  if (u.cols > 0) out = project(u, args.eh_proj);
  store(out, args.out);
}

}  // namespace octant::reference
