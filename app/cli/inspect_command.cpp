#include "app/cli/inspect_command.h"

#include <memory>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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

struct InspectFlags {
  std::string model;
  bool json = false;
};

Json report_json(const api::InspectReport& report) {
  Json json;
  json["path"] = report.path;
  json["architecture"] = report.architecture;
  json["model_type"] = report.model_type;
  json["chat_format"] = report.chat_format;
  json["parameters"] = {{"main", report.parameters_main},
                        {"draft", report.parameters_draft},
                        {"active", report.parameters_active}};
  json["roles"] = Json::array();
  for (const api::RoleTotal& role : report.roles) {
    json["roles"].push_back(
        {{"role", role.role}, {"tensors", role.tensors}, {"parameters", role.parameters}});
  }
  json["implied_dtype_elements"] = Json(report.implied_dtype_elements);
  json["config"] = Json(report.config);
  json["files"] = {{"num_files", report.num_files},
                   {"num_tensors", report.num_tensors},
                   {"payload_bytes", report.payload_bytes},
                   {"dtype_elements", Json(report.dtype_elements)}};
  json["problems"] = report.problems;
  return json;
}

std::string row(std::string_view name, std::string_view value) {
  return fmt::format("{:<24} {}\n", name, value);
}

std::string counted(int64_t count) {
  return count < 1000 ? with_thousands(count)
                      : fmt::format("{} ({})", with_thousands(count), with_unit(count));
}

std::string dtype_rows(const std::map<std::string, int64_t>& elements) {
  std::string text;
  for (const auto& [dtype, count] : elements) {
    text += fmt::format("  {:<22} {:>22}\n", dtype, with_thousands(count));
  }
  return text;
}

std::string implied_text(const api::InspectReport& report) {
  std::string text = "\nimplied by config.json\n";
  text += row("parameters", counted(report.parameters_main));
  if (report.parameters_draft > 0) {
    text += row("parameters of MTP layer", counted(report.parameters_draft));
  }
  text += row("active for a token", counted(report.parameters_active));
  if (!report.roles.empty()) {
    text += fmt::format("\n{:<24} {:>22} {:>12}\n", "by role", "parameters", "tensors");
    for (const api::RoleTotal& role : report.roles) {
      text += fmt::format("  {:<22} {:>22} {:>12}\n", role.role, with_thousands(role.parameters),
                          with_thousands(role.tensors));
    }
  }
  if (!report.implied_dtype_elements.empty()) {
    text += "\nby dtype, MTP layer included\n" + dtype_rows(report.implied_dtype_elements);
  }
  return text;
}

std::string report_text(const api::InspectReport& report) {
  std::string text = row("path", report.path);
  if (!report.architecture.empty()) text += row("architecture", report.architecture);
  if (!report.model_type.empty()) text += row("model_type", report.model_type);
  if (!report.chat_format.empty()) text += row("chat format", report.chat_format);
  if (report.parameters_main > 0) text += implied_text(report);
  if (!report.config.empty()) {
    text += "\nconfig\n";
    for (const auto& [field, value] : report.config) text += "  " + row(field, value);
  }
  if (report.num_files > 0) {
    text += "\nfiles\n";
    text += row("number of files", with_thousands(report.num_files));
    text += row("tensors", with_thousands(report.num_tensors));
    text += row("bytes of tensors", fmt::format("{} ({})", with_thousands(report.payload_bytes),
                                                bytes_text(report.payload_bytes)));
    text += dtype_rows(report.dtype_elements);
  }
  text += report.problems.empty()
              ? "\nno problems found\n"
              : fmt::format("\nproblems: {}\n", with_thousands(std::ssize(report.problems)));
  for (const std::string& problem : report.problems) text += "  " + problem + "\n";
  return text;
}

int run_inspect(Services& services, const InspectFlags& flags) {
  const auto found = api::find_model(flags.model, true, services.environment);
  if (!found.ok()) return fail(services, found.status(), flags.json);
  const auto report = services.runtime.inspect(found->path);
  if (!report.ok()) return fail(services, report.status(), flags.json);
  services.out << (flags.json ? json_text(report_json(*report))
                              : terminal_text(report_text(*report)));
  return kExitOk;
}

}  // namespace

Command register_inspect(CLI::App& app) {
  CLI::App* const inspect = app.add_subcommand("inspect", "Say what a checkpoint is");
  auto flags = std::make_shared<InspectFlags>();
  add_text(*inspect, "path,--model,-m", "PATH", flags->model,
           "Checkpoint folder, one .safetensors file, one config.json, or a name in the Hugging "
           "Face cache such as org/model (required)")
      ->required();
  inspect->add_flag("--json", flags->json, "One JSON document instead of the report");
  return {inspect, [flags](Services& services) { return run_inspect(services, *flags); }};
}

}  // namespace octant::cli
