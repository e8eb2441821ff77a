// attn_in, attn_q, attn_out: the projections around attention.

#include <algorithm>
#include <array>

#include "kernels/cpu/linear.h"
#include "kernels/cpu/stage_context.h"
#include "kernels/cpu/vector_ops.h"

namespace octant::cpu {
namespace {

// Interleaved pairs of x, rotated into out.
void rotate(const float* x, const RopeTable& rope, int64_t position, int64_t dims, float* out) {
  for (int64_t i = 0; i < dims / 2; ++i) {
    const float c = rope.cos(position, i);
    const float s = rope.sin(position, i);
    const float a = x[2 * i];
    const float b = x[2 * i + 1];
    out[2 * i] = a * c - b * s;
    out[2 * i + 1] = a * s + b * c;
  }
}

// Row t of kv_a -> its row of the cache. `row`: room for C + P floats.
void write_cache_row(const AttnQArgs& args, int64_t t, float* row) {
  const MlaShape& shape = args.shape;
  const int64_t position = args.first_position + t;
  const float* kv = args.kv_a.row(t).data();
  rms_norm(kv, args.kv_a_norm.data(), args.eps, shape.kv_lora_rank, row);
  rotate(kv + shape.kv_lora_rank, args.rope, position, shape.qk_rope_head_dim,
         row + shape.kv_lora_rank);
  if (args.cache.dtype == DType::kF32) {
    std::copy(row, row + shape.cache_width(), args.cache.row<float>(position));
  } else {
    std::transform(row, row + shape.cache_width(), args.cache.row<bf16>(position),
                   bf16::from_float);
  }
}

// q[t, head] of every t for latent columns `cols`: W_UK in. One of the threads that share a head
// also rotates its last P columns; `cols` may be empty, so it is told which.
void absorb(const AttnQArgs& args, const View<const float, 2>& qh, int64_t head, Range cols,
            bool rotates, float* weight_row) {
  const MlaShape& shape = args.shape;
  const int64_t num_rows = qh.extent(0);
  const int64_t first = head * shape.qk_head_dim();
  for (int64_t t = 0; t < num_rows; ++t) {
    float* q = &args.q(t, head, 0);
    std::fill(q + cols.begin, q + cols.end, 0.0f);
    if (rotates) {
      rotate(&qh(t, first) + shape.qk_nope_head_dim, args.rope, args.first_position + t,
             shape.qk_rope_head_dim, q + shape.kv_lora_rank);
    }
  }
  for (int64_t n = 0; n < shape.qk_nope_head_dim; ++n) {
    read_weights(args.kv_b, head * shape.kv_b_rows_per_head() + n, cols.begin, cols.size(),
                 weight_row);
    for (int64_t t = 0; t < num_rows; ++t) {
      add_scaled(weight_row, qh(t, first + n), cols.size(), &args.q(t, head, 0) + cols.begin);
    }
  }
}

}  // namespace

void attn_in(StageContext context, const AttnInArgs& args) {
  const int64_t num_rows = args.x.extent(0);
  const int64_t hidden_size = args.x.extent(1);
  const std::array products = {Product{args.q_a, args.q_a_out}, Product{args.kv_a, args.kv_a_out}};
  const Linear linear(context, num_rows, hidden_size, products);
  const PreparedRows prepared(context, num_rows, hidden_size);
  context.team.run([&](int32_t thread) {
    linear.run(thread, prepared.fill(thread, [&](int64_t t, float* out) {
      rms_norm(args.x.row(t).data(), args.norm_weight.data(), args.eps, hidden_size, out);
    }));
  });
}

void attn_q(StageContext context, const AttnQArgs& args) {
  ThreadTeam& team = context.team;
  const MlaShape& shape = args.shape;
  const int64_t num_rows = args.kv_a.extent(0);
  const int64_t q_width = shape.num_heads * shape.qk_head_dim();
  const bool project = !args.q_b.is_null() && shape.num_heads > 0;
  View<float, 2> projected;
  if (project) projected = context.scratch.take_view<float, 2>({num_rows, q_width});
  const View<const float, 2> qh = project ? View<const float, 2>(projected) : args.q_a;
  const std::array products = {Product{args.q_b, projected}};
  const int64_t q_rank = project ? args.q_b.cols : 0;
  const Linear linear(context, num_rows, q_rank, std::span(products).first(project ? 1 : 0));
  const PreparedRows prepared(context, num_rows, q_rank);
  // Columns are cut too where there are fewer heads than threads; whole cache lines of any dtype.
  const int64_t cuts =
      shape.num_heads == 0 ? 1 : (team.size() + shape.num_heads - 1) / shape.num_heads;
  const int64_t row_floats = whole_lines(shape.cache_width());
  auto* rows = context.scratch.take<float>(team.size() * row_floats);

  team.run([&](int32_t thread) {
    float* row = rows + thread * row_floats;
    const Range own = split_range(num_rows, thread, team.size());
    for (int64_t t = own.begin; t < own.end; ++t) write_cache_row(args, t, row);
    if (project) {
      linear.run(thread, prepared.fill(thread, [&](int64_t t, float* out) {
        rms_norm(args.q_a.row(t).data(), args.q_a_norm.data(), args.eps, q_rank, out);
      }));
      team.barrier();  // heads read what other threads projected
    }
    if (args.form == MlaForm::kAbsorbed) {
      const Range tasks = split_range(shape.num_heads * cuts, thread, team.size());
      for (int64_t task = tasks.begin; task < tasks.end; ++task) {
        const Range cols = split_range(shape.kv_lora_rank, task % cuts, cuts, 64);
        absorb(args, qh, task / cuts, cols, task % cuts == 0, row);
      }
      return;
    }
    for (int64_t t = own.begin; t < own.end; ++t) {
      for (int64_t head = 0; head < shape.num_heads; ++head) {
        const float* source = &qh(t, head * shape.qk_head_dim());
        float* q = &args.q(t, head, 0);
        std::copy(source, source + shape.qk_nope_head_dim, q);
        rotate(source + shape.qk_nope_head_dim, args.rope, args.first_position + t,
               shape.qk_rope_head_dim, q + shape.qk_nope_head_dim);
      }
    }
  });
}

void attn_out(StageContext context, const AttnOutArgs& args) {
  ThreadTeam& team = context.team;
  const MlaShape& shape = args.shape;
  const int64_t num_rows = args.out.extent(0);
  const int64_t v_dim = shape.v_head_dim;
  const int64_t width = shape.num_heads * v_dim;
  if (width == 0) {
    for (int64_t t = 0; t < num_rows; ++t) std::ranges::fill(args.out.row(t), 0.0f);
    return;
  }
  const std::array products = {Product{args.o_proj, args.out}};
  const Linear linear(context, num_rows, width, products);
  const View<float, 2> o = context.scratch.take_view<float, 2>({num_rows, width});
  const auto rows = row_pointers(context.scratch, o);
  const int64_t workspace_floats = whole_lines(gemv_workspace_floats(shape.kv_lora_rank));
  auto* workspace = context.scratch.take<float>(team.size() * workspace_floats);

  // Rows of W_UV of all heads, [begin, end), times `count` <= kGemvMaxRows rows from `first` on.
  const auto value_rows = [&](int32_t thread, int64_t first, int64_t count, Range range) {
    std::array<const float*, kGemvMaxRows> x{};
    std::array<float*, kGemvMaxRows> y{};
    for (int64_t row = range.begin; row < range.end;) {
      const int64_t head = row / v_dim;
      const int64_t stop = std::min(range.end, (head + 1) * v_dim);
      for (int64_t t = 0; t < count; ++t) {
        x[static_cast<size_t>(t)] = &args.attended(first + t, head, 0);
        y[static_cast<size_t>(t)] = &o(first + t, head * v_dim);
      }
      GemvInput input({x.data(), static_cast<size_t>(count)},
                      workspace + thread * workspace_floats);
      const int64_t w_row = head * shape.kv_b_rows_per_head() + shape.qk_nope_head_dim;
      gemv(input, args.kv_b.slice_rows(w_row, w_row + v_dim), row - head * v_dim,
           stop - head * v_dim, y);
      row = stop;
    }
  };
  team.run([&](int32_t thread) {
    if (args.form == MlaForm::kAbsorbed) {
      const Range range = split_range(width, thread, team.size());
      for (int64_t t = 0; t < num_rows; t += kGemvMaxRows) {
        value_rows(thread, t, std::min(kGemvMaxRows, num_rows - t), range);
      }
    } else {
      const Range own = split_range(num_rows, thread, team.size());
      for (int64_t t = own.begin; t < own.end; ++t) {
        for (int64_t head = 0; head < shape.num_heads; ++head) {
          const float* source = &args.attended(t, head, 0);
          std::copy(source, source + v_dim, &o(t, head * v_dim));
        }
      }
    }
    team.barrier();  // o_proj reads all heads
    linear.run(thread, rows);
  });
}

}  // namespace octant::cpu
