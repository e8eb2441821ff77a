// gemv_bench: decode products at model shapes, as a share of the read bandwidth of the same run.
//   gemv_bench [--threads N] [--target AVX2] [--mib 640] [--rows T] [--seconds ...]
// Weights rotate over `mib` MiB, so that no cache holds them. One JSON line a case.

#include <cinttypes>
#include <span>

#include "benchmarks/kernels/bench.h"
#include "kernels/core/buffer.h"
#include "kernels/core/thread_team.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/gemv.h"
#include "kernels/cpu/roof.h"

namespace octant {
namespace {

struct Shape {
  const char* name;
  int64_t rows;
  int64_t cols;
};
constexpr Shape kShapes[] = {
    {"dsv3.q_b", 24576, 1536},        {"dsv3.expert_gate", 2048, 7168},
    {"dsv3.expert_down", 7168, 2048}, {"dsv2lite.expert_gate", 1408, 2048},
    {"dsv2lite.o_proj", 2048, 2048},  {"cached", 256, 2048},
};

void run_case(ThreadTeam& team, const Buffer& weights, const Buffer& scales, DType dtype,
              const Shape& shape, int64_t num_rows, double roof) {
  const int64_t matrix_bytes = shape.rows * shape.cols * size_of(dtype);
  const int64_t num_matrices = weights.size_bytes() / matrix_bytes;
  std::vector<float> x(static_cast<size_t>(num_rows * shape.cols));
  std::mt19937 engine(1);
  for (float& v : x) v = std::normal_distribution<float>()(engine);
  std::vector<float> y(static_cast<size_t>(num_rows * shape.rows));
  std::vector<const float*> x_rows;
  std::vector<float*> y_rows;
  for (int64_t t = 0; t < num_rows; ++t) {
    x_rows.push_back(x.data() + t * shape.cols);
    y_rows.push_back(y.data() + t * shape.rows);
  }
  const int64_t workspace = (cpu::gemv_workspace_floats(shape.cols) + 15) / 16 * 16;
  const Buffer packed = std::move(Buffer::allocate(workspace * 4 * team.size())).value();
  const bench::Times times = bench::measure(7, [&] {
    team.run([&](int32_t thread) {
      cpu::GemvInput input(x_rows, packed.as<float>() + workspace * thread);
      const Range range = split_range(shape.rows, thread, team.size());
      for (int64_t m = 0; m < num_matrices; ++m) {
        WeightView w{.data = weights.data() + m * matrix_bytes,
                     .dtype = dtype,
                     .rows = shape.rows,
                     .cols = shape.cols,
                     .row_stride = shape.cols,
                     .scales = {}};
        if (dtype == DType::kF8E4M3) {
          w.scales.data = scales.as<float>();
          w.scales.row_stride = (shape.cols + 127) / 128;
        }
        cpu::gemv(input, w, range.begin, range.end, y_rows);
        team.barrier();  // as between the stages of a step
      }
    });
  });
  const double bytes = static_cast<double>(num_matrices * matrix_bytes);
  std::printf(
      "{\"op\":\"gemv\",\"shape\":\"%s.T=%" PRId64
      "\",\"dtype\":\"%s\",\"target\":\"%s\",\"threads\":%d,"
      "\"gb_per_s\":%.2f,\"best_gb_per_s\":%.2f,\"roof_gb_per_s\":%.2f,\"share_of_roof\":%.3f}\n",
      shape.name, num_rows, std::string(to_string(dtype)).c_str(),
      std::string(cpu_target_name()).c_str(), team.size(), bytes / times.median * 1e-9,
      bytes / times.best * 1e-9, roof * 1e-9, bytes / times.best / roof);
  std::fflush(stdout);
}

int run(int argc, char** argv) {
  bench::force_target(bench::argument(argc, argv, "--target", ""));
  const int threads = std::atoi(bench::argument(argc, argv, "--threads", "4").c_str());
  const int64_t bytes = std::atoll(bench::argument(argc, argv, "--mib", "640").c_str()) << 20;
  const int64_t num_rows = std::atoll(bench::argument(argc, argv, "--rows", "1").c_str());
  const std::string only_shape = bench::argument(argc, argv, "--shape", "");
  ThreadTeam team(threads, spin_budget(threads));
  Result<double> roof = cpu::measure_read_bandwidth(team, bytes);
  Result<Buffer> weights = Buffer::allocate(bytes);
  Result<Buffer> scales = Buffer::allocate(1 << 16);
  if (!roof.ok() || !weights.ok() || !scales.ok()) return 1;
  for (int64_t i = 0; i < (1 << 14); ++i) scales->as<float>()[i] = 0.001f;
  for (const DType dtype : {DType::kBF16, DType::kF8E4M3, DType::kF32}) {
    bench::fill_random(weights->data(), bytes, dtype, 7);
    for (const Shape& shape : kShapes) {
      if (!only_shape.empty() && only_shape != shape.name) continue;
      run_case(team, *weights, *scales, dtype, shape, num_rows, *roof);
    }
  }
  return 0;
}

}  // namespace
}  // namespace octant

int main(int argc, char** argv) {
  return octant::run(argc, argv);
}
