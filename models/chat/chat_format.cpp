#include <algorithm>

#include "models/chat/chat_encoder.h"

namespace octant {

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_identifier_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether `name` stands in a Jinja template as a whole identifier, so that `enable_thinking` or a
// word of a longer name is not taken for `thinking`.
bool mentions_variable(std::string_view jinja, std::string_view name) {
  for (size_t at = jinja.find(name); at != std::string_view::npos; at = jinja.find(name, at + 1)) {
    const size_t end = at + name.size();
    const bool begins = at == 0 || !is_identifier_char(jinja[at - 1]);
    const bool ends = end == jinja.size() || !is_identifier_char(jinja[end]);
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

Result<ChatFormatChoice> detect_chat_format(const ChatFormatHints& hints) {
  const auto has_token = [&](std::string_view name) {
    return std::find(hints.added_tokens.begin(), hints.added_tokens.end(), name) !=
           hints.added_tokens.end();
  };
  const std::string_view jinja = hints.chat_template;
  for (const std::string_view role : {"<｜User｜>", "<｜Assistant｜>"}) {
    const bool in_vocabulary = has_token(role);
    if (in_vocabulary && (jinja.empty() || contains(jinja, role))) continue;
    return unsupported("no known chat format for model_type \"" + hints.model_type + "\": its " +
                       (in_vocabulary ? "chat template" : "vocabulary") + " has no " +
                       std::string(role));
  }
  for (const char* const tag : {"<think>", "</think>"}) {
    if (!has_token(tag)) {
      return ChatFormatChoice{"deepseek-v3", std::string("the vocabulary has no ") + tag};
    }
  }
  if (jinja.empty()) {
    return ChatFormatChoice{"deepseek-v3.1",
                            "there is no single chat template; the vocabulary has <think>"};
  }
  const std::string subject =
      "the chat template" + (hints.template_file.empty() ? "" : " in " + hints.template_file);
  if (mentions_variable(jinja, "thinking")) {
    return ChatFormatChoice{"deepseek-v3.1", subject + " has the variable thinking"};
  }
  for (const char* const tag : {"<think>", "</think>"}) {
    if (contains(jinja, tag)) return ChatFormatChoice{"deepseek-r1", subject + " mentions " + tag};
  }
  return ChatFormatChoice{"deepseek-v3", subject + " does not mention <think>"};
}

}  // namespace octant
