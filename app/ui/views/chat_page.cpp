#include "app/ui/views/chat_page.h"

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <utility>

#include "app/ui/draw.h"
#include "app/ui/elapsed.h"
#include "app/ui/text/copy.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

constexpr std::string_view kName = "chat";

// Logical pixels.
constexpr float kTop = 20;
constexpr float kBottom = 28;
constexpr float kBetween = 16;  // messages; each has a row of its own below its text
constexpr float kMargin = 28;   // at least this much beside the column

// What of a frame may go into laying out messages that nobody sees yet, in milliseconds.
constexpr double kIdleBudget = 2;
constexpr double kManyClicks = 0.4;          // seconds between clicks that belong together
constexpr float kScrollWhileSelecting = 14;  // logical pixels a frame

}  // namespace

Rect ChatPage::column(const Frame& frame, const Rect& rect) {
  const float width = std::min(frame.px(kColumn), rect.width() - 2 * frame.px(kMargin));
  const float x = std::round(rect.centre().x - width / 2);
  return {x, rect.y0, x + width, rect.y1};
}

void ChatPage::follow_path(Shell& shell) {
  const session::Session& session = shell.workspace.session();
  if (session.path_revision() == path_revision_) return;
  path_revision_ = session.path_revision();
  if (session.conversation_id() != conversation_) {
    // The first message makes a conversation of the new one: its text stays where it is.
    if (!(conversation_ == 0 && rows_.empty())) views_.clear();
    conversation_ = session.conversation_id();
    scroll_.scroll_to_end();
  }
  next_idle_ = 0;
  const std::vector<Row> before = std::exchange(rows_, {});
  std::set<int64_t> kept;
  for (const store::PathMessage& shown : session.path()) {
    std::unique_ptr<MessageView>& view = views_[shown.message.id];
    if (!view) view = std::make_unique<MessageView>(shown.message.role);
    view->touch();
    kept.insert(shown.message.id);
    rows_.push_back({.id = shown.message.id, .view = view.get()});
  }
  std::erase_if(views_, [&](const auto& view) { return !kept.contains(view.first); });
  // What is selected stays so while messages only come behind it.
  const auto same_id = [](const Row& a, const Row& b) { return a.id == b.id; };
  if (before.size() > rows_.size() ||
      !std::equal(before.begin(), before.end(), rows_.begin(), same_id)) {
    selection_.clear();
  }
  // Who asks wants to see the answer.
  const bool asked = !rows_.empty() && running_of(shell, rows_.size() - 1) != nullptr;
  const bool is_new = before.empty() || (asked && before.back().id != rows_.back().id);
  if (asked && is_new) scroll_.scroll_to_end();
}

const session::RunningAnswer* ChatPage::running_of(const Shell& shell, size_t row) const {
  const auto& running = shell.workspace.session().running();
  return running && running->message_id == rows_[row].id ? &*running : nullptr;
}

void ChatPage::lay_out_row(size_t row, Shell& shell, float width, float scale,
                           const GlyphMeasure& measure) {
  const session::RunningAnswer* running = running_of(shell, row);
  if (running == nullptr && rows_[row].view->is_laid_out(width, scale)) return;
  rows_[row].view->lay_out(shell.workspace.session().path()[row], running, width, scale, measure);
}

void ChatPage::place_rows(float scale) {
  float y = std::round(kTop * scale);
  for (Row& row : rows_) {
    row.top = y;
    y += row.height + std::round(kBetween * scale);
  }
  content_height_ = y + std::round((kBottom - kBetween) * scale);
}

size_t ChatPage::first_row_below(float y) const {
  const auto found = std::partition_point(
      rows_.begin(), rows_.end(), [y](const Row& row) { return row.top + row.height <= y; });
  return static_cast<size_t>(found - rows_.begin());
}

