#include "app/ui/views/throughput_card.h"

#include <array>
#include <chrono>
#include <string>

#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/card.h"
#include "app/ui/views/figures.h"
#include "app/ui/views/line_plot.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

using Phase = DashboardFacts::Phase;

constexpr float kStatRow = 54;      // caption and number, with the gap below
constexpr float kCaption = 16;      // the caption's row
constexpr float kNumberAt = 32;     // the number's middle below the row's top
constexpr float kPlot = 130;        // with the time axis
constexpr float kPlotGap = 6;       // above it
constexpr float kFourInARow = 400;  // "Reading prompt" fits a quarter of it
constexpr float kUnitGap = 4;

struct Stat {
  const char* mark;
  std::string caption;
  Colour square = 0;  // 0: none
  Figure figure;
  std::string tooltip;
  bool is_known = true;
};

std::array<Stat, 4> stats_of(const DashboardFacts& facts, const Palette& palette) {
  const api::Snapshot& now = *facts.now;
  const bool is_reading = facts.phase == Phase::kReading;
  Stat rate{.mark = "dash.rate",
            .caption = is_reading ? "Reading prompt" : "Throughput",
            .square = palette.accent,
            .figure = facts.tokens_per_second ? rate_figure(*facts.tokens_per_second)
                                              : no_figure("tok/s"),
            .tooltip = facts.phase == Phase::kIdle ? "Tokens a second of the last answer"
                       : is_reading                ? "Tokens of the prompt read a second"
                                                   : "Tokens written a second, now"};
  Stat accepted{
      .mark = "dash.accepted",
      .caption = "Draft accepted",
      .square = palette.amber_sign,
      .figure = facts.drafts_accepted ? percent_figure(*facts.drafts_accepted) : no_figure("%"),
      .tooltip = "Drafted tokens that the model agreed with, of this answer"};
  Stat ttft{.mark = "dash.ttft",
            .caption = "TTFT",
            .figure = facts.ttft_ms ? time_figure(*facts.ttft_ms) : no_figure("ms"),
            .tooltip = "Time to the first token of the last answer"};
  Stat cache{.mark = "dash.cache", .caption = "KV cache", .figure = no_figure("%")};
  if (now.cache_capacity > 0) {
    cache.figure = percent_figure(static_cast<double>(now.cache_tokens) /
                                  static_cast<double>(now.cache_capacity));
    cache.tooltip =
        with_thousands(now.cache_tokens) + " of " + with_thousands(now.cache_capacity) + " tokens";
  }
  rate.is_known = facts.tokens_per_second.has_value();
  accepted.is_known = facts.drafts_accepted.has_value();
  ttft.is_known = facts.ttft_ms.has_value();
  cache.is_known = now.cache_capacity > 0;
  return {std::move(rate), std::move(accepted), std::move(ttft), std::move(cache)};
}

void draw_stat(Frame& frame, const Rect& rect, const Stat& stat) {
  Rect caption = {rect.x0, rect.y0, rect.x1, rect.y0 + frame.px(kCaption)};
  if (stat.square != 0) caption.x0 = colour_square(frame, caption, stat.square);
  label(frame, caption, stat.caption, type::kCaption, frame.palette.muted);
  const float y = rect.y0 + frame.px(kNumberAt);
  const float width =
      draw_text(frame.list(), frame.glyphs, rect.x0, y, stat.figure.number, type::kBigNumber,
                stat.is_known ? frame.palette.text : frame.palette.muted);
  const float unit_x = rect.x0 + width + frame.px(kUnitGap);
  if (unit_x + text_width(frame.glyphs, stat.figure.unit, type::kSmall) <= rect.x1) {
    // On the same line to stand on, not around the same middle.
    const float down = frame.glyphs.baseline_around(y, type::kBigNumber) -
                       frame.glyphs.baseline_around(y, type::kSmall);
    draw_text(frame.list(), frame.glyphs, unit_x, y + down, stat.figure.unit, type::kSmall,
              frame.palette.muted);
  }
  frame.mark(stat.mark, rect, stat.figure.text());
  if (frame.pointer_in(rect)) request_tooltip(frame, stat.mark, rect, stat.tooltip);
}

}  // namespace

float throughput_card(Frame& frame, Point at, float width, const DashboardFacts& facts) {
  const float inner = width - 2 * frame.px(metric::kCardPadding);
  const size_t columns = inner >= frame.px(kFourInARow) ? 4 : 2;
  const std::array<Stat, 4> stats = stats_of(facts, frame.palette);
  const float row = frame.px(kStatRow);
  const float stats_height = row * static_cast<float>(stats.size() / columns) + frame.px(kPlotGap);
  const float height = card_height(frame, stats_height + frame.px(kPlot));
  const Rect inside = card_ground(frame, {at.x, at.y, at.x + width, at.y + height});
  const float column = inner / static_cast<float>(columns);
  for (size_t i = 0; i < stats.size(); ++i) {
    const float x = inside.x0 + static_cast<float>(i % columns) * column;
    const float y = inside.y0 + static_cast<float>(i / columns) * row;
    // A number and its tooltip belong to the upper part: the gap below is nobody's.
    draw_stat(frame, {x, y, x + column, y + row - frame.px(4)}, stats[i]);
  }
  const session::RateHistory::Values total = facts.rates->total();
  const session::RateHistory::Values drafted = facts.rates->drafted();
  const std::chrono::duration<double> span = session::RateHistory::kSpan;
  LinePlot plot{.series = {{.values = total, .colour = frame.palette.accent, .name = "in all"},
                           {.values = drafted,
                            .colour = frame.palette.amber_sign,
                            .name = "from accepted drafts"}},
                .seconds = span.count(),
                .unit = "tok/s"};
  line_plot(frame, "dash.plot", {inside.x0, inside.y0 + stats_height, inside.x1, inside.y1}, plot);
  return height;
}

}  // namespace octant::ui
