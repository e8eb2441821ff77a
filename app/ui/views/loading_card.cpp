#include "app/ui/views/loading_card.h"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "app/ui/views/card.h"
#include "app/ui/views/figures.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kBar = 8;
constexpr float kBarGap = 12;

std::string read_text(const api::LoadProgress& progress) {
  // Nothing is known before the files have been looked through.
  if (progress.bytes_total <= 0) return "Opening the files";
  const Figure done = bytes_figure(static_cast<double>(progress.bytes_read));
  const Figure all = bytes_figure(static_cast<double>(progress.bytes_total));
  return (done.unit == all.unit ? done.number : done.text()) + " of " + all.text();
}

std::string speed_text(const api::LoadProgress& progress) {
  if (progress.bytes_per_second <= 0) return "";
  const std::string speed = bytes_figure(progress.bytes_per_second).text() + "/s";
  const std::string left = seconds_left_text(progress.seconds_left);
  return left.empty() ? speed : speed + " · " + left;
}

}  // namespace

float loading_card(Frame& frame, Point at, float width, std::string_view model_name,
                   const api::LoadProgress& progress) {
  const float title = frame.px(metric::kCardTitle);
  const float height = card_height(
      frame, title + 2 * frame.px(kBarGap) + frame.px(kBar) + frame.px(metric::kCardFoot));
  const Rect inside = card_ground(frame, {at.x, at.y, at.x + width, at.y + height});
  const Rect head = {inside.x0, inside.y0, inside.x1, inside.y0 + title};
  label(frame, head, "Loading " + std::string(model_name), type::kHeader, frame.palette.text);

  const float y = head.y1 + frame.px(kBarGap);
  const Rect track = {inside.x0, y, inside.x1, y + frame.px(kBar)};
  const float radius = track.height() / 2;
  frame.list().AddRectFilled({track.x0, track.y0}, {track.x1, track.y1}, frame.palette.bar_track,
                             radius);
  if (progress.bytes_total > 0 && progress.bytes_read > 0) {
    const double share = std::clamp(
        static_cast<double>(progress.bytes_read) / static_cast<double>(progress.bytes_total), 0.0,
        1.0);
    const float end =
        track.x0 + std::max(track.height(), static_cast<float>(share) * track.width());
    frame.list().AddRectFilled({track.x0, track.y0}, {end, track.y1}, frame.palette.accent, radius);
  }

  const Rect foot = {inside.x0, track.y1 + frame.px(kBarGap), inside.x1, inside.y1};
  const float used =
      label(frame, foot, speed_text(progress), type::kSmall, frame.palette.muted, Align::kRight);
  label(frame, {foot.x0, foot.y0, foot.x1 - used - frame.px(kBarGap), foot.y1}, read_text(progress),
        type::kSmall, frame.palette.dim);
  frame.mark("dash.loading", foot, read_text(progress));
  return height;
}

}  // namespace octant::ui
