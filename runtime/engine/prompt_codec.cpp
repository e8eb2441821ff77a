#include <utility>

#include "runtime/api/prompt.h"
#include "runtime/engine/open_options.h"
#include "runtime/engine/prompt_ids.h"
#include "runtime/folder/model_folder.h"
#include "runtime/text/token_texts.h"

namespace octant::api {
namespace {

class FolderPromptCodec final : public PromptCodec {
 public:
  FolderPromptCodec(ModelFolder folder, int64_t max_context)
      : folder_(std::move(folder)), max_context_(max_context) {}

  Result<Prompt> render(std::span<const Message> messages, bool thinking) const override {
    ASSIGN_OR_RETURN(const std::vector<int32_t> ids,
                     prompt_ids(folder_, messages, {.thinking = thinking}));
    const Tokenizer& tokenizer = *folder_.tokenizer;
    std::vector<std::string> texts = token_texts(tokenizer, ids);
    Prompt prompt{.tokens = {},
                  .chat_format = std::string(folder_.chat->name()),
                  .chat_format_reason = folder_.chat_reason,
                  .max_context = max_context_};
    prompt.tokens.reserve(ids.size());
    for (size_t i = 0; i < ids.size(); ++i) {
      prompt.tokens.push_back({.id = ids[i],
                               .text = std::move(texts[i]),
                               .bytes = std::string(tokenizer.token_bytes(ids[i])),
                               .is_control = tokenizer.is_added(ids[i])});
    }
    return prompt;
  }

  int64_t count_tokens(std::string_view text) const override {
    return std::ssize(folder_.tokenizer->encode_text(text));
  }

  int64_t max_context() const override { return max_context_; }

 private:
  const ModelFolder folder_;
  const int64_t max_context_;
};

}  // namespace

Result<std::unique_ptr<PromptCodec>> open_prompt_codec(const EngineOptions& options) {
  RETURN_IF_ERROR(check_options(options));
  ASSIGN_OR_RETURN(ModelFolder folder, open_model_folder(options.model_dir, options.chat_format));
  const int64_t max_context = choose_context(options, folder.model->dims());
  return std::unique_ptr<PromptCodec>(
      std::make_unique<FolderPromptCodec>(std::move(folder), max_context));
}

}  // namespace octant::api
