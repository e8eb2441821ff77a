// The formats of DeepSeek-V3, R1 and V3.1.
//
// Source of the order of pieces: the chat templates published with these models. They differ in
// where they write the assistant's token, which shows where roles do not alternate: V3 behind every
// user message, R1 before every assistant message, V3.1 where an assistant message follows a
// user's. Tool calls are not encoded.

#include <span>
#include <utility>

#include "models/chat/chat_encoder.h"

namespace octant {

namespace {

constexpr std::string_view kBos = "<｜begin▁of▁sentence｜>";
constexpr std::string_view kEos = "<｜end▁of▁sentence｜>";
constexpr std::string_view kUser = "<｜User｜>";
constexpr std::string_view kAssistant = "<｜Assistant｜>";
constexpr std::string_view kThink = "<think>";
constexpr std::string_view kEndThink = "</think>";

class PieceWriter {
 public:
  void control(std::string_view name) {
    pieces_.push_back({ChatPiece::Kind::kControl, std::string(name)});
  }
  void text(std::string_view text) {
    if (!text.empty()) pieces_.push_back({ChatPiece::Kind::kText, std::string(text)});
  }
  std::vector<ChatPiece> take() { return std::move(pieces_); }

 private:
  std::vector<ChatPiece> pieces_;
};

std::string system_prompt(const std::vector<ChatMessage>& messages) {
  std::string prompt;
  bool first = true;
  for (const ChatMessage& message : messages) {
    if (message.role != ChatRole::kSystem) continue;
    if (!first) prompt += "\n\n";
    prompt += message.content;
    first = false;
  }
  return prompt;
}

// What the formats share; what differs is asked of the derived class.
class DeepSeekEncoder : public ChatEncoder {
 public:
  Result<std::vector<ChatPiece>> encode(const std::vector<ChatMessage>& messages,
                                        const ChatEncodeOptions& options) const final {
    if (messages.empty()) return invalid_argument("the conversation has no message");
    const bool continues = options.continue_reply;
    if (messages.back().role != (continues ? ChatRole::kAssistant : ChatRole::kUser)) {
      return invalid_argument(continues ? "the last message is not the assistant's"
                                        : "the last message is not the user's");
    }
    PieceWriter out;
    out.control(kBos);
    out.text(system_prompt(messages));
    bool after_user = false;
    for (const ChatMessage& message : std::span(messages).first(messages.size() - continues)) {
      if (message.role == ChatRole::kUser) {
        out.control(kUser);
        out.text(message.content);
        write_after_user(out);
        after_user = true;
      } else if (message.role == ChatRole::kAssistant) {
        write_answer(out, message.content, after_user);
        out.control(kEos);
        after_user = false;
      }
    }
    write_reply_start(out, options);
    if (continues) write_reply_so_far(out, messages.back().content, reply_start(options));
    return out.take();
  }

  std::vector<std::string> stop_tokens() const final { return {std::string(kEos)}; }

 private:
  static void write_reply_so_far(PieceWriter& out, std::string_view reply, ReplyStart start) {
    const size_t end = reply.find(kEndThink);
    if (end == std::string_view::npos) {
      out.text(reply);
      return;
    }
    if (start == ReplyStart::kThinking) {
      out.text(reply.substr(0, end));
      out.control(kEndThink);
    }
    out.text(reply.substr(end + kEndThink.size()));
  }

  virtual void write_after_user(PieceWriter&) const {}
  virtual void write_answer(PieceWriter& out, std::string_view content, bool after_user) const = 0;
  virtual void write_reply_start(PieceWriter& out, const ChatEncodeOptions& options) const = 0;
};

class DeepSeekV3 final : public DeepSeekEncoder {
 public:
  std::string_view name() const override { return "deepseek-v3"; }
  ReplyStart reply_start(const ChatEncodeOptions&) const override { return ReplyStart::kAnswer; }
  bool supports_thinking() const override { return false; }

 private:
  void write_after_user(PieceWriter& out) const override { out.control(kAssistant); }
  void write_answer(PieceWriter& out, std::string_view content, bool) const override {
    out.text(content);
  }
  void write_reply_start(PieceWriter&, const ChatEncodeOptions&) const override {}
};

class DeepSeekR1 final : public DeepSeekEncoder {
 public:
  std::string_view name() const override { return "deepseek-r1"; }
  ReplyStart reply_start(const ChatEncodeOptions&) const override { return ReplyStart::kThinking; }
  bool supports_thinking() const override { return false; }

 private:
  void write_answer(PieceWriter& out, std::string_view content, bool) const override {
    const size_t end = content.rfind(kEndThink);
    if (end != std::string_view::npos) content.remove_prefix(end + kEndThink.size());
    out.control(kAssistant);
    out.text(content);
  }
  void write_reply_start(PieceWriter& out, const ChatEncodeOptions&) const override {
    out.control(kAssistant);
    out.control(kThink);
    out.text("\n");
  }
};

class DeepSeekV31 final : public DeepSeekEncoder {
 public:
  std::string_view name() const override { return "deepseek-v3.1"; }
  ReplyStart reply_start(const ChatEncodeOptions& options) const override {
    return options.thinking ? ReplyStart::kThinking : ReplyStart::kAnswer;
  }
  bool supports_thinking() const override { return true; }

 private:
  void write_answer(PieceWriter& out, std::string_view content, bool after_user) const override {
    const size_t end = content.find(kEndThink);
    if (end != std::string_view::npos) content.remove_prefix(end + kEndThink.size());
    if (after_user) {
      out.control(kAssistant);
      out.control(kEndThink);
    }
    out.text(content);
  }
  void write_reply_start(PieceWriter& out, const ChatEncodeOptions& options) const override {
    out.control(kAssistant);
    out.control(options.thinking ? kThink : kEndThink);
  }
};

}  // namespace

ReplyStart reply_state(ReplyStart start, std::string_view so_far) {
  return so_far.find(kEndThink) == std::string_view::npos ? start : ReplyStart::kAnswer;
}

Result<std::unique_ptr<ChatEncoder>> make_chat_encoder(std::string_view name) {
  std::vector<std::unique_ptr<ChatEncoder>> encoders;
  encoders.push_back(std::make_unique<DeepSeekV3>());
  encoders.push_back(std::make_unique<DeepSeekR1>());
  encoders.push_back(std::make_unique<DeepSeekV31>());
  std::string names;
  for (std::unique_ptr<ChatEncoder>& encoder : encoders) {
    if (encoder->name() == name) return std::move(encoder);
    names.append(names.empty() ? "" : ", ").append(encoder->name());
  }
  return unsupported("chat format \"" + std::string(name) + "\" is not one of " + names);
}

}  // namespace octant
