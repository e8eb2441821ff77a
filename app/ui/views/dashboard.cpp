#include "app/ui/views/dashboard.h"

#include "app/ui/views/loading_card.h"
#include "app/ui/views/memory_card.h"
#include "app/ui/views/throughput_card.h"

namespace octant::ui {
namespace {

constexpr float kRightInset = 16;    // with room for the scroll bar
constexpr double kIdleInterval = 1;  // seconds: an idle plot moves by four of its 241 points

}  // namespace

const session::ExpertLoad& Dashboard::load_of(const DashboardFacts& facts) {
  const api::SnapshotPtr begin = window_ == LoadWindow::kAnswer ? facts.answer_begin : nullptr;
  if (begin != load_begin_ || facts.now != load_now_) {
    load_begin_ = begin;
    load_now_ = facts.now;
    load_ = session::expert_load(begin != nullptr ? *begin : api::Snapshot{}, *facts.now,
                                 facts.num_experts_per_tok);
  }
  return load_;
}

void Dashboard::draw(Frame& frame, const Rect& rect, const DashboardFacts& facts) {
  ScrollArea::Inside inside(scroll_, frame, "dash", rect);
  const float gap = frame.px(metric::kGap);
  const float width = rect.width() - gap - frame.px(kRightInset);
  const std::vector<api::RankState>& ranks = facts.now->ranks;
  Point at = {rect.x0 + gap, inside.top() + gap};
  if (facts.loading) {
    at.y += loading_card(frame, at, width, facts.model_name, *facts.loading) + gap;
  }
  at.y += throughput_card(frame, at, width, facts) + gap;
  if (!ranks.empty() && facts.now->num_moe_layers > 0) {
    at.y += expert_load_card(frame, at, width, load_of(facts), ranks, window_) + gap;
  }
  if (!ranks.empty()) at.y += memory_card(frame, at, width, ranks) + gap;
  inside.finish(at.y - inside.top());
  if (!facts.rates->is_flat()) frame.wake_no_later_than(frame.now + kIdleInterval);
}

}  // namespace octant::ui
