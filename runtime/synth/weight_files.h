#pragma once
// The weights of a synthetic checkpoint: from a model's weight plan to its shards. Work is cut into
// strips of rows that threads take one after the other; a thread holds one strip at a time, so
// memory stays at a few megabytes a thread whatever the size of the checkpoint.

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/core/status.h"
#include "models/weight_plan.h"
#include "runtime/api/synth.h"
#include "runtime/synth/output_folder.h"
#include "runtime/synth/quantize.h"

namespace octant {

struct WeightFileOptions {
  api::SynthDType dtype = api::SynthDType::kBF16;
  uint64_t seed = 0;
  int64_t shard_bytes = int64_t{1} << 30;
  ScaleFormat scale_format = ScaleFormat::kF32;
};

// Block of a weight_scale_inv, rows and columns: DeepSeek's.
inline constexpr int64_t kScaleBlock = 128;

// The element type of a tensor: linear weights as `dtype` says, embedding, head and eh_proj F32 or
// BF16, norms and gate BF16, e_score_correction_bias F32.
DType stored_dtype(const TensorSpec& tensor, api::SynthDType dtype);

// Writes all tensors of `plan` but the duplicates, with `<name>_scale_inv` for FP8, and the index.
// The bytes do not depend on the number of threads. Errors: kInvalidArgument, kIo, kOutOfMemory.
Status write_weight_files(std::span<const TensorSpec> plan, const WeightFileOptions& options,
                          OutputFolder& folder);

}  // namespace octant
