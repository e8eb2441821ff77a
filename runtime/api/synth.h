#pragma once
// Writes random-weight checkpoints for tests and benchmarks: `octant synth`.

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/core/status.h"

namespace octant::api {

enum class SynthDType { kF32, kBF16, kF8 };  // of the linear weights; norms and gate stay BF16

struct SynthOptions {
  std::string shape;    // a name of synth_shapes(), or a path to a config.json
  std::string out_dir;  // created; must not hold a checkpoint yet
  SynthDType dtype = SynthDType::kBF16;
  uint64_t seed = 0;
  int64_t num_layers = 0;         // 0: as the shape says
  int64_t num_dense_layers = -1;  // of them, the first ones; -1: as the shape says
  int64_t shard_bytes = int64_t{1} << 30;
  bool ue8m0_scales = false;  // of kF8: scales are powers of two
};

struct SynthShape {
  std::string name;
  std::string description;
};

// "tiny", "small", slices of the size of a file cache, and whole models: "deepseek-v3", ...
std::vector<SynthShape> synth_shapes();

// Config, tokenizer, generation_config and weights; the same options give the same bytes.
// Errors: kInvalidArgument, kIo.
Status synthesize(const SynthOptions& options);

}  // namespace octant::api
