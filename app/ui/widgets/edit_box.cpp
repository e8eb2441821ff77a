#include "app/ui/widgets/edit_box.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/text/utf8.h"
#include "app/ui/glyphs/text_run.h"

namespace octant::ui {
namespace {

constexpr double kBlink = 1.06;  // seconds for on and off, as desktops have it
constexpr double kBlinkOn = 0.6;
constexpr double kBlinksFor = 10;  // then the caret stays, and nothing has to be drawn

struct Binding {
  Key key;
  EditKey plain;
  EditKey with_ctrl;
};

constexpr Binding kBindings[] = {
    {Key::kLeft, EditKey::kLeft, EditKey::kWordLeft},
    {Key::kRight, EditKey::kRight, EditKey::kWordRight},
    {Key::kUp, EditKey::kUp, EditKey::kUp},
    {Key::kDown, EditKey::kDown, EditKey::kDown},
    {Key::kHome, EditKey::kLineStart, EditKey::kTextStart},
    {Key::kEnd, EditKey::kLineEnd, EditKey::kTextEnd},
    {Key::kPageUp, EditKey::kPageUp, EditKey::kPageUp},
    {Key::kPageDown, EditKey::kPageDown, EditKey::kPageDown},
    {Key::kBackspace, EditKey::kBackspace, EditKey::kBackspaceWord},
    {Key::kDelete, EditKey::kDelete, EditKey::kDeleteWord},
};

}  // namespace

void EditBox::lay_out(Frame& frame, float width, const TypeStyle& type, float line_height) {
  editor_.set_layout(width, line_height, [&glyphs = frame.glyphs, type](char32_t c) {
    return glyphs.advance(c, type);
  });
}

EditBox::Outcome EditBox::draw(Frame& frame, std::string_view name, const Rect& outer,
                               const Rect& inner, const TypeStyle& type,
                               std::string_view placeholder) {
  Outcome outcome;
  if (frame.inert) {
    frame.mark(name, outer, frame.marks.is_recording() ? editor_.utf8() : "");
  } else {
    follow_pointer(frame, name, outer, inner);
    if (frame.focus.offer(name)) outcome = take_strokes(frame);
  }
  keep_caret_visible(inner);

  const Clip clip(frame, inner.inset(-frame.px(2), 0));
  if (editor_.empty()) {
    const float middle = inner.y0 + editor_.line_height() / 2;
    draw_text(frame.list(), frame.glyphs, inner.x0, middle,
              fitted(frame.glyphs, to_utf32(placeholder), type, inner.width()), type,
              frame.palette.muted);
  } else {
    draw_rows(frame, inner, type);
  }
  if (frame.focus.has(name)) draw_caret(frame, inner);
  return outcome;
}

void EditBox::follow_pointer(Frame& frame, std::string_view name, const Rect& outer,
                             const Rect& inner) {
  frame.mark(name, outer, frame.marks.is_recording() ? editor_.utf8() : "");
  ImGui::SetCursorScreenPos({outer.x0, outer.y0});
  ImGui::InvisibleButton(std::string(name).c_str(), {outer.width(), outer.height()});
  if (ImGui::IsItemHovered()) {
    frame.cursor = CursorShape::kText;
    frame.on_widget = true;
    if (frame.input.wheel.y != 0) scroll_.y -= frame.input.wheel.y * 2 * editor_.line_height();
  }
  const Point pointer = frame.input.pointer;
  const Point at = {pointer.x - inner.x0 + scroll_.x, pointer.y - inner.y0 + scroll_.y};
  if (ImGui::IsItemActivated()) {
    frame.focus.give(name);
    editor_.click(at, frame.input.mods.shift);
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) editor_.select_word();
    caret_moved_ = true;
  } else if (ImGui::IsItemActive() &&
             (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0)) {
    editor_.drag(at);
    caret_moved_ = true;
  }
  if (caret_moved_) steady_since_ = frame.now;
}

EditBox::Outcome EditBox::take_strokes(Frame& frame) {
  Outcome outcome;
  if (frame.input.strokes.empty()) return outcome;
  const std::u32string before(editor_.text());
  for (const Stroke& stroke : frame.input.strokes) {
    if (stroke.key == Key::kEnter && !stroke.mods.shift && enter_ == Enter::kSubmits) {
      outcome.submitted = true;
    } else if (stroke.key == Key::kEscape) {
      outcome.cancelled = true;
    } else {
      take_edit(stroke, frame);
    }
  }
  caret_moved_ = true;
  steady_since_ = frame.now;
  outcome.changed = editor_.text() != before;
  return outcome;
}

