#include "app/ui/views/notice_bar.h"

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

constexpr float kBanner = 44;  // logical pixels

struct Banner {
  std::string name;
  std::string text;
  Colour colour = 0;
  std::string button;
};

std::vector<Banner> banners_of(const Palette& palette, const session::Workspace& workspace,
                               bool is_read_only) {
  using engine_process::EngineState;
  std::vector<Banner> all;
  if (workspace.has_model() && workspace.condition().state == EngineState::kFailed) {
    all.push_back({"engine",
                   "The engine is lost: " + std::string(workspace.condition().failure.message()) +
                       ". What had come is kept.",
                   palette.error, "Restart"});
  }
  if (!workspace.session().history_problem().empty()) {
    all.push_back({"disk",
                   "Not on the disk yet: " + workspace.session().history_problem() +
                       ". Tried again every second.",
                   palette.amber, ""});
  }
  if (is_read_only) {
    all.push_back({"readonly",
                   "Another Octant has this history open: conversations can be read and exported "
                   "here, not continued.",
                   palette.amber, ""});
  }
  return all;
}

}  // namespace

float NoticeBar::banner_height(const Frame& frame, const Shell& shell) const {
  const auto all =
      banners_of(frame.palette, shell.workspace, shell.workspace.history().is_read_only());
  return static_cast<float>(all.size()) * frame.px(kBanner);
}

void NoticeBar::draw_banners(Frame& frame, const Rect& rect, Shell& shell) {
  float y = rect.y0;
  for (const Banner& banner :
       banners_of(frame.palette, shell.workspace, shell.workspace.history().is_read_only())) {
    const Rect row = {rect.x0, y, rect.x1, y + frame.px(kBanner)};
    y = row.y1;
    fill(frame, row, frame.palette.card);
    panel(frame, {row.x0, row.y0, row.x0 + frame.px(3), row.y1}, banner.colour, 0);
    line(frame, {row.x0, row.y1 - 0.5F}, {row.x1, row.y1 - 0.5F}, frame.palette.line,
         frame.fine(1));
    float right = row.x1 - frame.px(16);
    if (!banner.button.empty()) {
      const float width = text_button_width(frame, banner.button);
      const float height = frame.px(30);
      const Rect button = {right - width, row.centre().y - height / 2, right,
                           row.centre().y + height / 2};
      if (text_button(frame, "banner." + banner.name + ".button", button, banner.button,
                      ButtonKind::kPrimary)) {
        shell.workspace.restart_engine();
        frame.wake_no_later_than(frame.now);
      }
      right = button.x0 - frame.px(12);
    }
    label(frame, {row.x0 + frame.px(24), row.y0, right, row.y1}, banner.text, type::kUi,
          frame.palette.text, Align::kLeft, "banner." + banner.name);
  }
}

void NoticeBar::draw_notice(Frame& frame, const Rect& area, float bottom, Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  if (!workspace.notice()) return;
  const session::Notice& notice = *workspace.notice();
  const auto left = std::chrono::duration<double>(notice.until - session::Clock::now()).count();
  frame.wake_no_later_than(frame.now + std::max(0.0, left) + 0.01);
  const float height = frame.px(40);
  const float undo = notice.undo ? text_button_width(frame, "Undo") + frame.px(6) : 0;
  const float words = text_width(frame.glyphs, notice.text, type::kUi);
  const float width =
      std::min(area.width() - frame.px(32), words + undo + frame.px(16 + 40 + (undo > 0 ? 8 : 0)));
  const float x = std::round(area.centre().x - width / 2);
  const Rect box = {x, bottom - height, x + width, bottom};
  panel(frame, box, frame.palette.tooltip, frame.px(metric::kCardRadius),
        notice.is_error ? frame.palette.error : frame.palette.line_strong);
  const float side = frame.px(28);
  const Rect close = {box.x1 - side - frame.px(6), box.centre().y - side / 2, box.x1 - frame.px(6),
                      box.centre().y + side / 2};
  Rect text = {box.x0 + frame.px(16), box.y0, close.x0 - undo, box.y1};
  label(frame, text, notice.text, type::kUi,
        notice.is_error ? frame.palette.error : frame.palette.text, Align::kLeft, "notice");
  const bool undone = undo > 0 && text_button(frame, "notice.undo",
                                              {close.x0 - undo, box.y0 + frame.px(5),
                                               close.x0 - frame.px(6), box.y1 - frame.px(5)},
                                              "Undo", ButtonKind::kPlain);
  const bool closed = icon_button(frame, "notice.close", close, Icon::kClose, "Close");
  if (undone) {
    workspace.undo();
  } else if (closed) {
    workspace.dismiss();
  }
  if (undone || closed) frame.wake_no_later_than(frame.now);
}

}  // namespace octant::ui
