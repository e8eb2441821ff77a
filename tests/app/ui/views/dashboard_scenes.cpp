#include "tests/app/ui/views/dashboard_scenes.h"

#include <array>
#include <cmath>
#include <memory>

namespace octant::ui {
namespace {

using Phase = DashboardFacts::Phase;
using std::chrono::milliseconds;

// Rates of an hour ago to now: waves with a short stall, the same on every machine.
void fill_rates(session::RateHistory& rates, double level, milliseconds written,
                milliseconds since) {
  constexpr milliseconds kStep{125};
  session::RateHistory::TimePoint now{std::chrono::hours(1)};
  double accepted = 0;
  int i = 0;
  for (milliseconds passed{0}; passed < written; passed += kStep, ++i) {
    now += kStep;
    const double t = static_cast<double>(passed.count()) / 1000;
    const bool stalls = std::abs(t - 28) < 0.6;
    const double wave = 1 + 0.16 * std::sin(t / 2.9) + 0.07 * std::sin(t * 1.7 + 1) +
                        0.04 * std::sin(t * 5.3) - (stalls ? 0.55 : 0);
    const double share = 0.42 + 0.05 * std::sin(t / 4.1);
    accepted += level * wave * share * 0.125;
    api::Snapshot snapshot;
    snapshot.tokens_per_second = level * wave;
    snapshot.draft_accepted = static_cast<int64_t>(accepted);
    rates.add(now, snapshot, true);
  }
  if (since.count() > 0) rates.add(now + since, {}, false);
}

api::Snapshot large_model(const std::array<uint64_t, 8>& calls) {
  api::Snapshot snapshot;
  snapshot.num_moe_layers = 58;
  snapshot.n_routed_experts = 256;
  for (int32_t cell = 0; cell < 58 * 256; ++cell) {
    snapshot.rank_of_expert.push_back(cell % 256 / 32);
  }
  for (size_t r = 0; r < calls.size(); ++r) {
    snapshot.ranks.push_back(
        {.device = "cuda:" + std::to_string(r),
         .weight_bytes = 87'300'000'000 - static_cast<int64_t>(r) * 310'000'000,
         .cache_bytes = 9'120'000'000,
         .expert_calls = calls[r]});
  }
  snapshot.cache_tokens = 64'225;
  snapshot.cache_capacity = 131'072;
  return snapshot;
}

DashboardScene large_scene(const std::array<uint64_t, 8>& calls) {
  DashboardScene scene;
  fill_rates(scene.rates, 41, milliseconds(70'400), {});
  scene.facts.model_name = "DeepSeek-V3.2";
  scene.facts.phase = Phase::kWriting;
  scene.facts.tokens_per_second = scene.rates.total().back();
  scene.facts.drafts_accepted = 0.78;
  scene.facts.ttft_ms = 412;
  scene.facts.num_experts_per_tok = 8;
  scene.facts.now = std::make_shared<const api::Snapshot>(large_model(calls));
  scene.facts.answer_begin = std::make_shared<const api::Snapshot>(
      large_model({7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000}));
  return scene;
}

DashboardScene busy() {
  return large_scene({31040, 28650, 28411, 27933, 34241, 34241, 34480, 28172});
}

DashboardScene even() {
  return large_scene({30900, 30810, 30985, 30870, 31005, 30905, 30795, 30930});
}

DashboardScene reading() {
  DashboardScene scene = busy();
  scene.facts.phase = Phase::kReading;
  scene.facts.tokens_per_second = 1843.2;
  scene.facts.drafts_accepted.reset();
  return scene;
}

DashboardScene idle() {
  DashboardScene scene;
  fill_rates(scene.rates, 310, std::chrono::seconds(20), std::chrono::seconds(30));
  scene.facts.model_name = "octant-demo";
  scene.facts.tokens_per_second = 312.7;
  scene.facts.drafts_accepted = 0.41;
  scene.facts.ttft_ms = 9.6;
  scene.facts.num_experts_per_tok = 2;
  api::Snapshot now;
  now.num_moe_layers = 3;
  now.n_routed_experts = 8;
  now.rank_of_expert.assign(24, 0);
  now.ranks = {
      {.device = "cpu", .weight_bytes = 5'420'000, .cache_bytes = 786'432, .expert_calls = 1932}};
  now.cache_tokens = 3;
  now.cache_capacity = 4096;
  scene.facts.now = std::make_shared<const api::Snapshot>(now);
  scene.facts.answer_begin = std::make_shared<const api::Snapshot>();
  return scene;
}

DashboardScene empty() {
  DashboardScene scene;
  scene.facts.now = std::make_shared<const api::Snapshot>();
  scene.facts.answer_begin = scene.facts.now;
  return scene;
}

DashboardScene loading(const api::LoadProgress& progress) {
  DashboardScene scene = empty();
  scene.facts.model_name = "DeepSeek-V2-Lite-Chat";
  scene.facts.loading = progress;
  return scene;
}

}  // namespace

std::optional<DashboardScene> dashboard_scene(std::string_view name) {
  if (name == "busy") return busy();
  if (name == "even") return even();
  if (name == "reading") return reading();
  if (name == "idle") return idle();
  if (name == "empty") return empty();
  if (name == "opening") return loading({});
  if (name == "loading") {
    return loading({.bytes_read = 12'310'000'000,
                    .bytes_total = 31'410'000'000,
                    .bytes_per_second = 1.24e9,
                    .seconds_left = 15.4});
  }
  return std::nullopt;
}

}  // namespace octant::ui
