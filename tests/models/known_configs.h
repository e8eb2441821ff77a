#pragma once
// config.json of published models, for tests: the fields as their repositories have them.

#include <nlohmann/json.hpp>

namespace octant::testing {

// deepseek-ai/DeepSeek-V3: FP8, YaRN, one MTP layer.
nlohmann::json deepseek_v3_config();
// moonshotai/Moonlight-16B-A3B: BF16, no q_lora_rank, no YaRN, no MTP layer.
nlohmann::json moonlight_config();
// A made-up deepseek_v3 model of 3 + 1 layers whose sizes divide by nothing convenient.
nlohmann::json odd_tiny_config();

}  // namespace octant::testing
