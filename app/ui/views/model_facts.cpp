#include "app/ui/views/model_facts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/text/numbers.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kRow = 24;    // logical pixels
constexpr float kName = 104;  // the longest name
constexpr float kTwoColumns = 520;

std::string dtype_shares(const std::map<std::string, int64_t>& elements) {
  int64_t all = 0;
  std::vector<std::pair<int64_t, std::string>> sorted;
  for (const auto& [dtype, count] : elements) {
    all += count;
    sorted.emplace_back(count, dtype);
  }
  std::sort(sorted.rbegin(), sorted.rend());
  std::string text;
  for (const auto& [count, dtype] : sorted) {
    const double share = 100 * static_cast<double>(count) / static_cast<double>(all);
    // Scales and the like: less than a percent is no answer to what the weights are.
    if (share < 0.95) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {:.0f} %", dtype, share);
  }
  return text;
}

std::string config_text(const api::InspectReport& report, const char* field) {
  const auto found = report.config.find(field);
  return found != report.config.end() ? found->second : "";
}

std::string experts_text(const api::InspectReport& report) {
  const std::string experts = config_text(report, "n_routed_experts");
  if (experts.empty()) return "";
  std::string text = experts;
  const std::string a_token = config_text(report, "num_experts_per_tok");
  if (!a_token.empty()) text += ", " + a_token + " for a token";
  const std::string shared = config_text(report, "n_shared_experts");
  if (!shared.empty() && shared != "0") text += ", " + shared + " shared";
  return text;
}

}  // namespace

std::vector<Fact> facts_of(const session::ModelDetails& details) {
  std::vector<Fact> facts;
  const auto add = [&](const char* name, std::string value) {
    if (!value.empty()) facts.push_back({name, std::move(value)});
  };
  if (!details.report) return facts;
  const api::InspectReport& report = *details.report;
  add("Architecture", report.architecture);
  if (report.parameters_main > 0) {
    add("Parameters", with_unit(report.parameters_main) + ", " +
                          with_unit(report.parameters_active) + " read for a token");
  }
  if (report.num_files > 0) {
    add("Weights",
        fmt::format("{} in {} {}", bytes_text(report.payload_bytes),
                    with_thousands(report.num_files), report.num_files == 1 ? "file" : "files"));
  }
  add("Layers", config_text(report, "num_hidden_layers"));
  add("Experts", experts_text(report));
  const auto& elements =
      report.dtype_elements.empty() ? report.implied_dtype_elements : report.dtype_elements;
  if (!elements.empty()) add("Element types", dtype_shares(elements));
  if (report.parameters_draft > 0) {
    add("MTP layer", with_unit(report.parameters_draft) + " parameters, for drafts");
  }
  add("Chat format", report.chat_format);
  if (details.max_context > 0) add("Context", with_thousands(details.max_context) + " tokens");
  return facts;
}

float draw_facts(Frame& frame, const Rect& area, const std::vector<Fact>& facts) {
  const size_t columns = area.width() >= frame.px(kTwoColumns) ? 2 : 1;
  const size_t rows = (facts.size() + columns - 1) / columns;
  const float gap = frame.px(24);
  const float width =
      (area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float height = frame.px(kRow);
  for (size_t i = 0; i < facts.size(); ++i) {
    const float x = std::round(area.x0 + static_cast<float>(i / rows) * (width + gap));
    const float y = area.y0 + static_cast<float>(i % rows) * height;
    const Rect line = {x, y, x + width, y + height};
    label(frame, line, facts[i].name, type::kSmall, frame.palette.muted);
    label(frame, {x + frame.px(kName), y, line.x1, line.y1}, facts[i].value, type::kUi,
          frame.palette.text);
    frame.mark("model.fact." + std::to_string(i), line, facts[i].name + ": " + facts[i].value);
  }
  return static_cast<float>(rows) * height;
}

}  // namespace octant::ui
