#include "app/ui/views/app_view.h"

#include <cmath>

#include "app/session/zoom.h"
#include "app/ui/draw.h"

namespace octant::ui {
namespace {

// Logical pixels.
constexpr float kAboveEdge = 4;  // between the composer's hint and the window's edge
constexpr float kLeastChat = 420;
// From so wide a window on the dashboard has its wide form.
constexpr float kWideWindow = 1500;

}  // namespace

AppView::AppView(Shell& shell, Host& host) : shell_(shell), host_(host) {
  if (!shell_.workspace.preferences().dashboard) shell_.side = Side::kNone;
  if (!host_.font_warning().empty()) shell_.workspace.say(host_.font_warning());
}

void AppView::follow_preferences() {
  const session::Preferences& wanted = shell_.workspace.preferences();
  host_.set_palette(wanted.light ? kLight : kDark);
  host_.set_zoom(wanted.zoom);
  host_.set_still(wanted.reduced_motion);
  if (wanted.dashboard == (shell_.side == Side::kDashboard)) return;
  if (shell_.side == Side::kPrompt) return;
  session::Preferences changed = wanted;
  changed.dashboard = shell_.side == Side::kDashboard;
  shell_.workspace.set_preferences(changed);
}

void AppView::draw(Frame& frame) {
  const session::Changes changes = shell_.workspace.poll();
  if (changes.ended) frame.wake_no_later_than(frame.now);
  // What a person does to the history while the disk is full has to be tried again.
  if (!shell_.workspace.session().is_written()) frame.wake_no_later_than(frame.now + 0.25);
  shell_.workspace.report(shell_.paths.poll());
  transfer_.work(frame, shell_);
  model_.follow(shell_);
  frame.inert = shell_.menu.is_open();
  if (!frame.inert) take_shortcuts(frame);
  draw_window(frame);
  frame.inert = false;
  if (const auto chosen = shell_.menu.draw(frame)) {
    if (shell_.on_choice) shell_.on_choice(*chosen);
    frame.wake_no_later_than(frame.now);
  }
  had_caret_ = frame.caret.has_value();
  follow_preferences();
}

void AppView::draw_window(Frame& frame) {
  const auto width = static_cast<float>(frame.size.width);
  const auto height = static_cast<float>(frame.size.height);
  const float sidebar = Sidebar::width(frame, shell_);
  float side = 0;
  if (shell_.side != Side::kNone) {
    const bool wide = width / frame.glyphs.scale() >= kWideWindow;
    side = frame.px(wide ? Dashboard::kWideWidth : Dashboard::kWidth);
    if (shell_.side == Side::kPrompt) side = std::max(side, frame.px(PromptPanel::kLeastWidth));
    const float least = shell_.page == Page::kModel ? ModelPage::kGoodWidth : kLeastChat;
    if (width - sidebar - side < frame.px(least)) {
      side = 0;
      // What was opened last goes before a sidebar that was unfolded in a narrow window.
      if (shell_.unfolded_narrow) frame.wake_no_later_than(frame.now);
      shell_.unfolded_narrow = false;
    }
  }
  sidebar_.draw(frame, {0, 0, sidebar, height}, shell_, [this, &frame](int64_t found) {
    shell_.page = Page::kChat;
    if (found != 0) chat_.reveal(found);
    frame.focus.give("composer");
  });
  const Rect middle = {sidebar, 0, width - side, height};
  if (shell_.side != Side::kPrompt || side == 0) shell_.workspace.prompt_preview().hide();
  if (side > 0) draw_side(frame, {width - side, 0, width, height});
  const float head = frame.px(Header::kHeight);
  header_.draw(frame, {middle.x0, 0, middle.x1, head}, shell_);
  const float banners = notices_.banner_height(frame, middle.width(), shell_);
  notices_.draw_banners(frame, {middle.x0, head, middle.x1, head + banners}, shell_);
  draw_page(frame, {middle.x0, head + banners, middle.x1, height});
}

void AppView::draw_page(Frame& frame, const Rect& rect) {
  float bottom = rect.y1 - frame.px(16);
  if (shell_.page == Page::kChat) {
    // Whoever types without having clicked anywhere means the composer.
    if (frame.focus.has("") && !frame.inert) frame.focus.give("composer");
    const Rect column = ChatPage::column(frame, rect);
    const float wanted = composer_.height(frame, column.width());
    const float top = rect.y1 - frame.px(kAboveEdge) - wanted;
    chat_.draw(frame, {rect.x0, rect.y0, rect.x1, top - frame.px(4)}, shell_,
               [this, &frame](const store::Message& message) {
                 composer_.begin_edit(message);
                 frame.focus.give("composer");
                 frame.wake_no_later_than(frame.now);
               });
    composer_.draw(frame, {column.x0, top, column.x1, top + wanted}, shell_);
    bottom = top - frame.px(10);
  }
  if (shell_.page == Page::kSettings) settings_.draw(frame, rect, shell_);
  if (shell_.page == Page::kTransfer) transfer_.draw(frame, rect, shell_);
  if (shell_.page == Page::kShortcuts) shortcuts_.draw(frame, rect, shell_);
  if (shell_.page == Page::kModel) model_.draw(frame, rect, shell_);
  notices_.draw_notice(frame, rect, bottom, shell_);
}

void AppView::draw_side(Frame& frame, const Rect& rect) {
  if (shell_.side == Side::kPrompt) {
    prompt_.draw(frame, rect, shell_);
    return;
  }
  fill(frame, rect, frame.palette.dashboard);
  line(frame, {rect.x0 + 0.5F, rect.y0}, {rect.x0 + 0.5F, rect.y1}, frame.palette.line,
       frame.fine(1));
  if (shell_.side == Side::kDashboard)
    dashboard_.draw(frame, {rect.x0 + 1, rect.y0, rect.x1, rect.y1}, shell_);
}

void AppView::take_shortcuts(Frame& frame) {
  const std::optional<Action> action = action_of(frame.input);
  if (!action) return;
  session::Workspace& workspace = shell_.workspace;
  session::Session& session = workspace.session();
  session::Preferences changed = workspace.preferences();
  const auto toggle_page = [this](Page page) {
    shell_.page = shell_.page == page ? Page::kChat : page;
  };
  switch (*action) {
    case Action::kNewChat:
      workspace.begin_new();
      shell_.page = Page::kChat;
      frame.focus.give("composer");
      break;
    case Action::kSearch:
      sidebar_.focus_search(frame, shell_);
      break;
    case Action::kRegenerate:
      if (shell_.page == Page::kChat && !session.path().empty()) {
        workspace.regenerate(session.path().back().message.id);
      }
      break;
    case Action::kCopyAnswer:
      copy_last_answer(frame);
      break;
    case Action::kEditLast:
      edit_last(frame);
      break;
    case Action::kStop:
      stop_or_close(frame);
      break;
    case Action::kModel:
      toggle_page(Page::kModel);
      break;
    case Action::kSettings:
      toggle_page(Page::kSettings);
      break;
    case Action::kExport:
      shell_.transfer = {.conversation_id = session.conversation_id()};
      toggle_page(Page::kTransfer);
      break;
    case Action::kShortcuts:
      toggle_page(Page::kShortcuts);
      break;
    case Action::kSidebar:
      Sidebar::toggle(frame, shell_);
      break;
    case Action::kDashboard:
      shell_.toggle_side(Side::kDashboard);
      break;
    case Action::kPrompt:
      shell_.toggle_side(Side::kPrompt);
      break;
    case Action::kTheme:
      changed = workspace.preferences();
      changed.light = !changed.light;
      workspace.set_preferences(changed);
      break;
    case Action::kZoomIn:
    case Action::kZoomOut:
    case Action::kZoomReset:
      if (*action == Action::kZoomReset) changed.zoom = 1;
      if (*action == Action::kZoomIn) changed.zoom = session::next_zoom(changed.zoom, 1);
      if (*action == Action::kZoomOut) changed.zoom = session::next_zoom(changed.zoom, -1);
      workspace.set_preferences(changed);
      break;
    case Action::kQuit:
      if (may_close() && shell_.close_window) shell_.close_window();
      break;
  }
  frame.wake_no_later_than(frame.now);
}

void AppView::copy_last_answer(Frame& frame) {
  const session::Session& session = shell_.workspace.session();
  for (auto shown = session.path().rbegin(); shown != session.path().rend(); ++shown) {
    if (shown->message.role != store::Role::kAssistant) continue;
    const bool growing = session.running() && session.running()->message_id == shown->message.id;
    const std::string& text = growing ? session.running()->content : shown->message.content;
    if (text.empty()) return;
    frame.surface.set_clipboard(text);
    shell_.workspace.say(growing ? "Copied what there is of the answer" : "Copied the last answer");
    return;
  }
}

void AppView::edit_last(Frame& frame) {
  const session::Session& session = shell_.workspace.session();
  if (shell_.page != Page::kChat || !frame.focus.has("composer") || !composer_.empty() ||
      composer_.is_editing() || session.running()) {
    return;
  }
  for (auto shown = session.path().rbegin(); shown != session.path().rend(); ++shown) {
    if (shown->message.role != store::Role::kUser) continue;
    composer_.begin_edit(shown->message);
    return;
  }
}

void AppView::stop_or_close(Frame& frame) {
  if (shell_.page == Page::kSettings || shell_.page == Page::kTransfer ||
      shell_.page == Page::kShortcuts) {
    // Their frame closes them, unless a field has the caret.
  } else if (shell_.page != Page::kChat) {
    if (!had_caret_) shell_.page = Page::kChat;
  } else if (composer_.is_editing()) {
    composer_.give_up_edit();
  } else if (frame.focus.has("search") || shell_.renaming) {
    return;  // the field takes it
  } else if (shell_.workspace.session().running()) {
    shell_.workspace.session().stop();
  }
}

bool AppView::may_close() {
  composer_.keep_draft(shell_);
  const std::string& unwritten = shell_.workspace.session().history_problem();
  const std::string problem = !unwritten.empty() ? "Not everything is on the disk yet: " + unwritten
                              : transfer_.is_busy() ? "An import is on its way"
                                                    : "";
  if (problem.empty() || warned_of_ == problem) return true;
  warned_of_ = problem;
  shell_.workspace.report(io_error(problem + ". Close again to leave without it"));
  return false;
}

}  // namespace octant::ui
