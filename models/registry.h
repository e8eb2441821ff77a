#pragma once
// From config.json to a Model. A family is chosen by `architectures` and `model_type` alone.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"
#include "models/model.h"

namespace octant {

// Parses the text of a config.json; `where` names the file in errors.
// Errors: kCorrupt for text that is not a JSON object or a field of the wrong type or range, with
// the field's name and value; kUnsupported for an architecture that no family loads, by name.
Result<std::unique_ptr<Model>> make_model(std::string_view config_json, std::string_view where);

// "DeepseekV3ForCausalLM (DeepSeek-V3, R1, V3.1, Moonlight)", ...: for the error message and
// README.
std::vector<std::string> supported_architectures();

}  // namespace octant
