// embed, add_norm, head, draft_in: what stands before and behind the layers.

#include <algorithm>
#include <array>
#include <cmath>

#include "kernels/cpu/linear.h"
#include "kernels/cpu/stage_context.h"
#include "kernels/cpu/vector_ops.h"

namespace octant::cpu {

void embed(StageContext context, const EmbedArgs& args) {
  ThreadTeam& team = context.team;
  team.run([&](int32_t thread) {
    const Range range = split_range(args.tokens.extent(0), thread, team.size());
    for (int64_t t = range.begin; t < range.end; ++t) {
      read_weights(args.table, args.tokens(t), 0, args.table.cols, args.x.row(t).data());
    }
  });
}

void add_norm(StageContext context, const AddNormArgs& args) {
  // Squares are summed in pieces of fixed size and the pieces in order, so that neither threads nor
  // the number of rows show in the bits.
  constexpr int64_t kPiece = 1024;
  ThreadTeam& team = context.team;
  const int64_t hidden_size = args.x.extent(1);
  const int64_t pieces = (hidden_size + kPiece - 1) / kPiece;
  const int64_t total = args.x.extent(0) * pieces;
  auto* squares = context.scratch.take<float>(total);
  team.run([&](int32_t thread) {
    const Range range = split_range(total, thread, team.size());
    const auto for_each_piece = [&](auto&& visit) {
      for (int64_t i = range.begin; i < range.end; ++i) {
        const int64_t begin = i % pieces * kPiece;
        visit(i, i / pieces, begin, std::min(kPiece, hidden_size - begin));
      }
    };
    for_each_piece([&](int64_t i, int64_t t, int64_t begin, int64_t count) {
      float* x = args.x.row(t).data() + begin;
      if (!args.accumulate) std::fill(x, x + count, 0.0f);
      for (const View<const float, 2>& partial : args.partials) {
        add(partial.row(t).data() + begin, count, x);
      }
      if (!args.normed.is_null()) squares[i] = sum_of_squares(x, count);
    });
    if (args.normed.is_null()) return;
    team.barrier();
    for_each_piece([&](int64_t, int64_t t, int64_t begin, int64_t count) {
      float sum = 0;
      for (int64_t p = 0; p < pieces; ++p) sum += squares[t * pieces + p];
      const float inverse = 1.0f / std::sqrt(sum / static_cast<float>(hidden_size) + args.eps);
      scale_by(args.x.row(t).data() + begin, args.norm_weight.data() + begin, inverse, count,
               args.normed.row(t).data() + begin);
    });
  });
}

void head(StageContext context, const HeadArgs& args) {
  const std::array products = {Product{args.lm_head, args.logits}};
  const auto rows = row_pointers(context.scratch, args.x);
  const Linear linear(context, args.x.extent(0), args.lm_head.cols, products);
  context.team.run([&](int32_t thread) { linear.run(thread, rows); });
}

void draft_in(StageContext context, const DraftInArgs& args) {
  const int64_t hidden_size = args.enorm.extent(0);
  const int64_t cols = args.eh_proj.cols;
  const int64_t num_rows = args.out.extent(0);
  const std::array products = {Product{args.eh_proj, args.out}};
  const Linear linear(context, num_rows, cols, products);
  const PreparedRows prepared(context, num_rows, cols);
  const int64_t stride = whole_lines(hidden_size);
  auto* halves = context.scratch.take<float>(context.team.size() * stride);
  context.team.run([&](int32_t thread) {
    float* normed = halves + thread * stride;
    // Columns [begin, end) of this rank that fall into one half of u, which starts at `first`.
    const auto copy_half = [&](std::span<const float> x, const float* weight, int64_t first,
                               float* out) {
      const int64_t begin = std::max(args.col_begin, first);
      const int64_t end = std::min(args.col_begin + cols, first + hidden_size);
      if (begin >= end) return;
      rms_norm(x.data(), weight, args.eps, hidden_size, normed);
      std::copy(normed + (begin - first), normed + (end - first), out + (begin - args.col_begin));
    };
    linear.run(thread, prepared.fill(thread, [&](int64_t t, float* out) {
      copy_half(args.embedding.row(t), args.enorm.data(), 0, out);
      copy_half(args.hidden.row(t), args.hnorm.data(), hidden_size, out);
    }));
  });
}

}  // namespace octant::cpu
