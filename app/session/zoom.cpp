#include "app/session/zoom.h"

#include <array>
#include <cstddef>

#include "app/session/preferences.h"

namespace octant::session {

namespace {

constexpr std::array<float, 14> kSteps = {
    Preferences::kLeastZoom, 0.67F, 0.75F, 0.8F, 0.9F, 1, 1.1F, 1.25F, 1.5F, 1.75F, 2, 2.25F, 2.5F,
    Preferences::kMostZoom};
constexpr float kSame = 0.005F;  // half a percent, which is what people are shown

}  // namespace

float next_zoom(float zoom, int direction) {
  if (direction > 0) {
    for (const float step : kSteps) {
      if (step > zoom + kSame) return step;
    }
    return kSteps.back();
  }
  for (size_t i = kSteps.size(); i-- > 0;) {
    if (kSteps[i] < zoom - kSame) return kSteps[i];
  }
  return kSteps.front();
}

}  // namespace octant::session
