#include "app/ui/views/load_bars.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr std::string_view kGpu = "cuda:";  // a device's name, before its number

constexpr float kRow = 21;
constexpr float kBar = 8;
constexpr float kColumnGap = 26;
constexpr float kTextGap = 10;      // between a bar and its texts
constexpr float kTwoColumns = 420;  // each track is longer than 80 pixels from here on
constexpr float kTickOver = 3;      // how far the tick stands out of the track
constexpr float kLeastPart = 2;     // what is there can be seen

int num_columns(Frame& frame, float width, size_t num_bars) {
  return num_bars >= 4 && width >= frame.px(kTwoColumns) ? 2 : 1;
}

void draw_bar(Frame& frame, const Rect& track, const LoadBar& bar, const LoadBars& content) {
  const float radius = track.height() / 2;
  ImDrawList& list = frame.list();
  list.AddRectFilled({track.x0, track.y0}, {track.x1, track.y1}, frame.palette.bar_track, radius);
  float x = track.x0;
  for (size_t i = 0; i < bar.parts.size(); ++i) {
    const LoadBar::Part& part = bar.parts[i];
    if (part.length <= 0 || content.scale <= 0) continue;
    const auto share = static_cast<float>(std::min(1.0, part.length / content.scale));
    const float end =
        std::min(track.x1, x + std::max(frame.fine(kLeastPart), share * track.width()));
    ImDrawFlags corners = ImDrawFlags_RoundCornersNone;
    if (i == 0) corners |= ImDrawFlags_RoundCornersLeft;
    if (i + 1 == bar.parts.size()) corners |= ImDrawFlags_RoundCornersRight;
    if (bar.parts.size() == 1) corners = ImDrawFlags_RoundCornersAll;
    list.AddRectFilled({x, track.y0}, {end, track.y1}, part.colour, radius, corners);
    x = end;
  }
  if (content.tick <= 0 || content.scale <= 0) return;
  const auto share = static_cast<float>(content.tick / content.scale);
  const float at = std::round(track.x0 + share * track.width()) + 0.5F;
  const float over = frame.px(kTickOver);
  line(frame, {at, track.y0 - over}, {at, track.y1 + over}, frame.palette.muted,
       std::max(1.0F, frame.fine(1)));
}

}  // namespace

float load_bars_height(Frame& frame, float width, size_t num_bars) {
  const auto columns = static_cast<size_t>(num_columns(frame, width, num_bars));
  return frame.px(kRow) * static_cast<float>((num_bars + columns - 1) / columns);
}

void load_bars(Frame& frame, const Rect& rect, const LoadBars& content) {
  const auto columns = static_cast<size_t>(num_columns(frame, rect.width(), content.bars.size()));
  const size_t rows = (content.bars.size() + columns - 1) / columns;
  float name_width = 0;
  float figure_width = 0;
  for (const LoadBar& bar : content.bars) {
    name_width = std::max(name_width, text_width(frame.glyphs, bar.name, type::kSmall));
    figure_width = std::max(figure_width, text_width(frame.glyphs, bar.figure, type::kValue));
  }
  name_width = std::ceil(name_width);
  figure_width = std::ceil(figure_width);
  const float row_height = frame.px(kRow);
  const float gap = frame.px(kTextGap);
  const auto column_gaps = frame.px(kColumnGap) * static_cast<float>(columns - 1);
  const float column_width = std::floor((rect.width() - column_gaps) / static_cast<float>(columns));
  for (size_t i = 0; i < content.bars.size(); ++i) {
    const LoadBar& bar = content.bars[i];
    const float x = rect.x0 + static_cast<float>(i / rows) * (column_width + frame.px(kColumnGap));
    const float y = rect.y0 + static_cast<float>(i % rows) * row_height;
    const Rect row = {x, y, x + column_width, y + row_height};
    const Colour figure = bar.figure_colour != 0 ? bar.figure_colour : frame.palette.text;
    label(frame, {row.x0, row.y0, row.x0 + name_width + 1, row.y1}, bar.name, type::kSmall,
          bar.is_marked ? frame.palette.text : frame.palette.dim);
    label(frame, {row.x1 - figure_width - 1, row.y0, row.x1, row.y1}, bar.figure, type::kValue,
          figure, Align::kRight);
    const float half = frame.px(kBar) / 2;
    const float middle = std::round(row.centre().y);
    const Rect track = {row.x0 + name_width + gap, middle - half, row.x1 - figure_width - gap,
                        middle + half};
    if (track.width() > 0) draw_bar(frame, track, bar, content);
    if (!bar.mark.empty()) frame.mark(bar.mark, row, bar.name + " " + bar.figure);
  }
}

bool has_own_gpus(std::span<const api::RankState> ranks) {
  std::set<std::string_view> gpus;
  for (const api::RankState& rank : ranks) {
    if (rank.device.starts_with(kGpu)) gpus.insert(rank.device);
  }
  return !ranks.empty() && gpus.size() == ranks.size();
}

std::string rank_name(std::span<const api::RankState> ranks, size_t rank) {
  if (!has_own_gpus(ranks)) return "Rank " + std::to_string(rank);
  return "GPU " + ranks[rank].device.substr(kGpu.size());
}

}  // namespace octant::ui
