#include "app/ui/views/model_options.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

// As `octant --ranks` and `--context` have them.
constexpr int64_t kMostRanks = 64;
constexpr int64_t kMostContext = int64_t{1} << 24;

constexpr float kCaption = 20;   // logical pixels, above a field
constexpr float kGap = 20;       // between fields
constexpr float kRanks = 72;     // two digits, and room to see that it is a field
constexpr float kContext = 168;  // its placeholder

// Digits, with or without thousands separators; nothing for anything else.
std::optional<int64_t> number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ',' && c != ' ') digits += c;
  }
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

ModelOptions::ModelOptions() {
  set_options({});
}

void ModelOptions::set_options(const api::EngineOptions& options) {
  options_ = options;
  options_.model_dir.clear();
  ranks_.set_text(std::to_string(options.num_ranks));
  context_.set_text(options.max_context > 0 ? std::to_string(options.max_context) : "");
  problem_.clear();
}

void ModelOptions::set_context(int64_t tokens) {
  context_.set_text(std::to_string(tokens));
  read_fields();
}

void ModelOptions::read_fields() {
  problem_.clear();
  const std::optional<int64_t> ranks = number(ranks_.text());
  if (ranks && *ranks >= 1 && *ranks <= kMostRanks) {
    options_.num_ranks = static_cast<int32_t>(*ranks);
  } else {
    problem_ = "Ranks: a number from 1 to " + std::to_string(kMostRanks);
  }
  if (context_.text().empty()) {
    options_.max_context = 0;
    return;
  }
  const std::optional<int64_t> context = number(context_.text());
  if (context && *context >= 0 && *context <= kMostContext) {
    options_.max_context = *context;
  } else {
    problem_ = "Context: a number of tokens up to " + std::to_string(kMostContext);
  }
}

float ModelOptions::draw(Frame& frame, const Rect& area) {
  using api::Device;
  const Palette& palette = frame.palette;
  const float field = frame.px(metric::kFieldHeight);
  const float gap = frame.px(kGap);
  float x = area.x0;
  float y = area.y0;
  // A caption with room for something of this width below; the place for it.
  const auto place = [&](std::string_view caption, float width) {
    if (x > area.x0 && x + width > area.x1) {
      x = area.x0;
      y += frame.px(kCaption) + field + frame.px(10);
    }
    const float top = y + frame.px(kCaption);
    label(frame, {x, y, x + width + gap, top - frame.px(2)}, caption, type::kSmall, palette.muted);
    const Rect rect = {x, top, x + width, top + field};
    x += width + gap;
    return rect;
  };
  bool changed = ranks_.draw(frame, "model.ranks", place("Ranks", frame.px(kRanks)), "8").changed;

  struct Choice {
    const char* name;
    const char* text;
    Device device;
  };
  constexpr Choice kDevices[] = {{"model.device.auto", "Auto", Device::kAuto},
                                 {"model.device.cpu", "CPU", Device::kCpu},
                                 {"model.device.gpu", "GPU", Device::kCuda}};
  const float between = frame.px(6);
  float width = -between;
  for (const Choice& choice : kDevices) width += toggle_chip_width(frame, choice.text) + between;
  const Rect devices = place("Device", width);
  const float chip = frame.px(metric::kChipHeight);
  const float top = devices.centre().y - chip / 2;
  float chip_x = devices.x0;
  for (const Choice& choice : kDevices) {
    const float wide = toggle_chip_width(frame, choice.text);
    if (toggle_chip(frame, choice.name, {chip_x, top, chip_x + wide, top + chip}, choice.text,
                    options_.device == choice.device)) {
      options_.device = choice.device;
    }
    chip_x += wide + between;
  }

  changed |= context_
                 .draw(frame, "model.context", place("Context, in tokens", frame.px(kContext)),
                       "as the model allows")
                 .changed;

  const float draft_width = toggle_chip_width(frame, "Load the MTP layer", true);
  const Rect draft = place("Drafts", draft_width);
  const float draft_top = draft.centre().y - chip / 2;
  if (toggle_chip(frame, "model.draft", {draft.x0, draft_top, draft.x1, draft_top + chip},
                  "Load the MTP layer", options_.load_draft, Icon::kSpark)) {
    options_.load_draft = !options_.load_draft;
  }
  if (changed) read_fields();
  y += frame.px(kCaption) + field;
  if (!problem_.empty()) {
    label(frame, {area.x0, y, area.x1, y + frame.px(24)}, problem_, type::kSmall, palette.error,
          Align::kLeft, "model.options.problem");
    y += frame.px(24);
  }
  return y - area.y0;
}

}  // namespace octant::ui
