#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "models/chat/chat_encoder.h"
#include "models/config_reader.h"
#include "models/registry.h"
#include "runtime/api/inspect.h"
#include "runtime/folder/folder_files.h"
#include "runtime/folder/model_folder.h"
#include "runtime/inspect/config_fields.h"
#include "runtime/inspect/plan_totals.h"
#include "runtime/load/checkpoint.h"
#include "runtime/load/printable.h"
#include "runtime/load/weight_loader.h"
#include "runtime/text/tokenizer.h"

namespace octant::api {
namespace {

namespace fs = std::filesystem;

bool is_present(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// Messages may have several lines (all mismatches of a checkpoint); a problem is one.
void add_problems(const Status& status, InspectReport& report) {
  std::string_view text = status.message();
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    report.problems.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// What config.json says, and the model it describes: null, with the reasons among the problems, if
// it is of no supported family or a field is wrong. Errors: the file cannot be read as JSON.
Result<std::unique_ptr<Model>> read_config(const fs::path& path, InspectReport& report) {
  const std::string where = printable(path.filename().native());
  ASSIGN_OR_RETURN(const std::string text, read_text_file(path));
  ASSIGN_OR_RETURN(const ConfigDocument document, ConfigDocument::parse(text, where));
  const ConfigObject root = document.root();
  const std::vector<std::string> architectures = root.get_strings("architectures", 16);
  if (!architectures.empty()) report.architecture = printable(architectures.front());
  report.model_type = root.show("model_type");
  report.config = config_fields(document);

  Result<std::unique_ptr<Model>> model = make_model(text, where);
  if (!model.ok()) {
    add_problems(model.status(), report);
    return std::unique_ptr<Model>();
  }
  PlanTotals totals = plan_totals(**model);
  report.parameters_main = totals.parameters_main;
  report.parameters_draft = totals.parameters_draft;
  report.parameters_active = totals.parameters_active;
  report.roles = std::move(totals.roles);
  report.implied_dtype_elements = implied_dtype_elements(**model, config_dtype(document));
  return model;
}

void count_files(const Checkpoint& checkpoint, InspectReport& report) {
  report.num_files = std::ssize(checkpoint.files());
  report.num_tensors = std::ssize(checkpoint.tensors());
  for (const TensorEntry& tensor : checkpoint.tensors()) {
    report.payload_bytes += tensor.size_bytes;
    report.dtype_elements[std::string(to_string(tensor.dtype))] +=
        tensor.size_bytes / size_of(tensor.dtype);
  }
}

void inspect_text(const fs::path& folder, InspectReport& report) {
  if (!is_present(folder / "tokenizer.json")) {
    report.problems.emplace_back("tokenizer.json: is missing");
    return;
  }
  const Result<std::unique_ptr<Tokenizer>> tokenizer = Tokenizer::open(folder / "tokenizer.json");
  if (!tokenizer.ok()) return add_problems(tokenizer.status(), report);
  const Result<ChatFormatChoice> format =
      choose_chat_format(folder, report.model_type, **tokenizer, /*wanted=*/"");
  if (!format.ok()) return add_problems(format.status(), report);
  report.chat_format = format->name;
}

// A folder is reported as far as it goes: each part that cannot be read is a problem.
Result<InspectReport> inspect_folder(const fs::path& folder, InspectReport report) {
  std::unique_ptr<Model> model;
  if (is_present(folder / "config.json")) {
    Result<std::unique_ptr<Model>> read = read_config(folder / "config.json", report);
    if (read.ok()) {
      model = std::move(read).value();
    } else {
      add_problems(read.status(), report);
    }
  } else {
    report.problems.emplace_back("config.json: is missing");
  }
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder);
  if (!checkpoint.ok()) {
    if (!is_present(folder / "config.json")) return checkpoint.status();
    add_problems(checkpoint.status(), report);
  } else {
    count_files(*checkpoint, report);
    if (model != nullptr) {
      add_problems(check_checkpoint(*checkpoint, *model, /*with_draft=*/true), report);
    }
  }
  inspect_text(folder, report);
  return report;
}

}  // namespace

Result<InspectReport> inspect(const std::string& path) {
  const fs::path where(path);
  InspectReport report;
  report.path = path;
  std::error_code error;
  if (fs::is_directory(where, error)) return inspect_folder(where, std::move(report));
  if (!is_present(where)) return not_found(printable(path) + ": no such file or folder");
  if (where.extension() == ".safetensors") {
    ASSIGN_OR_RETURN(const Checkpoint checkpoint, Checkpoint::open(where));
    count_files(checkpoint, report);
    return report;
  }
  if (where.extension() == ".json") {
    ASSIGN_OR_RETURN(const std::unique_ptr<Model> model, read_config(where, report));
    return report;
  }
  return invalid_argument(printable(path) +
                          ": expected a folder, a .safetensors file or a config.json");
}

}  // namespace octant::api