void EditBox::take_edit(const Stroke& stroke, Frame& frame) {
  if (stroke.character >= ' ') {
    editor_.insert(std::u32string_view(&stroke.character, 1));
    return;
  }
  const auto is = [&](char c) { return stroke.mods.ctrl && stroke.key == letter(c); };
  // Ctrl+Shift+C is the window's, whatever has the keyboard.
  if (is('c') && stroke.mods.shift) return;
  if (stroke.key == Key::kEnter) {
    editor_.insert(U"\n");
  } else if (is('a')) {
    editor_.select_all();
  } else if (is('c') || is('x')) {
    const std::string selected = editor_.selected_utf8();
    if (!selected.empty()) frame.surface.set_clipboard(selected);
    if (!selected.empty() && is('x')) editor_.cut();
  } else if (is('v')) {
    std::u32string pasted = to_utf32(frame.surface.clipboard());
    std::erase(pasted, U'\r');
    editor_.insert(pasted);
  } else if (is('z')) {
    editor_.key(stroke.mods.shift ? EditKey::kRedo : EditKey::kUndo);
  } else if (is('y')) {
    editor_.key(EditKey::kRedo);
  } else {
    for (const Binding& binding : kBindings) {
      if (binding.key != stroke.key) continue;
      const bool moves = stroke.key != Key::kBackspace && stroke.key != Key::kDelete;
      editor_.key(stroke.mods.ctrl ? binding.with_ctrl : binding.plain, moves && stroke.mods.shift);
    }
  }
}

void EditBox::keep_caret_visible(const Rect& inner) {
  const auto& rows = editor_.rows();
  const float line = editor_.line_height();
  if (caret_moved_) {
    const Point caret = editor_.position_of(editor_.caret());
    scroll_.y = std::clamp(scroll_.y, caret.y + line - inner.height(), caret.y);
    scroll_.x = std::clamp(scroll_.x, caret.x - inner.width(), std::max(0.0F, caret.x));
  }
  caret_moved_ = false;
  float widest = 0;
  for (const auto& row : rows) widest = std::max(widest, row.width);
  const float height = static_cast<float>(rows.size()) * line;
  scroll_.y = std::clamp(scroll_.y, 0.0F, std::max(0.0F, height - inner.height()));
  scroll_.x = std::clamp(scroll_.x, 0.0F, std::max(0.0F, widest - inner.width()));
}

void EditBox::draw_rows(Frame& frame, const Rect& inner, const TypeStyle& type) {
  const std::u32string_view text = editor_.text();
  const auto [first, last] = editor_.selection();
  const float line = editor_.line_height();
  float y = inner.y0 - scroll_.y;
  for (const TextEditor::Row& row : editor_.rows()) {
    if (y + line > inner.y0 && y < inner.y1) {
      float x = inner.x0 - scroll_.x;
      const float baseline = frame.glyphs.baseline_around(y + line / 2, type);
      for (int i = row.start; i < row.start + row.length; ++i) {
        const char32_t c = text[static_cast<size_t>(i)];
        const bool is_line_end = c == '\n';
        const float advance = is_line_end ? frame.px(6) : frame.glyphs.advance(c, type);
        if (i >= first && i < last) {
          frame.list().AddRectFilled({x, y}, {x + advance, y + line}, frame.palette.selection);
        }
        if (!is_line_end) {
          frame.glyphs.draw(frame.list(), x, baseline, c, type, frame.palette.text);
        }
        x += advance;
      }
    }
    y += line;
  }
}

void EditBox::draw_caret(Frame& frame, const Rect& inner) {
  const Point at = editor_.position_of(editor_.caret());
  const float x = std::round(inner.x0 + at.x - scroll_.x);
  const float y = inner.y0 + at.y - scroll_.y;
  const float line = editor_.line_height();
  const float width = std::max(1.0F, std::round(frame.fine(1.5F)));
  frame.caret = Point{x, y + line};
  frame.mark("caret", {x, y, x + width, y + line}, "");
  const double age = frame.now - steady_since_;
  const bool blinks = !frame.still && frame.input.focused && age < kBlinksFor;
  if (blinks) {
    const double phase = std::fmod(age, kBlink);
    frame.wake_no_later_than(frame.now + (phase < kBlinkOn ? kBlinkOn : kBlink) - phase);
    if (phase >= kBlinkOn) return;
  }
  const float inset = frame.px(2);
  frame.list().AddRectFilled({x, y + inset}, {x + width, y + line - inset}, frame.palette.accent);
}

}  // namespace octant::ui
