#include "app/cli/plan_command.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/json_text.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"
#include "app/text/numbers.h"
#include "runtime/api/model_list.h"

namespace octant::cli {

namespace {

using Json = nlohmann::ordered_json;

struct PlanFlags {
  EngineFlags engine;
  bool json = false;
};

// "0 to 7", "0, 8".
std::string rank_list(const std::vector<int32_t>& ranks) {
  const bool is_run = ranks.back() - ranks.front() + 1 == std::ssize(ranks);
  if (is_run && ranks.size() > 2) return fmt::format("{} to {}", ranks.front(), ranks.back());
  return fmt::format("{}", fmt::join(ranks, ", "));
}

std::string places_text(const api::MemoryPlan& plan) {
  std::string text = fmt::format("\n{:<16} {:<12} {:>10} {:>10}\n", "", "ranks", "needed", "free");
  for (const api::MemoryPlan::Place& place : plan.places) {
    text += fmt::format("{:<16} {:<12} {:>10} {:>10}\n", place.name, rank_list(place.ranks),
                        bytes_text(place.needed_bytes),
                        place.free_bytes > 0 ? bytes_text(place.free_bytes) : "?");
  }
  return text;
}

std::string plan_text(const api::MemoryPlan& plan) {
  std::string text =
      fmt::format("{} on {} {}, {} tokens of context\n\n", plan.architecture, plan.num_ranks,
                  plan.num_ranks == 1 ? "rank" : "ranks", with_thousands(plan.max_context));
  text += fmt::format("{:<16} {:>10} {:>10} {:>10}\n", "a rank has", "least", "most", "all ranks");
  const auto row = [&](const std::string& name, const std::vector<int64_t>& bytes) {
    const auto [least, most] = std::minmax_element(bytes.begin(), bytes.end());
    text +=
        fmt::format("{:<16} {:>10} {:>10} {:>10}\n", name, bytes_text(*least), bytes_text(*most),
                    bytes_text(std::accumulate(bytes.begin(), bytes.end(), int64_t{0})));
  };
  std::vector<int64_t> totals(static_cast<size_t>(plan.num_ranks));
  for (const api::MemoryPlan::Part& part : plan.parts) {
    row(part.name, part.rank_bytes);
    for (size_t r = 0; r < totals.size(); ++r) totals[r] += part.rank_bytes[r];
  }
  row("total", totals);
  if (plan.shared_bytes > 0) text += "shared by all    " + bytes_text(plan.shared_bytes) + "\n";
  text += places_text(plan);
  if (!plan.no_gpu.empty()) text += "\n" + plan.no_gpu + "\n";
  if (!plan.too_small.empty()) {
    text += "\n" + plan.too_small + "\n";
  } else if (plan.places.front().free_bytes > 0) {
    text += "\nfits\n";
  }
  return text;
}

Json plan_json(const api::MemoryPlan& plan) {
  Json json{{"architecture", plan.architecture},
            {"num_ranks", plan.num_ranks},
            {"max_context", plan.max_context}};
  json["parts"] = Json::array();
  for (const api::MemoryPlan::Part& part : plan.parts) {
    json["parts"].push_back({{"name", part.name}, {"rank_bytes", part.rank_bytes}});
  }
  json["shared_bytes"] = plan.shared_bytes;
  json["places"] = Json::array();
  for (const api::MemoryPlan::Place& place : plan.places) {
    Json entry{{"name", place.name}, {"ranks", place.ranks}, {"needed_bytes", place.needed_bytes}};
    entry["free_bytes"] = place.free_bytes > 0 ? Json(place.free_bytes) : Json();
    json["places"].push_back(std::move(entry));
  }
  json["no_gpu"] = plan.no_gpu;
  json["too_small"] = plan.too_small;
  return json;
}

int run_plan(Services& services, const PlanFlags& flags) {
  const auto found = api::find_model(flags.engine.model, true, services.environment);
  if (!found.ok()) return fail(services, found.status(), flags.json);
  api::EngineOptions options = flags.engine.options;
  options.model_dir = found->path;
  const auto plan = services.runtime.plan(options);
  if (!plan.ok()) return fail(services, plan.status(), flags.json);
  services.out << (flags.json ? json_text(plan_json(*plan)) : terminal_text(plan_text(*plan)));
  return plan->too_small.empty() ? kExitOk : kExitFailed;
}

}  // namespace

Command register_plan(CLI::App& app) {
  CLI::App* const plan = app.add_subcommand(
      "plan",
      "Say what a model takes of each rank's memory, and if it fits; needs no more of it than "
      "config.json");
  auto flags = std::make_shared<PlanFlags>();
  add_model_flags(*plan, flags->engine);
  add_context_flag(*plan, flags->engine);
  plan->add_flag("--json", flags->json, "One JSON document instead of the table");
  return {plan, [flags](Services& services) { return run_plan(services, *flags); }};
}

}  // namespace octant::cli