bool ChatPage::lay_out(Frame& frame, Shell& shell, float width, float view_height) {
  const float scale = frame.glyphs.scale();
  const GlyphMeasure measure(frame.glyphs);
  const auto& path = shell.workspace.session().path();
  const auto place = [&] {
    for (size_t i = 0; i < rows_.size(); ++i) {
      rows_[i].height = rows_[i].view->height(path[i].message, width, scale);
    }
    place_rows(scale);
    scroll_.expect(content_height_, view_height);
  };
  place();
  // Heights that were guesses move what lies below them, so what is seen is known after some
  // rounds: mostly two.
  constexpr int kMostRounds = 8;
  for (int round = 0; round < kMostRounds; ++round) {
    const size_t first = first_row_below(scroll_.offset());
    bool changed = false;
    for (size_t i = first; i < rows_.size(); ++i) {
      if (rows_[i].top >= scroll_.offset() + view_height) break;
      if (running_of(shell, i) != nullptr && round > 0) continue;
      const bool was = rows_[i].view->is_laid_out(width, scale) && running_of(shell, i) == nullptr;
      lay_out_row(i, shell, width, scale, measure);
      changed |= !was;
    }
    if (!changed) break;
    place();
  }
  // The rest, a little with every frame, without moving what is seen.
  const size_t anchor = std::min(first_row_below(scroll_.offset()), rows_.size());
  const float before = anchor < rows_.size() ? rows_[anchor].top : 0;
  const auto start = std::chrono::steady_clock::now();
  bool moved = false;
  while (next_idle_ < rows_.size() && milliseconds_since(start) < kIdleBudget) {
    moved |= !rows_[next_idle_].view->is_laid_out(width, scale);
    lay_out_row(next_idle_++, shell, width, scale, measure);
  }
  if (moved) {
    place();
    if (anchor < rows_.size()) scroll_.shift(rows_[anchor].top - before);
  }
  return next_idle_ >= rows_.size();
}

void ChatPage::draw(Frame& frame, const Rect& rect, Shell& shell,
                    const std::function<void(const store::Message&)>& edit) {
  follow_path(shell);
  if (rows_.empty()) {
    draw_empty(frame, rect, shell);
    frame.mark(kName, rect, "empty");
    return;
  }
  const Rect column = ChatPage::column(frame, rect);
  if (!lay_out(frame, shell, column.width(), rect.height())) {
    frame.wake_no_later_than(frame.now);
  }
  if (wanted_ != 0) {
    for (const Row& row : rows_) {
      if (row.id == wanted_) scroll_.scroll_to(row.top - frame.px(kTop));
    }
    wanted_ = 0;
  }
  {
    ScrollArea::Inside inside(scroll_, frame, kName, rect);
    draw_rows(frame, column, inside.top(), shell, edit);
    select(frame, rect, column, inside.top());
    take_keys(frame, shell, column, inside.top());
    open_menu(frame, shell, column, inside.top());
    if (frame.marks.is_recording() && !selection_.selection().empty()) {
      frame.mark("selection", rect,
                 text::copy_text(passages(column.x0, inside.top()), selection_.selection()));
    }
    inside.finish(content_height_);
    draw_fades(frame, rect);
  }
  if (!scroll_.is_at_end()) {
    const Point centre = {std::round(column.centre().x), rect.y1 - frame.px(24)};
    if (round_button(frame, "to_end", centre, 32, Icon::kArrowDown, ButtonKind::kOutlined,
                     "To the end")) {
      scroll_.scroll_to_end();
    }
  }
}

void ChatPage::draw_rows(Frame& frame, const Rect& column, float top, Shell& shell,
                         const std::function<void(const store::Message&)>& edit) {
  const session::Session& session = shell.workspace.session();
  const ImVec2 from = frame.list().GetClipRectMin();
  const ImVec2 to = frame.list().GetClipRectMax();
  std::vector<Rect> selected;
  if (!selection_.selection().empty()) {
    const GlyphMeasure measure(frame.glyphs);
    for (const text::Rect& r : text::selection_rects(
             passages(column.x0, top), selection_.selection(), from.y, to.y, measure)) {
      selected.push_back({r.x, r.y, r.x + r.width, r.y + r.height});
    }
  }
  std::optional<MessageAction> action;
  for (size_t i = first_row_below(from.y - top); i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    const float y = top + row.top;
    if (y >= to.y) break;
    // Of the rectangles, those inside of this message.
    const auto is_above = [&](const Rect& r) { return r.y1 <= y; };
    const auto is_within = [&](const Rect& r) { return r.y0 < y + row.height; };
    const auto begin = std::partition_point(selected.begin(), selected.end(), is_above);
    const auto end = std::partition_point(begin, selected.end(), is_within);
    const MessagePlace place = {.column = {column.x0, y, column.x1, y + row.height},
                                .is_last = i + 1 == rows_.size(),
                                .can_ask = !session.running(),
                                .selected = {begin, end}};
    const auto wanted = row.view->draw(frame, place, session.path()[i], running_of(shell, i));
    if (wanted) action = wanted;
  }
  if (action) act(frame, *action, shell, edit);
}

