#include "app/ui/views/sidebar.h"

#include <imgui.h>

#include <algorithm>

#include <fmt/format.h>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

// Logical pixels.
constexpr float kInset = 14;
constexpr float kHead = 52;
constexpr float kCaption = 26;
constexpr float kHit = 56;
constexpr float kFoot = 64;

constexpr int32_t kMostHits = 60;  // what a person looks through; a longer list asks for more words

// Text with what was searched for on a ground of its own.
void draw_snippet(Frame& frame, const Rect& rect, const store::Snippet& snippet) {
  const Clip clip(frame, rect);
  float x = rect.x0;
  size_t at = 0;
  const auto piece = [&](size_t end, bool marked) {
    // A snippet is one line here.
    std::string words = snippet.text.substr(at, end - at);
    std::replace(words.begin(), words.end(), '\n', ' ');
    at = end;
    const float width = text_width(frame.glyphs, words, type::kSmall);
    if (marked) {
      panel(frame, {x - 1, rect.y0 + frame.px(2), x + width + 1, rect.y1 - frame.px(2)},
            frame.palette.accent_deep, frame.px(3));
    }
    x += draw_text(frame.list(), frame.glyphs, x, rect.centre().y, words, type::kSmall,
                   marked ? frame.palette.accent_text : frame.palette.muted);
  };
  for (const store::Snippet::Mark& mark : snippet.marks) {
    piece(mark.begin, false);
    piece(mark.begin + mark.length, true);
  }
  piece(snippet.text.size(), false);
}

float logical_width(const Frame& frame) {
  return static_cast<float>(frame.size.width) / frame.glyphs.scale();
}

// The model in two short lines, with a colour for how it is.
struct ModelLine {
  std::string name;
  std::string state;
  Colour dot = 0;
};

ModelLine model_line(const Palette& palette, const session::Workspace& workspace) {
  using engine_process::EngineState;
  if (!workspace.has_model()) return {"No model", "Choose a model", palette.faint};
  const std::string& name = workspace.model_name();
  if (workspace.condition().state == EngineState::kReady) {
    const api::ModelInfo& model = workspace.model();
    return {name,
            fmt::format("{} · {} rank{}", model.backend, model.num_ranks,
                        model.num_ranks == 1 ? "" : "s"),
            palette.ok};
  }
  if (workspace.condition().state == EngineState::kFailed) {
    const bool was_open = !workspace.model().name.empty();
    return {name, was_open ? "Engine lost" : "Not opened", palette.error};
  }
  const api::LoadProgress& progress = workspace.condition().progress;
  if (progress.bytes_total == 0) return {name, "Loading", palette.amber};
  const double share =
      static_cast<double>(progress.bytes_read) / static_cast<double>(progress.bytes_total);
  return {name, fmt::format("Loading, {:.0f}%", 100 * share), palette.amber};
}

void draw_dot(Frame& frame, Point centre, Colour colour) {
  frame.list().AddCircleFilled({centre.x, centre.y}, frame.fine(7), faded(colour, 0.22F), 20);
  frame.list().AddCircleFilled({centre.x, centre.y}, frame.fine(4), colour, 16);
}

// Three by three dots, one of them at work.
void draw_mark(Frame& frame, Point centre) {
  const float step = frame.fine(5);
  for (int i = 0; i < 9; ++i) {
    const float x = centre.x + static_cast<float>(i % 3 - 1) * step;
    const float y = centre.y + static_cast<float>(i / 3 - 1) * step;
    const Colour colour = i == 5             ? frame.palette.amber
                          : i == 0 || i == 7 ? frame.palette.accent
                                             : frame.palette.bar;
    frame.list().AddCircleFilled({x, y}, frame.fine(1.8F), colour, 12);
  }
}

}  // namespace

float Sidebar::width(const Frame& frame, const Shell& shell) {
  const float logical = logical_width(frame);
  const bool unfolded =
      logical < kRailWindow ? shell.unfolded_narrow : shell.workspace.preferences().sidebar;
  if (!unfolded) return frame.px(kRail);
  return frame.px(logical < kNarrowWindow ? kNarrow : kWide);
}

void Sidebar::toggle(const Frame& frame, Shell& shell) {
  if (logical_width(frame) < kRailWindow) {
    shell.unfolded_narrow = !shell.unfolded_narrow;
    return;
  }
  session::Preferences changed = shell.workspace.preferences();
  changed.sidebar = !changed.sidebar;
  shell.workspace.set_preferences(changed);
}

void Sidebar::focus_search(Frame& frame, Shell& shell) {
  if (width(frame, shell) < frame.px(kRail) + 1) toggle(frame, shell);
  search_wants_focus_ = true;
  frame.wake_no_later_than(frame.now);
}

