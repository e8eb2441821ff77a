#include "runtime/folder/folder_files.h"

#include <span>
#include <system_error>
#include <utility>

#include "runtime/load/file.h"
#include "runtime/load/printable.h"

namespace octant {
namespace {

bool is_present(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

}  // namespace

Result<std::string> read_text_file(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const File file, File::open(path));
  if (file.size_bytes() > ConfigDocument::kMaxTextBytes) {
    return corrupt(file.name() + ": has " + std::to_string(file.size_bytes()) + " bytes, at most " +
                   std::to_string(ConfigDocument::kMaxTextBytes) + " are read");
  }
  std::string text(static_cast<size_t>(file.size_bytes()), '\0');
  RETURN_IF_ERROR(file.read_at(0, std::as_writable_bytes(std::span(text))));
  return text;
}

Result<std::optional<ConfigDocument>> read_optional_config(const std::filesystem::path& path) {
  if (!is_present(path)) return std::optional<ConfigDocument>();
  ASSIGN_OR_RETURN(const std::string text, read_text_file(path));
  ASSIGN_OR_RETURN(ConfigDocument document,
                   ConfigDocument::parse(text, printable(path.filename().native())));
  return std::optional<ConfigDocument>(std::move(document));
}

Result<ChatTemplate> read_chat_template(const std::filesystem::path& folder) {
  const char* const alone = "chat_template.jinja";
  if (is_present(folder / alone)) {
    ASSIGN_OR_RETURN(std::string text, read_text_file(folder / alone));
    return ChatTemplate{std::move(text), alone};
  }
  const char* const among_others = "tokenizer_config.json";
  ASSIGN_OR_RETURN(const std::optional<ConfigDocument> config,
                   read_optional_config(folder / among_others));
  if (!config) return ChatTemplate{};
  // Some checkpoints have a list of named templates here; then the vocabulary decides.
  std::string text = config->root().get_string("chat_template", "");
  if (!config->status().ok() || text.empty()) return ChatTemplate{};
  return ChatTemplate{std::move(text), among_others};
}

}  // namespace octant
