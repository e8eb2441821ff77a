#include "app/ui/views/shortcuts_page.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/shortcuts.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kLine = 36;
constexpr float kCap = 24;  // a key's height, and its least width
constexpr float kCapPadding = 8;
constexpr float kCapGap = 4;
constexpr float kOr = 28;

std::string_view name_of(ShortcutGroup group) {
  switch (group) {
    case ShortcutGroup::kChat:
      return "Chat";
    case ShortcutGroup::kPages:
      return "Pages";
    case ShortcutGroup::kWindow:
      return "Window";
  }
  return "";
}

// "Ctrl+Shift+P" as its keys.
std::vector<std::string> keys_of(std::string_view chord) {
  std::vector<std::string> keys;
  while (!chord.empty()) {
    const size_t end = std::min(chord.find('+'), chord.size());
    keys.emplace_back(chord.substr(0, end));
    chord.remove_prefix(std::min(end + 1, chord.size()));
  }
  return keys;
}

// Ends at the right edge; returns where it began.
float draw_chord(Frame& frame, const Rect& rect, std::string_view chord) {
  std::vector<std::string> keys = keys_of(chord);
  float x = rect.x1;
  const float height = frame.px(kCap);
  const float y = std::round(rect.centre().y - height / 2);
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    const float words = text_width(frame.glyphs, *key, type::kSmallMedium);
    const float width = std::max(height, std::round(words + 2 * frame.px(kCapPadding)));
    const Rect cap = {x - width, y, x, y + height};
    panel(frame, cap, frame.palette.inline_code, frame.px(6), frame.palette.line_strong);
    label(frame, cap, *key, type::kSmallMedium, frame.palette.text, Align::kCentre);
    x = cap.x0 - frame.px(kCapGap);
  }
  return x + frame.px(kCapGap);
}

}  // namespace

void ShortcutsPage::draw(Frame& frame, const Rect& rect, Shell& shell) {
  page_.draw(frame, rect, shell, "shortcuts", "Shortcuts", [&](const Rect& column, float top) {
    form_.begin(frame, page_.area(), column, top);
    const auto all = all_shortcuts();
    for (size_t i = 0; i < all.size();) {
      const Shortcut& first = all[i];
      if (i == 0 || all[i - 1].group != first.group) form_.card(name_of(first.group));
      size_t end = i + 1;
      while (end < all.size() && all[end].action == first.action) ++end;
      const std::optional<Rect> line = form_.line(frame.px(kLine));
      float x = line ? line->x1 : 0;
      // All ways to ask for the same, the first at the left.
      for (size_t way = end; line && way-- > i;) {
        if (all[way].keys.empty()) continue;
        x = draw_chord(frame, {line->x0, line->y0, x, line->y1}, all[way].keys);
        if (way == i) break;
        x -= frame.px(kOr);
        label(frame, {x, line->y0, x + frame.px(kOr), line->y1}, "or", type::kSmall,
              frame.palette.muted, Align::kCentre);
      }
      i = end;
      if (!line) continue;
      label(frame, {line->x0, line->y0, x - frame.px(12), line->y1}, first.what, type::kUi,
            frame.palette.text);
      frame.mark("shortcut." + std::string(first.keys), *line, first.what);
    }
    return form_.finish();
  });
}

}  // namespace octant::ui
