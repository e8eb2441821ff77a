// gemm_bench: prefill products, as a share of the multiply-add peak of the same run.
//   gemm_bench [--threads 4] [--target AVX2] [--rows 512]
// Runs the stage `head`, whose whole work is one product. One JSON line a case.

#include <cinttypes>

#include "benchmarks/kernels/bench.h"
#include "kernels/core/buffer.h"
#include "kernels/core/thread_team.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/roof.h"

namespace octant {
namespace {

struct Shape {
  const char* name;
  int64_t rows;
  int64_t cols;
};
constexpr Shape kShapes[] = {
    {"dsv3.expert_gate", 2048, 7168},
    {"dsv3.expert_down", 7168, 2048},
    {"dsv2lite.o_proj", 2048, 2048},
};

int run(int argc, char** argv) {
  bench::force_target(bench::argument(argc, argv, "--target", ""));
  const int threads = std::atoi(bench::argument(argc, argv, "--threads", "4").c_str());
  const int64_t num_rows = std::atoll(bench::argument(argc, argv, "--rows", "512").c_str());
  ThreadTeam team(threads, spin_budget(threads));
  const double peak = cpu::measure_fma_peak(team);
  const std::unique_ptr<Backend> backend = make_cpu_backend(team);
  for (const DType dtype : {DType::kBF16, DType::kF8E4M3, DType::kF32}) {
    for (const Shape& shape : kShapes) {
      const int64_t bytes = shape.rows * shape.cols * size_of(dtype);
      Result<Buffer> weights = Buffer::allocate(bytes);
      if (!weights.ok()) return 1;
      bench::fill_random(weights->data(), bytes, dtype, 3);
      const std::vector<float> scales(
          static_cast<size_t>((shape.rows / 128 + 1) * (shape.cols / 128 + 1)), 0.001f);
      WeightView w{.data = weights->data(),
                   .dtype = dtype,
                   .rows = shape.rows,
                   .cols = shape.cols,
                   .row_stride = shape.cols,
                   .scales = {}};
      if (dtype == DType::kF8E4M3) {
        w.scales.data = scales.data();
        w.scales.row_stride = (shape.cols + 127) / 128;
      }
      std::vector<float> x(static_cast<size_t>(num_rows * shape.cols));
      bench::fill_random(reinterpret_cast<std::byte*>(x.data()),
                         static_cast<int64_t>(x.size() * sizeof(float)), DType::kF32, 5);
      std::vector<float> y(static_cast<size_t>(num_rows * shape.rows));
      const HeadArgs args{.x = View<const float, 2>(x.data(), {num_rows, shape.cols}),
                          .lm_head = w,
                          .logits = View<float, 2>(y.data(), {num_rows, shape.rows})};
      bool ok = true;
      const bench::Times times = bench::measure(7, [&] { ok = ok && backend->head(args).ok(); });
      if (!ok) return 1;
      const double flops = 2.0 * static_cast<double>(num_rows * shape.rows * shape.cols);
      std::printf("{\"op\":\"gemm\",\"shape\":\"%s.T=%" PRId64
                  "\",\"dtype\":\"%s\",\"target\":\"%s\",\"threads\":%d,\"gflop_per_s\":%.1f,"
                  "\"best_gflop_per_s\":%.1f,\"peak_gflop_per_s\":%.1f,\"share_of_peak\":%.3f}\n",
                  shape.name, num_rows, std::string(to_string(dtype)).c_str(),
                  std::string(cpu_target_name()).c_str(), threads, flops / times.median * 1e-9,
                  flops / times.best * 1e-9, peak * 1e-9, flops / times.best / peak);
      std::fflush(stdout);
    }
  }
  return 0;
}

}  // namespace
}  // namespace octant

int main(int argc, char** argv) {
  return octant::run(argc, argv);
}
