#include "app/ui/views/path_chooser.h"

#include <utility>

namespace octant::ui {

void PathChooser::browse(std::string_view name, FileQuestion question) {
  asker_ = name;
  dialog_.open(std::move(question));
}

Status PathChooser::poll() {
  auto answer = dialog_.poll();
  if (!answer) return {};
  const Status status = answer->status();
  problem_ = status.code() == StatusCode::kUnsupported ? status.message() : "";
  if (answer->ok() && **answer) chosen_.insert_or_assign(asker_, **std::move(*answer));
  return status;
}

std::optional<std::filesystem::path> PathChooser::take(std::string_view name) {
  const auto found = chosen_.find(name);
  if (found == chosen_.end()) return std::nullopt;
  std::filesystem::path path = std::move(found->second);
  chosen_.erase(found);
  return path;
}

}  // namespace octant::ui
