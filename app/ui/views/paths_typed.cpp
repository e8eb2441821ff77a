#include "app/ui/views/paths_typed.h"

#include <cstdlib>
#include <ctime>
#include <system_error>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace octant::ui {

namespace fs = std::filesystem;

namespace {

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// Empty if not even its root is there.
fs::path nearest_folder(fs::path path) {
  while (!is_folder(path)) {
    fs::path above = path.parent_path();
    if (above == path) return {};
    path = std::move(above);
  }
  return path;
}

}  // namespace

store::Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

fs::path documents_folder(const store::Environment& environment) {
  if (const auto documents = environment("XDG_DOCUMENTS_DIR");
      documents && fs::path(*documents).is_absolute()) {
    return *documents;
  }
  if (const auto home = environment("HOME"); home && !home->empty()) return *home;
  std::error_code ignored;
  return fs::current_path(ignored);
}

fs::path typed_path(std::string_view text, const store::Environment& environment) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  text = text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
  const bool is_home = text == "~" || text.starts_with("~/");
  const auto home = is_home ? environment("HOME") : std::nullopt;
  if (!home) return fs::path(text);
  return fs::path(*home + std::string(text.substr(1)));
}

FileQuestion question_for(FileQuestion::Kind kind, std::string_view text,
                          const store::Environment& environment) {
  FileQuestion question{.kind = kind, .title = {}, .name = {}, .folder = {}, .parent_window = {}};
  fs::path path = typed_path(text, environment);
  if (path.empty()) path = documents_folder(environment);
  std::error_code ignored;
  path = fs::absolute(path, ignored);
  if (kind == FileQuestion::Kind::kSaveFile && !is_folder(path)) {
    question.name = path.filename().string();
    path = path.parent_path();
  }
  question.folder = nearest_folder(path);
  return question;
}

std::string today_text() {
  return fmt::format("{:%Y-%m-%d}", fmt::localtime(std::time(nullptr)));
}

}  // namespace octant::ui
