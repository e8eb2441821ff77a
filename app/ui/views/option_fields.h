#pragma once
// The options of an answer that are typed: one row each, with its words for people and the ways
// from the option to text and back. An empty text is the option's default. No drawing.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::ui {

struct OptionField {
  std::string_view name;  // "temperature"
  std::string_view label;
  std::string_view hint;
  std::string_view placeholder;  // what an empty text means
  std::string (*text)(const api::GenerateOptions& options) = nullptr;
  // Errors: kInvalidArgument with the range; the options are as before.
  Status (*take)(std::string_view text, api::GenerateOptions& options) = nullptr;
};

std::span<const OptionField> option_fields();

// The same for stop strings: one a line, where \n is a line break and \\ a backslash. Lines that
// are empty are passed over. Errors: kInvalidArgument for any other escape, or one without an end.
std::string stop_text(const std::vector<std::string>& stop);
Result<std::vector<std::string>> parse_stop(std::string_view text);

}  // namespace octant::ui
