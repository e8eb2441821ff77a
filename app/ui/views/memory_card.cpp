#include "app/ui/views/memory_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/card.h"
#include "app/ui/views/figures.h"
#include "app/ui/views/load_bars.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kFootGap = 10;
constexpr float kLegendGap = 14;

// From the right: returns where it begins.
float legend(Frame& frame, const Rect& row, std::string_view text, Colour colour) {
  const float width = text_width(frame.glyphs, text, type::kCaption);
  Rect sign = row;
  sign.x0 = row.x1 - std::ceil(width) - frame.px(14);  // a square and its gap
  sign.x0 = colour_square(frame, sign, colour);
  label(frame, sign, text, type::kCaption, frame.palette.muted);
  return row.x1 - std::ceil(width) - frame.px(14) - frame.px(kLegendGap);
}

}  // namespace

float memory_card(Frame& frame, Point at, float width, std::span<const api::RankState> ranks) {
  const Colour weight_colour = frame.palette.bar;
  const Colour cache_colour = frame.palette.muted;
  LoadBars content;
  double largest = 0;
  double weights = 0;
  double caches = 0;
  for (size_t r = 0; r < ranks.size(); ++r) {
    const auto weight = static_cast<double>(ranks[r].weight_bytes);
    const auto cache = static_cast<double>(ranks[r].cache_bytes);
    largest = std::max(largest, weight + cache);
    weights += weight;
    caches += cache;
    content.bars.push_back({.name = rank_name(ranks, r),
                            .figure = bytes_figure(weight + cache).text(),
                            .mark = "dash.memory.rank." + std::to_string(r),
                            .parts = {{weight, weight_colour}, {cache, cache_colour}}});
  }
  content.scale = largest;

  const float inner = width - 2 * frame.px(metric::kCardPadding);
  const float bars = load_bars_height(frame, inner, ranks.size());
  const float title = frame.px(metric::kCardTitle) + frame.px(metric::kCardTitleGap);
  const float foot = frame.px(kFootGap) + frame.px(metric::kCardFoot);
  const float height = card_height(frame, title + bars + foot);
  const Rect inside = card_ground(frame, {at.x, at.y, at.x + width, at.y + height});
  Rect right =
      card_title(frame, inside, has_own_gpus(ranks) ? "Memory per GPU" : "Memory per rank");
  right.x1 = legend(frame, right, "cache", cache_colour);
  legend(frame, right, "weights", weight_colour);
  load_bars(frame, {inside.x0, inside.y0 + title, inside.x1, inside.y0 + title + bars}, content);
  const std::string sum = "Weights " + bytes_figure(weights).text() + ", cache " +
                          bytes_figure(caches).text() + " in all";
  label(frame, {inside.x0, inside.y1 - frame.px(metric::kCardFoot), inside.x1, inside.y1}, sum,
        type::kSmall, frame.palette.muted, Align::kLeft, "dash.memory");
  return height;
}

}  // namespace octant::ui
