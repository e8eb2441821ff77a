#pragma once
// One bar a rank, with its name at the left and its figure at the right, in one column or two.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/frame.h"
#include "runtime/api/snapshot.h"

namespace octant::ui {

struct LoadBar {
  std::string name;    // "Rank 0"
  std::string figure;  // "1.15×"
  std::string mark;    // "dash.load.rank.0"; its text is name and figure
  struct Part {
    double length = 0;  // of the scale
    Colour colour = 0;
  };
  std::vector<Part> parts;   // from the left, one behind the other
  bool is_marked = false;    // the one to look at: its name and figure stand out
  Colour figure_colour = 0;  // the usual one if 0
};

struct LoadBars {
  std::vector<LoadBar> bars;
  double scale = 1;  // what fills a track
  double tick = 0;   // a line across every track, at this length; 0: none
};

// In `width` pixels; two columns, filled one after the other, where they have room and there are
// four bars or more.
float load_bars_height(Frame& frame, float width, size_t num_bars);
void load_bars(Frame& frame, const Rect& rect, const LoadBars& content);

// Whether every rank has a GPU of its own, so that a rank is a GPU to people.
bool has_own_gpus(std::span<const api::RankState> ranks);
// "GPU 3" where they have, else "Rank 3".
std::string rank_name(std::span<const api::RankState> ranks, size_t rank);

}  // namespace octant::ui
