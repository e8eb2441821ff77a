#include "app/ui/views/fit_bars.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/text/numbers.h"
#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

using session::FitKind;
using session::FitPart;
using session::FitPlace;

constexpr float kHead = 20;  // logical pixels: a place's name and numbers
constexpr float kBar = 18;   // high enough for a word inside
constexpr float kPlaceGap = 14;
constexpr float kLegendRow = 22;
constexpr float kSwatch = 12;
constexpr float kPatternStep = 5;  // between two lines of a pattern

enum class Pattern { kNone, kStripes, kDots, kOutline };

struct Look {
  Colour ground = 0;
  Pattern pattern = Pattern::kNone;
  Colour ink = 0;  // of the pattern
  Colour text = 0;
};

// `index` counts the weights, the largest first: shades of blue that get fainter.
Look look_of(const Palette& palette, FitKind kind, size_t index) {
  constexpr std::array<float, 4> kShades = {1.0F, 0.68F, 0.45F, 0.28F};
  switch (kind) {
    case FitKind::kWeights: {
      const float shade = kShades[std::min(index, kShades.size() - 1)];
      const bool is_strong = shade > 0.6F;
      return {.ground = faded(palette.bar, shade),
              .text = is_strong ? rgb(0xFFFFFF) : palette.text};
    }
    case FitKind::kWorkspace:
      return {faded(palette.accent, 0.12F), Pattern::kDots, palette.accent, palette.text};
    case FitKind::kCache:
      return {faded(palette.accent, 0.12F), Pattern::kStripes, faded(palette.accent, 0.75F),
              palette.text};
    case FitKind::kUsed:
      return {faded(palette.muted, 0.55F), Pattern::kNone, 0, palette.text};
    case FitKind::kFree:
      return {0, Pattern::kOutline, palette.line_strong, palette.muted};
  }
  return {};
}

void draw_pattern(Frame& frame, const Rect& rect, const Look& look) {
  ImDrawList& list = frame.list();
  const float step = frame.px(kPatternStep);
  if (look.pattern == Pattern::kStripes) {
    const Clip clip(frame, rect);
    for (float x = rect.x0 - rect.height(); x < rect.x1; x += step) {
      list.AddLine({x, rect.y1}, {x + rect.height(), rect.y0}, look.ink, frame.fine(1.2F));
    }
  } else if (look.pattern == Pattern::kDots) {
    const float side = std::max(1.0F, frame.px(1.5F));
    for (float y = rect.y0 + step / 2; y < rect.y1 - side; y += step) {
      for (float x = rect.x0 + step / 2; x < rect.x1 - side; x += step) {
        list.AddRectFilled({x, y}, {x + side, y + side}, look.ink);
      }
    }
  } else if (look.pattern == Pattern::kOutline) {
    list.AddRect({rect.x0, rect.y0}, {rect.x1, rect.y1}, look.ink, 0, 0, frame.fine(1));
  }
}

// `limit`: where the memory ends, so that no word stands across it.
void draw_part(Frame& frame, const Rect& rect, const FitPart& part, const Look& look,
               const std::string& name, float limit) {
  if (rect.width() < 0.5F) return;
  if (look.ground != 0) {
    frame.list().AddRectFilled({rect.x0, rect.y0}, {rect.x1, rect.y1}, look.ground);
  }
  draw_pattern(frame, rect, look);
  const bool is_plain = look.pattern == Pattern::kNone || look.pattern == Pattern::kOutline;
  Rect words = rect.inset(frame.px(6), 0);
  if (limit > rect.x0 && limit < rect.x1) words.x0 = limit + frame.px(6);
  if (is_plain && text_width(frame.glyphs, part.name, type::kCaption) <= words.width()) {
    label(frame, words, part.name, type::kCaption, look.text);
  }
  if (frame.pointer_in(rect)) {
    request_tooltip(frame, name, rect, part.name + " · " + bytes_text(part.bytes));
  }
}

// How many bytes a whole bar stands for: what the fullest place has or would need, so that bars can
// be compared.
int64_t bytes_of_bar(const std::vector<FitPlace>& places) {
  int64_t most = 1;
  for (const FitPlace& place : places) {
    const int64_t used = place.total_bytes > 0 ? place.total_bytes - place.free_bytes : 0;
    most = std::max({most, place.total_bytes, place.needed_bytes + used});
  }
  return most;
}

std::string numbers_of(const FitPlace& place) {
  const std::string needed = (place.grows ? "up to " : "") + bytes_text(place.needed_bytes);
  if (place.total_bytes == 0) return needed;
  return needed + " of " + bytes_text(place.free_bytes) + " free";
}

