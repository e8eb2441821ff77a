#include "app/session/presets.h"

#include <array>

namespace octant::session {

std::span<const Preset> all_presets() {
  static constexpr std::array<Preset, 4> kPresets = {{
      {.name = "own", .label = "Model's own", .what = "As its generation_config.json says"},
      // Close to the likeliest token, and not at it: greedy answers of models that reason fall into
      // loops, which is why DeepSeek advises against 0.
      {.name = "precise",
       .label = "Precise",
       .what = "For facts, code and extraction",
       .temperature = 0.2F,
       .top_p = 0.9F},
      // What DeepSeek recommends for R1, and what this program takes for a model that says nothing.
      {.name = "balanced",
       .label = "Balanced",
       .what = "For most conversations",
       .temperature = 0.6F,
       .top_p = 0.95F},
      // The distribution as it was learnt. A cut by share of the likeliest token keeps many words
      // where many fit and few where few do; 0.05 is the lower end of what the authors of min-p
      // recommend.
      {.name = "creative",
       .label = "Creative",
       .what = "For stories and ideas",
       .temperature = 1.0F,
       .top_p = 1.0F,
       .min_p = 0.05F},
  }};
  return kPresets;
}

void apply(const Preset& preset, api::GenerateOptions& options) {
  options.temperature = preset.temperature;
  options.top_p = preset.top_p;
  options.top_k = preset.top_k;
  options.min_p = preset.min_p;
}

bool follows(const api::GenerateOptions& options, const Preset& preset) {
  api::GenerateOptions changed = options;
  apply(preset, changed);
  return changed == options;
}

}  // namespace octant::session