void Sidebar::take_search(Frame& frame, Shell& shell) {
  if (shell.search_for.empty()) return;
  search_.set_text(shell.search_for);
  shell.search_for.clear();
  focus_search(frame, shell);
}

void Sidebar::look(Shell& shell) {
  const std::string wanted = search_.text();
  const uint64_t revision = shell.workspace.list_revision();
  if (wanted == looked_for_ && (wanted.empty() || revision == looked_in_)) return;
  looked_for_ = wanted;
  looked_in_ = revision;
  auto hits = shell.workspace.history().search(wanted, kMostHits);
  // Half a query (an open quote) is no failure to a person who is typing.
  if (hits.status().code() != StatusCode::kInvalidArgument) shell.workspace.report(hits.status());
  found_ = hits.ok() ? std::move(hits).value() : std::vector<store::SearchHit>{};
}

void Sidebar::draw(Frame& frame, const Rect& rect, Shell& shell,
                   const std::function<void(int64_t)>& on_open) {
  const Palette& palette = frame.palette;
  const bool rail = rect.width() < frame.px(kRail) + 1;
  // Given only where the field is drawn: a widget that is not there loses the keyboard at once.
  if (search_wants_focus_ && !rail) frame.focus.give("search");
  search_wants_focus_ = false;
  take_search(frame, shell);
  fill(frame, rect, palette.sidebar);
  line(frame, {rect.x1 - 0.5F, rect.y0}, {rect.x1 - 0.5F, rect.y1}, palette.line, frame.fine(1));
  if (rail) {
    draw_rail(frame, rect, shell);
    return;
  }
  const float inset = frame.px(kInset);
  draw_mark(frame, {rect.x0 + inset + frame.px(10), frame.px(kHead) / 2});
  label(frame, {rect.x0 + inset + frame.px(30), 0, rect.x1, frame.px(kHead)}, "Octant",
        type::kTitle, palette.text);
  const float side = frame.px(28);
  const float middle = frame.px(kHead) / 2;
  if (icon_button(frame, "sidebar.fold",
                  {rect.x1 - inset - side, middle - side / 2, rect.x1 - inset, middle + side / 2},
                  Icon::kPanelLeft, "Fold (Ctrl+B)")) {
    toggle(frame, shell);
  }
  const Rect fresh = {rect.x0 + inset, frame.px(56), rect.x1 - inset, frame.px(92)};
  const Press press = press_area(frame, "new", fresh, "New chat");
  panel(frame, fresh, press.hovered ? palette.hover : 0, frame.px(metric::kButtonRadius),
        palette.line_strong);
  draw_icon(frame, Icon::kPlus, {fresh.x0 + frame.px(17), fresh.centre().y}, 11, palette.text);
  label(frame, {fresh.x0 + frame.px(33), fresh.y0, fresh.x1, fresh.y1}, "New chat", type::kUiMedium,
        palette.text);
  label(frame, fresh.inset(frame.px(12), 0), "Ctrl N", type::kCaption, palette.muted,
        Align::kRight);
  if (press.ring) focus_ring(frame, fresh, frame.px(metric::kButtonRadius));
  if (press.clicked) {
    shell.workspace.begin_new();
    on_open(0);
  }
  const float y = frame.px(100);
  const Rect field = {rect.x0 + inset, y, rect.x1 - inset, y + frame.px(metric::kFieldHeight)};
  const auto typed = search_.draw(frame, "search", field, "Search conversations", Icon::kSearch);
  if (typed.cancelled) search_.set_text("");
  if (frame.focus.has("search") && search_.text().empty()) {
    request_tooltip(frame, "search", field,
                    "Words, and tag:NAME  folder:NAME  pinned:yes  archived:yes");
  }
  look(shell);
  const Rect list = {rect.x0, y + frame.px(metric::kFieldHeight + 8), rect.x1 - 1,
                     rect.y1 - frame.px(kFoot)};
  if (looked_for_.empty()) {
    list_.draw(frame, list, shell, on_open);
  } else {
    draw_found(frame, list, shell, on_open);
  }
  draw_foot(frame, {rect.x0, rect.y1 - frame.px(kFoot), rect.x1 - 1, rect.y1}, shell);
}

void Sidebar::draw_rail(Frame& frame, const Rect& rect, Shell& shell) {
  const float side = frame.px(32);
  const float x = rect.centre().x - side / 2;
  float y = frame.px(10);
  const auto button = [&](const char* name, Icon icon, const std::string& hint) {
    const bool pressed = icon_button(frame, name, {x, y, x + side, y + side}, icon, hint);
    y += frame.px(42);
    return pressed;
  };
  if (button("sidebar.unfold", Icon::kPanelLeft, "Conversations (Ctrl+B)")) toggle(frame, shell);
  if (button("new", Icon::kPlus, "New chat (Ctrl+N)")) {
    shell.workspace.begin_new();
    shell.page = Page::kChat;
  }
  if (button("search.open", Icon::kSearch, "Search (Ctrl+K)")) focus_search(frame, shell);
  const ModelLine model = model_line(frame.palette, shell.workspace);
  y = rect.y1 - frame.px(124);
  if (button("settings.open", Icon::kSliders, "Settings (Ctrl+,)")) shell.page = Page::kSettings;
  if (button("model", Icon::kChip, model.name + " · " + model.state + " (Ctrl+O)")) {
    shell.page = Page::kModel;
  }
  draw_dot(frame, {rect.centre().x, rect.y1 - frame.px(22)}, model.dot);
}

