// An answer on the CUDA backend with every access of its kernels looked at by the SIMT executor.

#include <gtest/gtest.h>

#include "tests/runtime/engine/tiny_engine.h"
#include "tests/simt/machine.h"

namespace octant::test {
namespace {

TEST(CudaEngine, EveryAccessOfAnAnswerIsInOrder) {
  const simt::Machine machine({.num_devices = 2,
                               .device_bytes = size_t{256} << 20,
                               .order = simt::Order::kShuffled,
                               .seed = 99});
  api::EngineOptions options = tiny_options();
  options.model_dir = tiny_checkpoint(api::SynthDType::kF8);
  options.device = api::Device::kCuda;
  options.num_ranks = 2;
  options.max_context = 128;
  const auto engine = open_tiny_engine(options);
  api::ChatRequest request = greedy_request("check", 2);
  EXPECT_EQ(ask(*engine, request).ids.size(), 2u);
  request.options.temperature = 0.9f;
  request.options.top_p = 0.95f;
  EXPECT_EQ(ask(*engine, request).ids.size(), 2u);
  EXPECT_EQ(machine.first_fault(), "");
}

}  // namespace
}  // namespace octant::test
