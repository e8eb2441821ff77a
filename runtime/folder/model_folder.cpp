#include "runtime/folder/model_folder.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "models/registry.h"
#include "runtime/folder/folder_files.h"
#include "runtime/load/printable.h"

namespace octant {
namespace {

std::vector<int32_t> collect_stop_ids(const ModelFolder& folder) {
  std::vector<int32_t> ids = folder.model->dims().eos_token_ids;
  const std::vector<int32_t>& more = folder.defaults.eos_token_ids;
  ids.insert(ids.end(), more.begin(), more.end());
  for (const std::string& token : folder.chat->stop_tokens()) {
    if (const std::optional<int32_t> id = folder.tokenizer->token_id(token)) ids.push_back(*id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

Result<ChatFormatChoice> choose_chat_format(const std::filesystem::path& folder,
                                            const std::string& model_type,
                                            const Tokenizer& tokenizer, const std::string& wanted) {
  if (!wanted.empty()) return ChatFormatChoice{wanted, "named in the options"};
  ASSIGN_OR_RETURN(ChatTemplate found, read_chat_template(folder));
  return detect_chat_format({.model_type = model_type,
                             .chat_template = std::move(found.text),
                             .added_tokens = tokenizer.added_tokens(),
                             .template_file = std::move(found.file)});
}

Result<ModelFolder> open_model_folder(const std::filesystem::path& path,
                                      const std::string& chat_format) {
  ModelFolder folder;
  folder.path = path;
  const std::filesystem::path config = path / "config.json";
  std::error_code error;
  if (!std::filesystem::exists(config, error)) {
    return not_found(printable(path.native()) + ": is not a folder with a config.json");
  }
  ASSIGN_OR_RETURN(const std::string text, read_text_file(config));
  ASSIGN_OR_RETURN(folder.model, make_model(text, "config.json"));
  ASSIGN_OR_RETURN(folder.tokenizer, Tokenizer::open(path / "tokenizer.json"));
  const ModelDims& dims = folder.model->dims();
  if (folder.tokenizer->vocab_size() > dims.vocab_size) {
    return corrupt("tokenizer.json: has ids up to " +
                   std::to_string(folder.tokenizer->vocab_size() - 1) +
                   ", but vocab_size of config.json is " + std::to_string(dims.vocab_size));
  }
  ASSIGN_OR_RETURN(ChatFormatChoice chosen,
                   choose_chat_format(path, dims.model_type, *folder.tokenizer, chat_format));
  ASSIGN_OR_RETURN(folder.chat, make_chat_encoder(chosen.name));
  folder.chat_reason = std::move(chosen.reason);
  ASSIGN_OR_RETURN(folder.defaults, read_generation_defaults(path));
  folder.stop_ids = collect_stop_ids(folder);
  return folder;
}

}  // namespace octant
