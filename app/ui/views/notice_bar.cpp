#include "app/ui/views/notice_bar.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/paragraph.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

// Logical pixels.
constexpr float kBanner = 44;  // of one line; each further one adds kLine
constexpr float kLine = 20;
constexpr float kBannerInset = 24;
constexpr float kNotice = 40;         // likewise
constexpr float kWidestNotice = 760;  // what eyes follow
constexpr float kNoticeInset = 16;

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
    const std::string reason(workspace.condition().failure.message());
    const bool was_open = !workspace.model().name.empty();
    all.push_back({"engine",
                   was_open ? "The engine is lost: " + reason + ". What had come is kept."
                            : workspace.model_name() + " could not be opened: " + reason,
                   palette.error, was_open ? "Restart" : "Try again"});
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

// Where a banner's words stand in a row of this width.
struct BannerRow {
  float words = 0;   // pixels
  float height = 0;  // of the whole
};
BannerRow row_of(Frame& frame, const Banner& banner, float width) {
  const float button =
      banner.button.empty() ? 0 : text_button_width(frame, banner.button) + frame.px(12);
  const float words = width - frame.px(kBannerInset) - frame.px(16) - button;
  return {words, frame.px(kBanner - kLine) +
                     paragraph_height(frame, banner.text, type::kUi, kLine, words)};
}

}  // namespace

float NoticeBar::banner_height(Frame& frame, float width, const Shell& shell) const {
  float height = 0;
  for (const Banner& banner :
       banners_of(frame.palette, shell.workspace, shell.workspace.history().is_read_only())) {
    height += row_of(frame, banner, width).height;
  }
  return height;
}

void NoticeBar::draw_banners(Frame& frame, const Rect& rect, Shell& shell) {
  float y = rect.y0;
  for (const Banner& banner :
       banners_of(frame.palette, shell.workspace, shell.workspace.history().is_read_only())) {
    const auto [words, row_height] = row_of(frame, banner, rect.width());
    const Rect row = {rect.x0, y, rect.x1, y + row_height};
    y = row.y1;
    fill(frame, row, frame.palette.card);
    panel(frame, {row.x0, row.y0, row.x0 + frame.px(3), row.y1}, banner.colour, 0);
    line(frame, {row.x0, row.y1 - 0.5F}, {row.x1, row.y1 - 0.5F}, frame.palette.line,
         frame.fine(1));
    const float right = row.x1 - frame.px(16);
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
    }
    const float x = row.x0 + frame.px(kBannerInset);
    paragraph(frame, {x, row.y0 + frame.px((kBanner - kLine) / 2), x + words, row.y1}, banner.text,
              type::kUi, kLine, frame.palette.text, "banner." + banner.name);
  }
}

void NoticeBar::draw_notice(Frame& frame, const Rect& area, float bottom, Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  if (!workspace.notice()) return;
  const session::Notice& notice = *workspace.notice();
  const auto left = std::chrono::duration<double>(notice.until - session::Clock::now()).count();
  frame.wake_no_later_than(frame.now + std::max(0.0, left) + 0.01);
  const float undo = notice.undo ? text_button_width(frame, "Undo") + frame.px(6) : 0;
  // Beside the words: the inset, and the buttons with their gaps.
  const float beside = undo + frame.px(kNoticeInset + 40 + (undo > 0 ? 8 : 0));
  const float most = std::min(area.width() - frame.px(32), frame.px(kWidestNotice));
  const float words =
      std::min(std::ceil(text_width(frame.glyphs, notice.text, type::kUi)) + 1, most - beside);
  const float width = words + beside;
  const float height =
      frame.px(kNotice - kLine) + paragraph_height(frame, notice.text, type::kUi, kLine, words);
  const float x = std::round(area.centre().x - width / 2);
  const Rect box = {x, bottom - height, x + width, bottom};
  panel(frame, box, frame.palette.tooltip, frame.px(metric::kCardRadius),
        notice.is_error ? frame.palette.error : frame.palette.line_strong);
  const float side = frame.px(28);
  const Rect close = {box.x1 - side - frame.px(6), box.centre().y - side / 2, box.x1 - frame.px(6),
                      box.centre().y + side / 2};
  const float left_edge = box.x0 + frame.px(kNoticeInset);
  paragraph(frame, {left_edge, box.y0 + frame.px((kNotice - kLine) / 2), left_edge + words, box.y1},
            notice.text, type::kUi, kLine,
            notice.is_error ? frame.palette.error : frame.palette.text, "notice");
  const float middle = box.centre().y;
  const bool undone = undo > 0 && text_button(frame, "notice.undo",
                                              {close.x0 - undo, middle - frame.px(15),
                                               close.x0 - frame.px(6), middle + frame.px(15)},
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
