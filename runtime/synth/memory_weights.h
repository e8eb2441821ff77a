#pragma once
// Synthetic weights without a checkpoint: every rank's shard, laid out as the loader lays it out
// and filled in place by the memory it lies in, a device's by a kernel. Nothing touches a disk, and
// nothing but vectors goes through host memory.
//
// The values are the generator's (generator.h), so BF16 and F32 weights have the bytes that a
// synthetic checkpoint of the same seed has when it is loaded. FP8 matrices are e4m3(448 u(i)) with
// one scale, a / 448, for all blocks: what quantize_block gives where a block's largest value is a.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "models/model.h"
#include "models/weight_plan.h"
#include "runtime/api/synth.h"
#include "runtime/load/weight_loader.h"

namespace octant {

struct MemoryWeightOptions {
  api::SynthDType dtype = api::SynthDType::kBF16;
  uint64_t seed = 0;
  bool with_draft = false;
  std::vector<Memory*> memories;  // rank r's: all the host's or all devices', outlive the weights
  int32_t num_threads = 1;        // that fill host memory, or launch the kernels that fill devices
  const std::atomic<bool>* cancel = nullptr;
};

// `layouts[r]` is rank r's. Errors: kInvalidArgument where FP8 is asked for and the model's
// config.json announces no blocks; kOutOfMemory, kDevice, kCancelled.
Result<std::vector<std::unique_ptr<RankWeights>>> synthesize_weights(
    const Model& model, const std::vector<RankLayout>& layouts, const MemoryWeightOptions& options);

}  // namespace octant
