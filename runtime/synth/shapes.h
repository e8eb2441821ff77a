#pragma once
// The named shapes of `octant synth`, all in DeepSeek-V3's architecture, and config.json as a
// synthetic checkpoint holds it.

#include <span>
#include <string>
#include <string_view>

#include "kernels/core/status.h"
#include "runtime/api/synth.h"

namespace octant {

struct NamedShape {
  std::string_view name;
  std::string_view description;
  std::string_view overrides;  // JSON object: what differs from the common fields
  bool is_fp8 = false;         // published in FP8 blocks
};

std::span<const NamedShape> named_shapes();

// config.json of the checkpoint that `options` asks for: the shape's fields (those of the file, if
// options.shape is a path to a config.json), with num_layers, element type and quantization_config
// set by the options, and the ids of the synthetic tokenizer (synth_tokenizer.h). Errors:
// kInvalidArgument for an unknown name, with the names that there are, for a file that is not a
// JSON object, and for options that contradict each other; kIo for a file that cannot be read.
Result<std::string> synth_config(const api::SynthOptions& options);

// The element type that the shape's weights are published in: of a config.json, FP8 if it has a
// quantization_config. Errors: as synth_config.
Result<api::SynthDType> published_dtype(const std::string& shape);

}  // namespace octant