void ChatPage::act(Frame& frame, const MessageAction& action, Shell& shell,
                   const std::function<void(const store::Message&)>& edit) {
  using Kind = MessageAction::Kind;
  session::Workspace& workspace = shell.workspace;
  const auto& path = workspace.session().path();
  const auto found = std::find_if(path.begin(), path.end(), [&](const auto& shown) {
    return shown.message.id == action.message_id;
  });
  if (found == path.end()) return;
  switch (action.kind) {
    case Kind::kCopy:
      frame.surface.set_clipboard(found->message.content);
      workspace.say("Copied");
      break;
    case Kind::kRegenerate:
      workspace.regenerate(action.message_id);
      break;
    case Kind::kContinue:
      workspace.continue_answer(action.message_id);
      scroll_.scroll_to_end();
      break;
    case Kind::kEdit:
      edit(found->message);
      break;
    case Kind::kDelete:
      workspace.remove_message(action.message_id);
      break;
    case Kind::kOlderVersion:
      workspace.show_version(action.message_id, -1);
      break;
    case Kind::kNewerVersion:
      workspace.show_version(action.message_id, 1);
      break;
  }
  frame.wake_no_later_than(frame.now);
}

void ChatPage::draw_empty(Frame& frame, const Rect& rect, Shell& shell) {
  const float y = rect.centre().y - frame.px(40);
  draw_icon(frame, Icon::kSpark, {rect.centre().x, y}, 26, frame.palette.accent, 1.6F);
  const session::Workspace& workspace = shell.workspace;
  const bool ready = workspace.is_ready();
  const bool opens =
      workspace.has_model() && workspace.condition().state == engine_process::EngineState::kLoading;
  label(frame, {rect.x0, y + frame.px(28), rect.x1, y + frame.px(64)},
        ready   ? "What shall it be?"
        : opens ? "The model is being loaded"
                : "No model is open",
        type::kHeading1, frame.palette.text, Align::kCentre);
  const std::string below =
      ready ? workspace.model_name() + " is listening. Every token shows which experts it went to."
      : opens ? "What you write meanwhile waits here. Conversations can be read."
              : "Choose one to begin. Conversations can be read without.";
  label(frame, {rect.x0, y + frame.px(64), rect.x1, y + frame.px(88)}, below, type::kUi,
        frame.palette.muted, Align::kCentre);
}

// The text melts into the ground at both ends instead of being cut off.
void ChatPage::draw_fades(Frame& frame, const Rect& rect) const {
  const Colour solid = frame.palette.app;
  const Colour clear = faded(solid, 0);
  const float bar = frame.px(metric::kScrollBar);
  const float top = frame.px(kTop);
  const float bottom = frame.px(kBottom);
  ImDrawList& list = frame.list();
  if (scroll_.offset() > 0) {
    list.AddRectFilledMultiColor({rect.x0, rect.y0}, {rect.x1 - bar, rect.y0 + top}, solid, solid,
                                 clear, clear);
  }
  list.AddRectFilledMultiColor({rect.x0, rect.y1 - bottom}, {rect.x1 - bar, rect.y1}, clear, clear,
                               solid, solid);
}

std::vector<text::Passage> ChatPage::passages(float x, float y) const {
  std::vector<text::Passage> all;
  all.reserve(2 * rows_.size());
  for (const Row& row : rows_) row.view->add_passages(all, x, y + row.top);
  return all;
}

