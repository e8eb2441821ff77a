#include "app/ui/views/look_form.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/session/zoom.h"
#include "app/text/numbers.h"
#include "app/ui/views/shortcuts.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

std::string with_keys(std::string_view words, Action action) {
  return fmt::format("{}{}{}", words, words.empty() ? "" : " · ", shortcut_of(action).keys);
}

// Smaller, the size, larger.
void draw_zoom(Frame& frame, Form& form, session::Preferences& wanted) {
  const float side = frame.px(metric::kButtonHeight);
  const float value = frame.px(64);
  const Rect place = form.row("Size",
                              fmt::format("{} and {}", shortcut_of(Action::kZoomIn).keys,
                                          shortcut_of(Action::kZoomOut).keys),
                              2 * side + value, side);
  const Rect out = {place.x0, place.y0, place.x0 + side, place.y1};
  const Rect in = {place.x1 - side, place.y0, place.x1, place.y1};
  form.reveal("set.zoom.out", out);
  form.reveal("set.zoom.in", in);
  if (icon_button(frame, "set.zoom.out", out, Icon::kMinus, "Smaller",
                  wanted.zoom > session::Preferences::kLeastZoom)) {
    wanted.zoom = session::next_zoom(wanted.zoom, -1);
  }
  label(frame, {out.x1, place.y0, in.x0, place.y1},
        fmt::format("{:.0f} %", std::round(wanted.zoom * 100)), type::kValue, frame.palette.text,
        Align::kCentre, "set.zoom.value");
  if (icon_button(frame, "set.zoom.in", in, Icon::kPlus, "Larger",
                  wanted.zoom < session::Preferences::kMostZoom)) {
    wanted.zoom = session::next_zoom(wanted.zoom, 1);
  }
}

}  // namespace

void draw_look_form(Frame& frame, Form& form, Shell& shell) {
  session::Preferences wanted = shell.workspace.preferences();
  form.card("Look");
  const std::array<Form::Chip, 2> themes = {
      {{"set.theme.dark", "Dark", !wanted.light}, {"set.theme.light", "Light", wanted.light}}};
  if (const auto theme = form.chips_row("Theme", with_keys("", Action::kTheme), themes)) {
    wanted.light = *theme == 1;
  }
  draw_zoom(frame, form, wanted);
  if (form.switch_row("set.motion", "Reduced motion", "Nothing slides, fades or pulses",
                      wanted.reduced_motion)) {
    wanted.reduced_motion = !wanted.reduced_motion;
  }
  const bool dashboard = shell.side == Side::kDashboard;
  if (form.switch_row("set.dashboard", "Dashboard",
                      with_keys("Speed and experts, at the right", Action::kDashboard),
                      dashboard)) {
    shell.side = dashboard ? Side::kNone : Side::kDashboard;
    wanted.dashboard = !dashboard;
  }
  if (form.switch_row("set.sidebar", "Sidebar",
                      with_keys("Conversations, at the left", Action::kSidebar), wanted.sidebar)) {
    wanted.sidebar = !wanted.sidebar;
  }
  if (wanted != shell.workspace.preferences()) {
    shell.workspace.set_preferences(wanted);
    frame.wake_no_later_than(frame.now);
  }
}

void draw_recording_form(Frame& frame, Form& form, Shell& shell) {
  session::Preferences wanted = shell.workspace.preferences();
  const api::ModelInfo& model = shell.workspace.model();
  form.card("Recording");
  const bool known = shell.workspace.is_ready() && model.num_moe_layers > 0;
  // What a model of the largest kind has, as an example, where none is open.
  const int64_t layers = known ? model.num_moe_layers : 58;
  const int64_t experts = known ? model.num_experts_per_tok : 8;
  const auto bytes = static_cast<int64_t>(kBytesAnExpert * static_cast<double>(layers * experts));
  const std::string hint = fmt::format(
      "Lets you see later which experts worked on a word. Takes about {} of disk for "
      "a token {} with {} in {}",
      bytes_text(bytes), known ? "of this model," : "of a model",
      count_text(experts, "expert", "experts"), count_text(layers, "layer", "layers"));
  if (form.switch_row("set.record", "Record the routing of every token", hint,
                      wanted.record_routing)) {
    wanted.record_routing = !wanted.record_routing;
    shell.workspace.set_preferences(wanted);
    frame.wake_no_later_than(frame.now);
  }
}

}  // namespace octant::ui
