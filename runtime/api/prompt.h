#pragma once
// What exactly a model would be given: the tokens of a conversation's prompt, as an engine opened
// with the same options submits them, without loading the model.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/chat.h"
#include "runtime/api/options.h"

namespace octant::api {

struct PromptToken {
  int32_t id = 0;
  // What to show above the id, well-formed UTF-8. A character of which several tokens have a part
  // stands whole on the token that completes it, and the tokens before have none of it: an empty
  // text says that the token goes with the next one that has text. So the texts of all tokens,
  // one behind the other, are the prompt. Bytes that no character comes of are a U+FFFD.
  std::string text;
  std::string bytes;        // the token's own, which may be a part of a character
  bool is_control = false;  // an added token, such as <｜User｜>; its text is its name
};

struct Prompt {
  std::vector<PromptToken> tokens;
  std::string chat_format;  // "deepseek-v3.1"
  // Why this one, for people: "named in the options", "the vocabulary has no <think>", "the chat
  // template in tokenizer_config.json has the variable thinking".
  std::string chat_format_reason;
  int64_t max_context = 0;  // an engine refuses a prompt of as many tokens or more
};

// Does not change: any number of threads may use one.
class PromptCodec {
 public:
  virtual ~PromptCodec() = default;
  // The prompt that ends where the answer begins, however long it is. `thinking`: as in
  // GenerateOptions. Errors: kInvalidArgument if there is no message or the last one is not the
  // user's; kNotFound for a control token that the vocabulary lacks.
  virtual Result<Prompt> render(std::span<const Message> messages, bool thinking) const = 0;
  // Tokens of `text` as the content of a message: a control token's name in it is text. A prompt
  // has the control tokens around messages besides, and may join system messages.
  virtual int64_t count_tokens(std::string_view text) const = 0;
  // That of every Prompt: what an engine with these options would take.
  virtual int64_t max_context() const = 0;
};

// Of the options, model_dir, chat_format and max_context count; reads the small files of the folder
// and no weights, which need not be there. Takes some tenths of a second for a large vocabulary.
// Errors: those of open_local_engine for options, config.json, tokenizer and chat format.
Result<std::unique_ptr<PromptCodec>> open_prompt_codec(const EngineOptions& options);

}  // namespace octant::api
