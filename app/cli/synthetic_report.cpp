#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/json_text.h"
#include "app/cli/synthetic_bench.h"
#include "app/cli/terminal_text.h"
#include "app/text/numbers.h"

namespace octant::cli {

namespace {

constexpr const char* kRow = "{:<10} {:>5} {:>10} {:>9} {:>9} {:>8} {:>6}\n";

std::string counted(int64_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string layers_text(int64_t dense, int64_t moe) {
  return fmt::format("{} dense, {} with experts", dense, moe);
}

std::string stage_row(const api::StageTime& stage) {
  const bool reads = stage.bytes > 0;
  const auto cell = [reads](const std::string& text) { return reads ? text : std::string("-"); };
  return fmt::format(kRow, stage.stage, stage.calls, fmt::format("{:.1f}", stage.microseconds),
                     fmt::format("{:.1f}", stage.microseconds / static_cast<double>(stage.calls)),
                     cell(fmt::format("{:.2f}", stage.bytes / 1e6)),
                     cell(fmt::format("{:.1f}", stage.gigabytes_per_second)),
                     cell(fmt::format("{:.1f}%", 100 * stage.share_of_bandwidth)));
}

// "t = t_other + n_dense x t_dense + n_moe x t_moe = ..." for the kinds of layers that there are.
std::string extrapolation_text(const api::SyntheticCase& result) {
  const api::StepExtrapolation& all = result.all_layers;
  std::string formula = "t = t_other";
  std::string numbers = fmt::format("{:.3f}", all.other_milliseconds);
  if (all.dense_layers > 0) {
    formula += " + n_dense x t_dense";
    numbers += fmt::format(" + {} x {:.4f}", all.dense_layers, all.dense_layer_milliseconds);
  }
  if (all.moe_layers > 0) {
    formula += " + n_moe x t_moe";
    numbers += fmt::format(" + {} x {:.4f}", all.moe_layers, all.moe_layer_milliseconds);
  }
  const bool is_whole =
      all.dense_layers == result.dense_layers && all.moe_layers == result.moe_layers;
  std::string text = fmt::format(
      "{} ({}):\n  {} = {} = {:.3f} ms",
      is_whole ? "all layers were there" : "extrapolated, not measured, to all layers",
      layers_text(all.dense_layers, all.moe_layers), formula, numbers, all.step_milliseconds);
  text += all.tokens_per_second > 0
              ? fmt::format(" a token, {:.2f} tokens/s\n", all.tokens_per_second)
              : fmt::format(" a step of {}\n", counted(result.rows, "row"));
  return text;
}

}  // namespace

std::string synthetic_json_line(const api::SyntheticCase& result) {
  nlohmann::ordered_json stages = nlohmann::ordered_json::array();
  for (const api::StageTime& stage : result.stages) {
    nlohmann::ordered_json json = {
        {"stage", stage.stage}, {"calls", stage.calls}, {"microseconds", stage.microseconds}};
    if (stage.bytes > 0) {
      json["bytes"] = stage.bytes;
      json["gigabytes_per_second"] = stage.gigabytes_per_second;
      json["share_of_bandwidth"] = stage.share_of_bandwidth;
    }
    stages.push_back(std::move(json));
  }
  const api::StepExtrapolation& all = result.all_layers;
  nlohmann::ordered_json whole = {{"dense_layers", all.dense_layers},
                                  {"moe_layers", all.moe_layers},
                                  {"other_milliseconds", all.other_milliseconds},
                                  {"dense_layer_milliseconds", all.dense_layer_milliseconds},
                                  {"moe_layer_milliseconds", all.moe_layer_milliseconds},
                                  {"step_milliseconds", all.step_milliseconds}};
  if (all.tokens_per_second > 0) whole["tokens_per_second"] = all.tokens_per_second;
  nlohmann::ordered_json json = {
      {"version", OCTANT_VERSION},
      {"name", "synthetic"},
      {"model", result.model},
      {"dtype", result.dtype},
      {"device", result.device},
      {"ranks", result.ranks},
      {"threads", result.threads},
      {"dense_layers", result.dense_layers},
      {"moe_layers", result.moe_layers},
      {"weight_bytes", result.weight_bytes},
      {"fill_seconds", result.fill_seconds},
      {"context", result.context},
      {"rows", result.rows},
      {"steps", result.steps},
      {"bandwidth_gigabytes_per_second", result.bandwidth_gigabytes_per_second},
      {"step_microseconds", result.step_microseconds},
      {"timed_step_microseconds", result.timed_step_microseconds},
      {"stages", std::move(stages)},
      {"rest_microseconds", result.rest_microseconds},
      {"extrapolation", std::move(whole)}};
  return json_line(json);
}

std::string synthetic_head(const api::SyntheticCase& first) {
  std::string text =
      fmt::format("{} with random weights, {}; {}: {}\n{} on {}; {} of weights made in {:.2f} s\n",
                  terminal_line(first.model), terminal_line(first.dtype),
                  counted(first.dense_layers + first.moe_layers, "layer"),
                  layers_text(first.dense_layers, first.moe_layers), counted(first.ranks, "rank"),
                  terminal_line(first.device), bytes_text(first.weight_bytes), first.fill_seconds);
  text += fmt::format(
      "us: microseconds of rank 0, all calls of a step together, and of one call; medians\n"
      "MB: weights and cache that the stage reads there; of the routed experts those chosen that "
      "live there, each once\n"
      "share: of {:.1f} GB/s, that rank's part of the bandwidth that was measured in this run\n",
      first.bandwidth_gigabytes_per_second);
  return text;
}

std::string synthetic_text(const api::SyntheticCase& result) {
  std::string text = fmt::format(
      "\n{}, context {}, {}: {:.1f} us a step; {:.1f} us with stamps between the stages:\n",
      counted(result.rows, "row"), result.context, counted(result.threads, "thread"),
      result.step_microseconds, result.timed_step_microseconds);
  text += fmt::format(kRow, "stage", "calls", "us", "us a call", "MB", "GB/s", "share");
  for (const api::StageTime& stage : result.stages) text += stage_row(stage);
  text += fmt::format(kRow, "rest", "", fmt::format("{:.1f}", result.rest_microseconds), "", "", "",
                      "");
  return text + extrapolation_text(result);
}

}  // namespace octant::cli
