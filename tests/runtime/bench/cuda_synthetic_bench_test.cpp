// `octant bench --synthetic` on the CUDA backend, on the fake devices of the SIMT executor: times
// mean nothing there, what is counted does.

#include <gtest/gtest.h>

#include <string>

#include "runtime/api/synthetic_bench.h"
#include "tests/simt/machine.h"

namespace octant {
namespace {

simt::MachineOptions machine_options(int num_devices) {
  return {.num_devices = num_devices,
          .device_bytes = size_t{256} << 20,
          .order = simt::Order::kShuffled,
          .seed = 5,
          .check_accesses = false,
          .keep_from_host = false};
}

api::SyntheticBenchOptions cuda_bench(int32_t num_ranks, api::SynthDType dtype) {
  api::SyntheticBenchOptions options{.shape = "tiny", .num_layers = 2, .dtype = dtype};
  options.engine.device = api::Device::kCuda;
  options.engine.num_ranks = num_ranks;
  options.rows = {1, 2};
  options.contexts = {3};
  options.steps = 2;
  return options;
}

double bytes_of(const api::SyntheticCase& result, const std::string& name) {
  for (const api::StageTime& stage : result.stages) {
    if (stage.stage == name) return stage.bytes;
  }
  ADD_FAILURE() << name << " is missing";
  return 0;
}

TEST(CudaSyntheticBench, MeasuresOneRankAndSeveral) {
  for (const int num_devices : {1, 2}) {
    const simt::Machine machine(machine_options(num_devices));
    {
      const auto dtype = num_devices == 1 ? api::SynthDType::kBF16 : api::SynthDType::kF8;
      const auto cases = api::bench_synthetic(cuda_bench(num_devices, dtype));
      ASSERT_TRUE(cases.ok()) << cases.status().to_string();
      ASSERT_EQ(cases->size(), 2u);
      for (const api::SyntheticCase& result : *cases) {
        EXPECT_EQ(result.device, num_devices == 1 ? "cuda (1 device)" : "cuda (2 devices)");
        EXPECT_GT(result.bandwidth_gigabytes_per_second, 0);
        EXPECT_EQ(result.dense_layers, 1);
        EXPECT_EQ(result.moe_layers, 1);
        // 3 positions and the rows, 80 values of BF16, in two layers.
        EXPECT_EQ(bytes_of(result, "mla_attend"),
                  static_cast<double>(2 * (3 + result.rows) * 80 * 2));
        EXPECT_EQ(bytes_of(result, "head"), 512.0 / num_devices * 192 * 2);
      }
    }
    EXPECT_EQ(machine.first_fault(), "");
    EXPECT_EQ(machine.leaks(), "");
  }
}

TEST(CudaSyntheticBench, RefusesWhatDoesNotFitOnTheDevice) {
  simt::MachineOptions small = machine_options(1);
  small.device_bytes = size_t{2} << 20;
  const simt::Machine machine(small);
  const auto cases = api::bench_synthetic(cuda_bench(1, api::SynthDType::kBF16));
  ASSERT_FALSE(cases.ok());
  EXPECT_EQ(cases.status().code(), StatusCode::kOutOfMemory);
  EXPECT_NE(cases.status().message().find("the model does not fit: device 0 has "),
            std::string_view::npos)
      << cases.status().to_string();
  EXPECT_EQ(machine.leaks(), "");
}

TEST(CudaSyntheticBench, SaysWhereThereIsNoDevice) {
  const simt::Machine machine({.num_devices = 0});
  const auto cases = api::bench_synthetic(cuda_bench(1, api::SynthDType::kBF16));
  EXPECT_EQ(cases.status().code(), StatusCode::kUnsupported);
}

}  // namespace
}  // namespace octant