void draw_place(Frame& frame, const Rect& rect, const FitPlace& place, int64_t whole, size_t n) {
  const Palette& palette = frame.palette;
  const std::string name = "model.place." + std::to_string(n);
  const Rect head = {rect.x0, rect.y0, rect.x1, rect.y0 + frame.px(kHead)};
  const bool is_full = place.total_bytes > 0 && place.needed_bytes > place.free_bytes;
  const std::string numbers = numbers_of(place);
  const float taken = label(frame, head, numbers, type::kSmallMedium,
                            is_full ? palette.error : palette.dim, Align::kRight);
  const Rect words = {head.x0, head.y0, head.x1 - taken - frame.px(12), head.y1};
  const float width = label(frame, words, place.name, type::kSmallMedium, palette.text);
  label(frame, {words.x0 + width + frame.px(8), words.y0, words.x1, words.y1}, place.ranks,
        type::kSmall, palette.muted);
  frame.mark(name, rect, place.name + ": " + numbers);

  const Rect bar = {rect.x0, head.y1 + frame.px(2), rect.x1, head.y1 + frame.px(2 + kBar)};
  const auto x_of = [&](int64_t bytes) {
    return std::round(bar.x0 + bar.width() * static_cast<float>(static_cast<double>(bytes) /
                                                                static_cast<double>(whole)));
  };
  if (place.total_bytes == 0) {
    panel(frame, bar, palette.bar_track, 0);
  }
  const float divider = std::max(1.0F, frame.fine(1));
  const float limit = place.total_bytes > 0 ? x_of(place.total_bytes) : bar.x1;
  int64_t before = 0;
  size_t weights = 0;
  for (size_t i = 0; i < place.parts.size(); ++i) {
    const FitPart& part = place.parts[i];
    const Look look = look_of(palette, part.kind, weights);
    if (part.kind == FitKind::kWeights) ++weights;
    Rect piece = {x_of(before), bar.y0, x_of(before + part.bytes), bar.y1};
    before += part.bytes;
    if (piece.width() > 3 * divider) piece.x1 -= divider;
    draw_part(frame, piece, part, look, name + "." + std::to_string(i), limit);
  }
  if (before > place.total_bytes && place.total_bytes > 0) {
    // Where the memory ends: everything behind does not fit.
    const float out = frame.px(3);
    frame.list().AddRectFilled({bar.x0, bar.y1 + frame.px(1)}, {limit, bar.y1 + frame.px(3)},
                               palette.muted);
    frame.list().AddRectFilled({limit, bar.y1 + frame.px(1)}, {x_of(before), bar.y1 + frame.px(3)},
                               palette.error);
    line(frame, {limit, bar.y0 - out}, {limit, bar.y1 + out}, palette.error, frame.fine(2));
  }
}

float draw_legend(Frame& frame, const Rect& area, const std::vector<FitPlace>& places) {
  const Palette& palette = frame.palette;
  const float row = frame.px(kLegendRow);
  const float swatch = frame.px(kSwatch);
  const float gap = frame.px(18);
  float x = area.x0;
  float y = area.y0;
  size_t weights = 0;
  for (size_t i = 0; i < places.front().parts.size(); ++i) {
    const FitPart& part = places.front().parts[i];
    const Look look = look_of(palette, part.kind, weights);
    if (part.kind == FitKind::kWeights) ++weights;
    int64_t bytes = 0;
    for (const FitPlace& place : places) bytes += place.parts[i].bytes;
    if (bytes == 0) continue;
    const std::string amount = bytes_text(bytes);
    const float name_width = text_width(frame.glyphs, part.name, type::kSmall);
    const float amount_width = text_width(frame.glyphs, amount, type::kSmallMedium);
    const float width = swatch + frame.px(7) + name_width + frame.px(6) + amount_width;
    if (x > area.x0 && x + width > area.x1) {
      x = area.x0;
      y += row;
    }
    const float middle = y + row / 2;
    const Rect box = {x, std::round(middle - swatch / 2), x + swatch,
                      std::round(middle - swatch / 2) + swatch};
    if (look.ground != 0)
      frame.list().AddRectFilled({box.x0, box.y0}, {box.x1, box.y1}, look.ground);
    draw_pattern(frame, box, look);
    const float text_x = box.x1 + frame.px(7);
    label(frame, {text_x, y, area.x1, y + row}, part.name, type::kSmall, palette.dim);
    label(frame, {text_x + name_width + frame.px(6), y, area.x1, y + row}, amount,
          type::kSmallMedium, palette.text);
    frame.mark("model.legend." + std::to_string(i), {x, y, x + width, y + row},
               part.name + " " + amount);
    x += width + gap;
  }
  return y + row - area.y0;
}

}  // namespace

float draw_fit_bars(Frame& frame, const Rect& area, const session::ModelFit& fit) {
  if (fit.places.empty()) return 0;
  const int64_t whole = bytes_of_bar(fit.places);
  float y = area.y0;
  for (size_t i = 0; i < fit.places.size(); ++i) {
    const float height = frame.px(kHead + 2 + kBar);
    draw_place(frame, {area.x0, y, area.x1, y + height}, fit.places[i], whole, i);
    y += height + frame.px(kPlaceGap);
  }
  y += draw_legend(frame, {area.x0, y, area.x1, area.y1}, fit.places);
  return y - area.y0;
}

}  // namespace octant::ui
