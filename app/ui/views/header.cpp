#include "app/ui/views/header.h"

#include <imgui.h>

#include <fmt/format.h>

#include "app/store/search_query.h"
#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/figures.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

constexpr float kTagHeight = 22;  // logical pixels

}  // namespace

void Header::draw(Frame& frame, const Rect& rect, Shell& shell) {
  line(frame, {rect.x0, rect.y1 - 0.5F}, {rect.x1, rect.y1 - 0.5F}, frame.palette.line,
       frame.fine(1));
  const float side = frame.px(30);
  float x = rect.x1 - frame.px(14);
  const auto button = [&](const char* name, Icon icon, const char* hint) {
    x -= side;
    const Rect place = {x, rect.centre().y - side / 2, x + side, rect.centre().y + side / 2};
    const bool pressed = icon_button(frame, name, place, icon, hint);
    x -= frame.px(4);
    return pressed;
  };
  if (button("dashboard", Icon::kPanelRight, "Dashboard (Ctrl+Shift+D)")) {
    shell.toggle_side(Side::kDashboard);
  }
  if (button("prompt", Icon::kChip, "Exact prompt (Ctrl+Shift+P)")) {
    shell.toggle_side(Side::kPrompt);
  }
  if (shell.workspace.session().conversation_id() != 0 &&
      button("export", Icon::kFolder, "Export (Ctrl+E)")) {
    shell.transfer = {.conversation_id = shell.workspace.session().conversation_id()};
    shell.page = Page::kTransfer;
  }
  x = draw_state(frame, x - frame.px(10), rect, shell);
  draw_title(frame, {rect.x0 + frame.px(24), rect.y0, x - frame.px(12), rect.y1}, shell);
}

float Header::draw_state(Frame& frame, float right, const Rect& rect, const Shell& shell) const {
  const session::Session& session = shell.workspace.session();
  std::string text = "idle";
  Colour dot = frame.palette.muted;
  if (session.running()) {
    const auto& running = *session.running();
    dot = frame.palette.ok;
    const double rate = shell.workspace.snapshot()->tokens_per_second;
    if (running.num_tokens > 0) {
      text = rate > 0 ? fmt::format("{:.1f} tok/s", rate) : "answering";
    } else if (running.prefill && running.prefill->tokens_total > 0) {
      text = reading_text(*running.prefill, shell.workspace.snapshot()->prefill_tokens_per_second);
    } else {
      text = "reading";
    }
  }
  const float width = text_width(frame.glyphs, text, type::kValue);
  label(frame, {right - width, rect.y0, right + 1, rect.y1}, text, type::kValue, frame.palette.dim,
        Align::kLeft, "state");
  const float x = right - width - frame.px(12);
  frame.list().AddCircleFilled({x, rect.centre().y}, frame.fine(3.5F), dot, 16);
  return x - frame.px(6);
}

void Header::draw_title(Frame& frame, const Rect& rect, Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  const store::Conversation& open = workspace.session().conversation();
  if (shell.renaming && open.id != 0 && renamed_ != open.id) {
    renamed_ = open.id;
    title_.set_text(open.title);
    frame.focus.give("title.edit");
  }
  if (renamed_ != 0 && renamed_ == open.id) {
    const float height = frame.px(metric::kFieldHeight);
    const Rect field = {rect.x0 - frame.px(8), rect.centre().y - height / 2,
                        std::min(rect.x1, rect.x0 + frame.px(420)), rect.centre().y + height / 2};
    const auto outcome = title_.draw(frame, "title.edit", field, "Title");
    const bool left = !outcome.cancelled && !frame.focus.has("title.edit");
    if (outcome.submitted || (left && title_.text() != open.title)) {
      workspace.rename(open.id, title_.text());
    }
    if (outcome.submitted || outcome.cancelled || left) {
      renamed_ = 0;
      shell.renaming = false;
      frame.wake_no_later_than(frame.now);
    }
    return;
  }
  renamed_ = 0;
  shell.renaming = false;
  const std::string title = open.id == 0         ? "New chat"
                            : open.title.empty() ? "Untitled"
                                                 : open.title;
  const float width = std::min(rect.width(), text_width(frame.glyphs, title, type::kHeader));
  const Rect area = {rect.x0, rect.y0 + frame.px(12), rect.x0 + width, rect.y1 - frame.px(12)};
  if (open.id != 0) {
    const Press press = press_area(frame, "title", area, title);
    if (press.hovered) frame.cursor = CursorShape::kText;
    if (press.ring) focus_ring(frame, area, frame.px(4));
    if (press.clicked) shell.renaming = true;
  } else {
    frame.mark("title", area, title);
  }
  label(frame, {rect.x0, rect.y0, rect.x1, rect.y1}, title, type::kHeader, frame.palette.text);
  draw_tags(frame, {area.x1 + frame.px(14), rect.y0, rect.x1, rect.y1}, shell);
}

void Header::draw_tags(Frame& frame, const Rect& rect, Shell& shell) const {
  const Palette& palette = frame.palette;
  const std::vector<std::string>& tags = shell.workspace.session().conversation().tags;
  const float half = frame.px(kTagHeight) / 2;
  const float gap = frame.px(6);
  const float rest_width = frame.px(28);
  float x = rect.x0;
  for (size_t i = 0; i < tags.size(); ++i) {
    const float width = text_width(frame.glyphs, tags[i], type::kCaption) + frame.px(18);
    const float needed = width + (i + 1 < tags.size() ? gap + rest_width : 0);
    if (x + needed > rect.x1) {
      if (x + rest_width > rect.x1) return;
      label(frame, {x, rect.y0, x + rest_width, rect.y1}, fmt::format("+{}", tags.size() - i),
            type::kCaption, palette.muted, Align::kLeft, "tags.more");
      return;
    }
    const Rect chip = {x, rect.centre().y - half, x + width, rect.centre().y + half};
    const std::string name = "tag." + tags[i];
    const Press press = press_area(frame, name, chip, tags[i]);
    panel(frame, chip, press.hovered ? palette.hover : 0, half, palette.line_strong);
    label(frame, chip, tags[i], type::kCaption, palette.muted, Align::kCentre);
    const std::string filter = store::tag_filter(tags[i]);
    if (press.hovered) request_tooltip(frame, name, chip, "Search for " + filter);
    if (press.ring) focus_ring(frame, chip, half);
    if (press.clicked) {
      shell.search_for = filter;
      frame.wake_no_later_than(frame.now);
    }
    x += width + gap;
  }
}

}  // namespace octant::ui
