#pragma once
// The fields of a config.json that shape a model, as text for people. Works for every architecture,
// supported or not: what a file does not have is left out.

#include <map>
#include <string>

#include "kernels/core/dtype.h"
#include "models/config_reader.h"

namespace octant {

// "hidden_size" -> "7168", "rope_scaling.factor" -> "40", ...
std::map<std::string, std::string> config_fields(const ConfigDocument& document);

// Element type of weights that are not quantized: dtype or torch_dtype; BF16 if neither is known.
DType config_dtype(const ConfigDocument& document);

}  // namespace octant
