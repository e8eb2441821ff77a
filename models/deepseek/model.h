#pragma once
// The DeepSeek-V3 family as a Model: V3, R1, V3.1, Moonlight.

#include <memory>

#include "models/deepseek/config.h"
#include "models/model.h"

namespace octant {

Result<std::unique_ptr<Model>> make_deepseek_model(DeepseekConfig config);

}  // namespace octant
