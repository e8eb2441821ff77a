#include "app/ui/views/expert_load_card.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/card.h"
#include "app/ui/views/figures.h"
#include "app/ui/views/load_bars.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

using session::ExpertLoad;

// The mean stands at two thirds of a track, so that what is usual has room and one look compares.
constexpr double kScale = 1.5;
constexpr float kSwitch = 24;
constexpr float kSwitchPadding = 10;
constexpr float kSectionGap = 10;

// One of two words side by side, of which one is on.
float window_switch(Frame& frame, Point at, std::string_view mark, std::string_view text,
                    LoadWindow value, LoadWindow& window) {
  const bool is_on = window == value;
  const float width =
      std::ceil(text_width(frame.glyphs, text, type::kSmallMedium)) + 2 * frame.px(kSwitchPadding);
  const Rect rect = {at.x, at.y, at.x + width, at.y + frame.px(kSwitch)};
  const Press press = press_area(frame, mark, rect, is_on ? "on" : "off");
  const float radius = frame.px(metric::kRowRadius);
  if (is_on || press.hovered) {
    panel(frame, rect, is_on ? frame.palette.selected : frame.palette.hover, radius);
  }
  label(frame, rect, text, type::kSmallMedium, is_on ? frame.palette.text : frame.palette.dim,
        Align::kCentre);
  if (press.ring) focus_ring(frame, rect, radius);
  if (press.clicked) window = value;
  return width;
}

LoadBars bars_of(const ExpertLoad& load, std::span<const api::RankState> ranks,
                 const Palette& palette) {
  LoadBars content{.bars = {}, .scale = std::max(kScale, load.busiest_over_mean), .tick = 1};
  for (size_t r = 0; r < load.calls.size(); ++r) {
    const bool is_busiest = load.is_comparable() && std::cmp_equal(r, load.busiest);
    const bool is_hot = is_busiest && load.is_beyond_chance();
    LoadBar bar{.name = rank_name(ranks, r),
                .figure = load.total_calls > 0 ? ratio_text(load.over_mean[r]) : "–",
                .mark = "dash.load.rank." + std::to_string(r),
                .parts = {{load.over_mean[r], is_hot ? palette.amber_sign : palette.bar}},
                .is_marked = is_busiest,
                .figure_colour = is_busiest ? palette.amber : palette.text};
    if (load.total_calls == 0) bar.figure_colour = palette.muted;
    content.bars.push_back(std::move(bar));
  }
  return content;
}

std::string rests_on(const ExpertLoad& load) {
  const std::string calls = with_thousands(static_cast<int64_t>(load.total_calls));
  if (load.num_tokens == 0) return "Over " + calls + " expert calls";
  return "Over " + with_thousands(load.num_tokens) +
         (load.num_tokens == 1 ? " token, " : " tokens, ") + calls + " expert calls";
}

// The two rows below the bars.
void draw_chance(Frame& frame, const Rect& rect, const ExpertLoad& load) {
  const float height = frame.px(metric::kCardFoot);
  const Rect first = {rect.x0, rect.y0, rect.x1, rect.y0 + height};
  const Rect second = first.moved(0, height);
  const Colour muted = frame.palette.muted;
  const std::string said(session::verdict(load));
  if (load.total_calls == 0) {
    label(frame, first, "Nothing computed yet", type::kSmall, muted);
    frame.mark("dash.load.chance", first, said);
    return;
  }
  label(frame, second, rests_on(load), type::kSmall, muted);
  if (!load.is_comparable()) {
    label(frame, first, load.num_ranks() == 1 ? "One rank: it does everything" : said, type::kSmall,
          muted);
    frame.mark("dash.load.chance", first, said);
    return;
  }
  const std::string expected = ratio_text(load.chance.expected);
  Rect words = first;
  words.x1 -=
      label(frame, first, said, type::kSmallMedium,
            load.is_beyond_chance() ? frame.palette.amber : frame.palette.dim, Align::kRight) +
      frame.px(kSectionGap);
  label(frame, words, "Chance alone gives " + expected, type::kSmall, frame.palette.dim);
  frame.mark("dash.load.chance", first,
             said + ", " + expected + " over " + with_thousands(load.num_tokens) + " tokens");
  if (frame.pointer_in(first)) {
    request_tooltip(
        frame, "dash.load.chance", first,
        "At random: " + expected + ", hardly ever above " + ratio_text(load.chance.limit));
  }
}

}  // namespace

float expert_load_card(Frame& frame, Point at, float width, const ExpertLoad& load,
                       std::span<const api::RankState> ranks, LoadWindow& window) {
  const float inner = width - 2 * frame.px(metric::kCardPadding);
  const float gap = frame.px(kSectionGap);
  const float bars = load_bars_height(frame, inner, load.calls.size());
  const float content = frame.px(metric::kCardTitle) + gap + frame.px(kSwitch) + gap + bars + gap +
                        2 * frame.px(metric::kCardFoot);
  const float height = card_height(frame, content);
  const Rect inside = card_ground(frame, {at.x, at.y, at.x + width, at.y + height});

  const Rect right = card_title(
      frame, inside, has_own_gpus(ranks) ? "Expert load per GPU" : "Expert load per rank");
  const std::string busiest = load.total_calls > 0 ? ratio_text(load.busiest_over_mean) : "–";
  Rect words = right;
  words.x1 -= label(frame, right, busiest, type::kSmallMedium, frame.palette.text, Align::kRight,
                    "dash.load.busiest") +
              frame.px(6);
  label(frame, words, "busiest / mean", type::kSmall, frame.palette.muted, Align::kRight);

  float y = right.y1 + gap;
  float x = inside.x0;
  x += window_switch(frame, {x, y}, "dash.load.answer", "This answer", LoadWindow::kAnswer, window);
  window_switch(frame, {x + frame.px(4), y}, "dash.load.all", "Since load", LoadWindow::kSinceLoad,
                window);
  y += frame.px(kSwitch) + gap;
  load_bars(frame, {inside.x0, y, inside.x1, y + bars}, bars_of(load, ranks, frame.palette));
  y += bars + gap;
  draw_chance(frame, {inside.x0, y, inside.x1, inside.y1}, load);
  return height;
}

}  // namespace octant::ui
