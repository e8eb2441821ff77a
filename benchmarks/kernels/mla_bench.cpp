// mla_bench: absorbed attention of one layer over contexts from 0 to 8192, as a share of the
// multiply-add peak and of the read bandwidth of the same run.
//   mla_bench [--threads 4] [--target AVX2] [--heads 16] [--rows 1] [--form absorbed|expanded]
// One JSON line a context.

#include <cinttypes>

#include "benchmarks/kernels/bench.h"
#include "kernels/core/buffer.h"
#include "kernels/core/thread_team.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/roof.h"

namespace octant {
namespace {

int run(int argc, char** argv) {
  bench::force_target(bench::argument(argc, argv, "--target", ""));
  const int threads = std::atoi(bench::argument(argc, argv, "--threads", "4").c_str());
  const int64_t num_rows = std::atoll(bench::argument(argc, argv, "--rows", "1").c_str());
  const bool expanded = bench::argument(argc, argv, "--form", "absorbed") == "expanded";
  const MlaShape shape{
      .num_heads = std::atoll(bench::argument(argc, argv, "--heads", "16").c_str()),
      .qk_nope_head_dim = 128,
      .qk_rope_head_dim = 64,
      .v_head_dim = 128,
      .kv_lora_rank = 512};
  ThreadTeam team(threads, spin_budget(threads));
  const double peak = cpu::measure_fma_peak(team);
  const std::unique_ptr<Backend> backend = make_cpu_backend(team);
  constexpr int64_t kPage = 64;
  for (const int64_t context : {0, 512, 2048, 8192}) {
    const int64_t positions = context + num_rows;
    const int64_t pages = (positions + kPage - 1) / kPage;
    const int64_t bytes = pages * kPage * shape.cache_width() * 2;
    Result<Buffer> data = Buffer::allocate(bytes);
    if (!data.ok()) return 1;
    bench::fill_random(data->data(), bytes, DType::kBF16, 11);
    std::vector<int32_t> block_table(static_cast<size_t>(pages));
    for (size_t i = 0; i < block_table.size(); ++i) block_table[i] = static_cast<int32_t>(i);
    const int64_t q_width = expanded ? shape.qk_head_dim() : shape.cache_width();
    const int64_t out_width = expanded ? shape.v_head_dim : shape.kv_lora_rank;
    std::vector<float> q(static_cast<size_t>(num_rows * shape.num_heads * q_width), 0.5f);
    std::vector<float> out(static_cast<size_t>(num_rows * shape.num_heads * out_width));
    const int64_t kv_b_rows = shape.num_heads * shape.kv_b_rows_per_head();
    std::vector<bf16> kv_b(static_cast<size_t>(kv_b_rows * shape.kv_lora_rank));
    bench::fill_random(reinterpret_cast<std::byte*>(kv_b.data()),
                       static_cast<int64_t>(kv_b.size() * sizeof(bf16)), DType::kBF16, 13);
    const MlaAttendArgs args{
        .shape = shape,
        .form = expanded ? MlaForm::kExpanded : MlaForm::kAbsorbed,
        .first_position = context,
        .softmax_scale = 0.1f,
        .q = View<const float, 3>(q.data(), {num_rows, shape.num_heads, q_width}),
        .cache = {.data = data->data(),
                  .dtype = DType::kBF16,
                  .page_stride = kPage * shape.cache_width(),
                  .page_block_size = kPage,
                  .width = shape.cache_width(),
                  .block_table = block_table},
        .kv_b = weight_view(View<const bf16, 2>(kv_b.data(), {kv_b_rows, shape.kv_lora_rank})),
        .out = View<float, 3>(out.data(), {num_rows, shape.num_heads, out_width})};
    bool ok = true;
    const bench::Times times =
        bench::measure(30, [&] { ok = ok && backend->mla_attend(args).ok(); });
    if (!ok) return 1;
    const double keys = static_cast<double>(num_rows) *
                        (static_cast<double>(context) + static_cast<double>(num_rows + 1) / 2);
    const double heads = static_cast<double>(shape.num_heads);
    const double flops = expanded
                             ? 2 * heads * (keys * 320 + static_cast<double>(positions) * 512 * 256)
                             : 2 * heads * keys * 1088;
    std::printf("{\"op\":\"mla_attend\",\"form\":\"%s\",\"heads\":%" PRId64 ",\"T\":%" PRId64
                ",\"context\":%" PRId64
                ",\"cache\":\"BF16\",\"target\":\"%s\",\"threads\":%d,\"us\":%.1f,\"best_us\":%.1f,"
                "\"gflop_per_s\":%.1f,\"peak_gflop_per_s\":%.1f,\"share_of_peak\":%.3f}\n",
                expanded ? "expanded" : "absorbed", shape.num_heads, num_rows, context,
                std::string(cpu_target_name()).c_str(), threads, times.median * 1e6,
                times.best * 1e6, flops / times.best * 1e-9, peak * 1e-9,
                flops / times.best / peak);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace octant

int main(int argc, char** argv) {
  return octant::run(argc, argv);
}
