#pragma once
// Chat formats: from messages to pieces of text and control tokens.
//
// Message text and control tokens never mix: an encoder returns pieces, and the runtime tokenizes a
// text piece without recognising added tokens in it. So `<｜User｜>` typed by a user stays text.
//
// The three formats, with S, Q, R for system, user and assistant text; U, A, EOS for control
// tokens:
//   deepseek-v3    BOS S U Q A R EOS U Q A
//   deepseek-r1    BOS S U Q A R' EOS U Q A <think> "\n"
//   deepseek-v3.1  BOS S U Q A </think> R'' EOS U Q A </think>     or <think> at the end, if asked
// R' is what follows the last </think> of R, R'' what follows the first; all of R if there is none.
// System messages are joined by "\n\n" and come first, wherever they stood. Nothing is trimmed.
//
// A reply may be continued: what the model has written of it stands behind the tokens that begin a
// reply, and no EOS follows.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

enum class ChatRole { kSystem, kUser, kAssistant };

struct ChatMessage {
  ChatRole role = ChatRole::kUser;
  std::string content;
};

// A control token by its name in the vocabulary, or text.
struct ChatPiece {
  enum class Kind { kText, kControl };
  Kind kind = Kind::kText;
  std::string text;
  bool operator==(const ChatPiece&) const = default;
};

struct ChatEncodeOptions {
  bool thinking = false;  // ask for reasoning; ignored by formats that have no choice
  // The last message is the beginning of the reply, to be gone on with: "reasoning</think>answer",
  // or "reasoning" alone where it broke off there. Where a reply begins with the answer, reasoning
  // is left out, and a text without </think> is the answer.
  bool continue_reply = false;
};

// How the generated text begins, for whoever splits reasoning from the answer.
enum class ReplyStart { kAnswer, kThinking };

class ChatEncoder {
 public:
  virtual ~ChatEncoder() = default;
  virtual std::string_view name() const = 0;  // "deepseek-v3", "deepseek-r1", "deepseek-v3.1"
  // The whole prompt of a conversation, begin-of-sentence once at the front, ready for the
  // assistant's reply. Errors: kInvalidArgument if there is no message, or the last one is not the
  // user's; with continue_reply, the assistant's.
  virtual Result<std::vector<ChatPiece>> encode(const std::vector<ChatMessage>& messages,
                                                const ChatEncodeOptions& options) const = 0;
  virtual ReplyStart reply_start(const ChatEncodeOptions& options) const = 0;
  // Whether ChatEncodeOptions::thinking makes a difference. False both for a format without
  // reasoning and for one that always reasons; reply_start() tells those apart.
  virtual bool supports_thinking() const = 0;
  // Names of control tokens that end a reply.
  virtual std::vector<std::string> stop_tokens() const = 0;
};

// By name. Errors: kUnsupported, with the names that there are.
Result<std::unique_ptr<ChatEncoder>> make_chat_encoder(std::string_view name);

// Where a reply stands that began at `start` and of which the model has written `so_far`.
ReplyStart reply_state(ReplyStart start, std::string_view so_far);

// What a checkpoint says about its format, from tokenizer_config.json, chat_template.jinja and the
// vocabulary.
struct ChatFormatHints {
  std::string model_type;                 // config.json
  std::string chat_template;              // Jinja text; empty if there is none, or several
  std::vector<std::string> added_tokens;  // contents of the tokenizer's added tokens
  std::string template_file;              // where the template stood, for the reason; may be empty
};

struct ChatFormatChoice {
  std::string name;    // for make_chat_encoder
  std::string reason;  // for people: "the vocabulary has no <think>"
};

// The format and what decided it. Templates are not run; what they mention decides:
//   1. the vocabulary or a template that is there lacks <｜User｜> or <｜Assistant｜>: kUnsupported
//   2. the vocabulary lacks <think> or </think>: deepseek-v3
//   3. no template: deepseek-v3.1, which V3.2 follows too (it ships no template)
//   4. the template has a variable `thinking`: deepseek-v3.1
//   5. the template mentions </think> or <think>: deepseek-r1
//   6. else deepseek-v3
Result<ChatFormatChoice> detect_chat_format(const ChatFormatHints& hints);

}  // namespace octant
