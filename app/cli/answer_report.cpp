#include "app/cli/answer_report.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/text/numbers.h"
#include "runtime/api/names.h"

namespace octant::cli {

namespace {

using Json = nlohmann::ordered_json;

// [layers * experts] -> [[experts], ...]
Json rows_of(const std::vector<uint64_t>& counts, int64_t num_rows) {
  Json rows = Json::array();
  if (num_rows <= 0) return rows;
  const std::size_t width = counts.size() / static_cast<std::size_t>(num_rows);
  for (auto at = counts.begin(); width > 0 && counts.end() - at >= static_cast<int64_t>(width);
       at += static_cast<int64_t>(width)) {
    rows.push_back(std::vector<uint64_t>(at, at + static_cast<int64_t>(width)));
  }
  return rows;
}

double percent(int64_t part, int64_t whole) {
  return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

// How many (layer, expert) pairs live on each rank.
std::vector<int64_t> experts_per_rank(const api::Snapshot& snapshot, std::size_t num_ranks) {
  std::vector<int64_t> experts(num_ranks, 0);
  for (const int32_t rank : snapshot.rank_of_expert) {
    if (rank >= 0 && static_cast<std::size_t>(rank) < num_ranks) {
      ++experts[static_cast<std::size_t>(rank)];
    }
  }
  return experts;
}

}  // namespace

Json answer_json(const Answer& answer, const api::ModelInfo& model, AnswerJsonOptions options) {
  const api::DoneEvent& done = answer.done;
  Json json;
  json["text"] = answer.text;
  if (options.reasoning || !answer.reasoning.empty()) json["reasoning"] = answer.reasoning;
  json["tokens"] = answer.tokens;
  json["finish_reason"] = api::name_of(done.reason);
  if (!done.error.empty()) json["error"] = done.error;
  json["usage"] = {{"prompt_tokens", done.usage.prompt_tokens},
                   {"completion_tokens", done.usage.completion_tokens},
                   {"cached_tokens", done.usage.cached_tokens}};
  json["timings"] = {{"prefill_ms", done.timings.prefill_ms},
                     {"decode_ms", done.timings.decode_ms},
                     {"ttft_ms", done.timings.ttft_ms},
                     {"tokens_per_second", done.timings.tokens_per_second},
                     {"draft_proposed", done.timings.draft_proposed},
                     {"draft_accepted", done.timings.draft_accepted}};
  json["ranks"] = model.num_ranks;
  json["device"] = model.device;
  json["routing"] = {{"rank_share", done.routing.rank_share},
                     {"busiest_over_mean", done.routing.busiest_over_mean}};
  if (options.expert_counts) {
    json["routing"]["expert_counts"] = rows_of(done.routing.expert_counts, model.num_moe_layers);
  }
  return json;
}

std::string answer_line(const api::DoneEvent& done) {
  std::string line = fmt::format(
      "{} tokens, {:.1f} tok/s, first after {}", with_thousands(done.usage.completion_tokens),
      done.timings.tokens_per_second, seconds_text(done.timings.ttft_ms / 1000));
  if (done.timings.draft_proposed > 0) {
    line += fmt::format(", {} of {} drafted tokens accepted ({:.0f}%)",
                        with_thousands(done.timings.draft_accepted),
                        with_thousands(done.timings.draft_proposed),
                        percent(done.timings.draft_accepted, done.timings.draft_proposed));
  }
  line += fmt::format(", {} of {} prompt tokens cached", with_thousands(done.usage.cached_tokens),
                      with_thousands(done.usage.prompt_tokens));
  if (done.reason == api::FinishReason::kLength) line += ", stopped by its length";
  if (done.reason == api::FinishReason::kCancelled) line += ", stopped by Ctrl-C";
  return line;
}

std::string routing_table(const api::RoutingSummary& routing, const api::Snapshot& snapshot) {
  if (routing.rank_share.empty()) return "no experts were used\n";
  const std::vector<int64_t> experts = experts_per_rank(snapshot, routing.rank_share.size());
  const double busiest = *std::max_element(routing.rank_share.begin(), routing.rank_share.end());
  constexpr double kBarLength = 40;  // the table then fits 80 columns
  std::string table = "rank  experts   share\n";
  for (std::size_t rank = 0; rank < experts.size(); ++rank) {
    const double share = routing.rank_share[rank];
    const double length = busiest > 0 ? std::round(kBarLength * share / busiest) : 0;
    table += fmt::format("{:>4}  {:>7}  {:>5.1f}%  {}\n", rank, with_thousands(experts[rank]),
                         100 * share, std::string(static_cast<std::size_t>(length), '#'));
  }
  table += fmt::format("busiest rank over the mean: {:.2f}\n", routing.busiest_over_mean);
  return table;
}

}  // namespace octant::cli