void ChatPage::select(Frame& frame, const Rect& rect, const Rect& column, float top) {
  if (frame.inert) return;
  const Point pointer = frame.input.pointer;
  const GlyphMeasure measure(frame.glyphs);
  // The scroll bar's track is drawn later, and is nobody's text.
  const bool on_bar = pointer.x >= rect.x1 - frame.px(metric::kScrollBar);
  const bool on_widget = frame.on_widget || ImGui::IsAnyItemActive() || on_bar;
  if (frame.input.buttons[0] && !selecting_ && ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
      frame.pointer_in(rect) && !on_widget) {
    const bool again = frame.now - clicked_at_ < kManyClicks &&
                       std::abs(pointer.x - clicked_where_.x) < frame.px(4) &&
                       std::abs(pointer.y - clicked_where_.y) < frame.px(4);
    clicks_ = again ? clicks_ % 3 + 1 : 1;
    clicked_at_ = frame.now;
    clicked_where_ = pointer;
    frame.focus.give(kName);
    selecting_ = true;
    selection_.press(passages(column.x0, top), pointer.x, pointer.y, clicks_,
                     frame.input.mods.shift, measure);
    frame.wake_no_later_than(frame.now);
  } else if (selecting_ && frame.input.buttons[0]) {
    const bool above = pointer.y < rect.y0;
    if (above || pointer.y > rect.y1) {
      const float step = frame.px(kScrollWhileSelecting);
      scroll_.scroll_to(scroll_.offset() + (above ? -step : step));
      frame.moving = true;
    }
    selection_.drag(passages(column.x0, top), pointer.x, pointer.y, measure);
    frame.wake_no_later_than(frame.now);
  }
  if (!frame.input.buttons[0]) selecting_ = false;
  if (!on_widget && frame.pointer_in(rect)) {
    const auto hit = text::hit_at(passages(column.x0, top), pointer.x, pointer.y, measure);
    if (hit) frame.cursor = CursorShape::kText;
    if (hit && hit->markup != nullptr && hit->markup->kind == text::Inline::Kind::kLink) {
      request_tooltip(frame, "link", {pointer.x, pointer.y, pointer.x, pointer.y + frame.px(12)},
                      hit->markup->target);
    }
  }
}

void ChatPage::take_keys(Frame& frame, Shell& shell, const Rect& column, float top) {
  if (frame.inert || !frame.focus.offer(kName)) return;
  const Mods ctrl = {.ctrl = true};
  const Key a = Key::kA;
  const Key c = letter('c');
  if (frame.input.pressed(a, ctrl)) {
    const GlyphMeasure measure(frame.glyphs);
    for (size_t i = 0; i < rows_.size(); ++i) {
      lay_out_row(i, shell, column.width(), frame.glyphs.scale(), measure);
    }
    selection_.select_all(passages(column.x0, top));
    frame.wake_no_later_than(frame.now);
  }
  if (frame.input.pressed(c, ctrl)) copy(frame, column, top, false);
  if (frame.input.pressed(Key::kEscape)) selection_.clear();
  for (const Stroke& stroke : frame.input.strokes) {
    // Whoever types means the composer, which is drawn behind this and takes the stroke.
    if (stroke.character != 0) frame.focus.give("composer");
  }
}

void ChatPage::copy(Frame& frame, const Rect& column, float top, bool as_markdown) const {
  if (selection_.selection().empty()) return;
  const std::vector<text::Passage> all = passages(column.x0, top);
  frame.surface.set_clipboard(as_markdown ? text::copy_markdown(all, selection_.selection())
                                          : text::copy_text(all, selection_.selection()));
}

void ChatPage::open_menu(Frame& frame, Shell& shell, const Rect& column, float top) {
  if (frame.inert || !ImGui::IsMouseClicked(ImGuiMouseButton_Right)) return;
  const Point at = frame.input.pointer;
  if (!column.contains(at) || !frame.pointer_in(column)) return;
  const std::vector<text::Passage> all = passages(column.x0, top);
  const auto hit = text::hit_at(all, at.x, at.y, GlyphMeasure(frame.glyphs));
  std::vector<Menu::Item> items;
  std::string target;
  if (hit && hit->markup != nullptr && !hit->markup->target.empty()) {
    target = hit->markup->target;
    const bool is_math = hit->markup->kind == text::Inline::Kind::kMath;
    items.push_back({"target", is_math ? "Copy LaTeX" : "Copy link"});
  }
  if (!selection_.selection().empty()) {
    items.push_back({"text", "Copy", "Ctrl+C"});
    items.push_back({"markdown", "Copy as Markdown"});
  }
  if (items.empty()) return;
  std::string as_text;
  std::string as_markdown;
  if (!selection_.selection().empty()) {
    as_text = text::copy_text(all, selection_.selection());
    as_markdown = text::copy_markdown(all, selection_.selection());
  }
  Surface& surface = frame.surface;
  shell.open_menu({at.x, at.y, at.x, at.y}, std::move(items),
                  [&surface, target, as_text, as_markdown](const std::string& chosen) {
                    surface.set_clipboard(chosen == "target"     ? target
                                          : chosen == "markdown" ? as_markdown
                                                                 : as_text);
                  });
  frame.wake_no_later_than(frame.now);
}

}  // namespace octant::ui
