#pragma once
// Ways to sample with a name. A preset says how tokens are drawn and leaves the rest alone.

#include <optional>
#include <span>
#include <string_view>

#include "runtime/api/options.h"

namespace octant::session {

struct Preset {
  std::string_view name;   // for programs: "precise"
  std::string_view label;  // for people
  std::string_view what;   // for people: one line
  std::optional<float> temperature;
  std::optional<float> top_p;
  std::optional<int32_t> top_k;
  float min_p = 0;
};

// The model's own first.
std::span<const Preset> all_presets();

void apply(const Preset& preset, api::GenerateOptions& options);
// Whether tokens are drawn as the preset says.
bool follows(const api::GenerateOptions& options, const Preset& preset);

}  // namespace octant::session
