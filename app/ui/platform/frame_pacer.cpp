#include "app/ui/platform/frame_pacer.h"

#include <algorithm>

namespace octant::ui {

void FramePacer::on_frame(double now) {
  drawn_at_ = now;
  input_frames_ = std::max(0, input_frames_ - 1);
  wake_frames_ = std::max(0, wake_frames_ - 1);
}

std::optional<double> FramePacer::wait(double now, bool moving,
                                       std::optional<double> wake_at) const {
  std::optional<double> due = wake_at;
  const auto at_the_latest = [&](double moment) { due = due ? std::min(*due, moment) : moment; };
  if (!drawn_at_) return 0.0;
  if (moving || wake_frames_ > 0) at_the_latest(*drawn_at_ + moving_);
  if (input_frames_ > 0) at_the_latest(*drawn_at_ + kInputInterval);
  if (!due) return std::nullopt;
  return std::max(0.0, *due - now);
}

}  // namespace octant::ui