void Sidebar::draw_found(Frame& frame, const Rect& rect, Shell& shell,
                         const std::function<void(int64_t)>& on_open) {
  const Palette& palette = frame.palette;
  ScrollArea::Inside inside(hits_, frame, "found", rect);
  float y = inside.top();
  const std::string count = found_.empty()
                                ? "Nothing found"
                                : fmt::format("{}{} found", found_.size(),
                                              std::ssize(found_) == kMostHits ? " or more" : "");
  label(frame, {rect.x0 + frame.px(22), y, rect.x1, y + frame.px(kCaption)}, count, type::kCaption,
        palette.muted, Align::kLeft, "found.count");
  y += frame.px(kCaption);
  for (size_t i = 0; i < found_.size(); ++i) {
    const store::SearchHit& hit = found_[i];
    const Rect row = {rect.x0 + frame.px(8), y, rect.x1 - frame.px(10), y + frame.px(kHit)};
    y += frame.px(kHit + 2);
    if (!inside.shows(row.y0, row.height())) continue;
    const Press press =
        press_area(frame, "found." + std::to_string(i), row, hit.title + "\n" + hit.snippet.text);
    const float radius = frame.px(metric::kRowRadius);
    if (press.hovered) panel(frame, row, palette.hover, radius);
    if (press.ring) focus_ring(frame, row.inset(frame.px(2), frame.px(2)), radius);
    const Rect words = row.inset(frame.px(12), frame.px(5));
    label(frame, {words.x0, words.y0, words.x1, words.y0 + frame.px(22)}, shown_title(hit.title),
          type::kUi, palette.text);
    if (hit.message_id != 0) {
      draw_snippet(frame, {words.x0, words.y0 + frame.px(23), words.x1, words.y1}, hit.snippet);
    } else {
      label(frame, {words.x0, words.y0 + frame.px(23), words.x1, words.y1}, "Title", type::kSmall,
            palette.muted);
    }
    if (!press.clicked) continue;
    if (hit.message_id != 0) {
      shell.workspace.open_at(hit.conversation_id, hit.message_id);
    } else {
      shell.workspace.open(hit.conversation_id);
    }
    on_open(hit.message_id);
    frame.wake_no_later_than(frame.now);
  }
  inside.finish(y - inside.top() + frame.px(12));
}

void Sidebar::draw_foot(Frame& frame, const Rect& rect, Shell& shell) {
  const Palette& palette = frame.palette;
  const session::Workspace& workspace = shell.workspace;
  line(frame, {rect.x0, rect.y0 + 0.5F}, {rect.x1, rect.y0 + 0.5F}, palette.line, frame.fine(1));
  const float side = frame.px(30);
  const Rect settings = {rect.x1 - frame.px(12) - side, rect.centre().y - side / 2,
                         rect.x1 - frame.px(12), rect.centre().y + side / 2};
  if (icon_button(frame, "settings.open", settings, Icon::kSliders, "Settings (Ctrl+,)")) {
    shell.page = shell.page == Page::kSettings ? Page::kChat : Page::kSettings;
  }
  const auto [name, state, dot] = model_line(palette, workspace);
  const Rect area = {rect.x0 + frame.px(8), rect.y0 + frame.px(8), settings.x0 - frame.px(4),
                     rect.y1 - frame.px(8)};
  const Press press = press_area(frame, "model", area, name + "\n" + state);
  if (press.hovered) panel(frame, area, palette.hover, frame.px(metric::kRowRadius));
  if (press.ring) focus_ring(frame, area, frame.px(metric::kRowRadius));
  draw_dot(frame, {area.x0 + frame.px(13), area.y0 + frame.px(15)}, dot);
  label(frame, {area.x0 + frame.px(28), area.y0 + frame.px(3), area.x1, area.y0 + frame.px(27)},
        name, type::kUiMedium, palette.text);
  label(frame, {area.x0 + frame.px(28), area.y0 + frame.px(25), area.x1, area.y1 - frame.px(3)},
        state, type::kCaption, palette.muted);
  if (press.clicked) shell.page = shell.page == Page::kModel ? Page::kChat : Page::kModel;
}

}  // namespace octant::ui
