#include "app/export/markdown.h"

#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/export/date_text.h"
#include "app/export/fences.h"
#include "app/export/message_notes.h"
#include "app/text/controls.h"
#include "app/text/utf8.h"

namespace octant::exporting {

namespace {

// A JSON string with those signs escaped that YAML does not print or takes for line breaks, and
// those that change the reading direction.
std::string json_quoted(std::string_view text) {
  const std::string json = nlohmann::json(valid_utf8(std::string(text))).dump();
  std::string out;
  for (std::string_view rest = json; !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    if (is_control(next.value) || is_direction_control(next.value) || next.value == 0x2028 ||
        next.value == 0x2029 || next.value == 0xFEFF) {
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(next.value));
    } else {
      out += rest.substr(0, next.num_bytes);
    }
    rest.remove_prefix(next.num_bytes);
  }
  return out;
}

std::string front_matter(const store::Conversation& conversation) {
  std::string out = "---\n";
  const auto line = [&out](std::string_view key, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}: {}\n", key, json_quoted(value));
  };
  line("title", conversation.title);
  line("model", conversation.model);
  line("folder", conversation.folder);
  line("created", date_text(conversation.created_ms));
  line("updated", date_text(conversation.updated_ms));
  if (!conversation.tags.empty()) {
    std::string tags;
    for (const std::string& tag : conversation.tags) {
      tags.append(tags.empty() ? "" : ", ").append(json_quoted(tag));
    }
    out += fmt::format("tags: [{}]\n", tags);
  }
  return out + "---\n";
}

std::string with_newline(std::string text) {
  if (!text.empty() && text.back() != '\n') text.push_back('\n');
  return text;
}

std::string fenced(const std::string& text) {
  const std::string fence = fence_around(text);
  return fmt::format("{}text\n{}{}\n", fence, with_newline(text), fence);
}

// The Markdown of an answer; a code block that it leaves open ends with it.
std::string answer(const std::string& text) {
  const std::vector<Block> blocks = parse_fences(text);
  const bool open = !blocks.empty() && !blocks.back().closed;
  return with_newline(text) + (open ? std::string(blocks.back().fence) + "\n" : "");
}

std::string section(const store::Message& message) {
  std::string out = fmt::format("\n## {}\n", role_title(message.role));
  if (const std::string note = message_note(message); !note.empty()) {
    out += fmt::format("\n{}", fenced(note));
  }
  if (!message.reasoning.empty()) {
    out += fmt::format("\n<details>\n<summary>Reasoning</summary>\n\n{}\n</details>\n",
                       fenced(message.reasoning));
  }
  if (message.content.empty()) return out;
  out += "\n";
  out +=
      message.role == store::Role::kAssistant ? answer(message.content) : fenced(message.content);
  return out;
}

}  // namespace

std::string markdown_text(const ConversationFile& file) {
  std::string out = front_matter(file.conversation);
  if (!file.conversation.system_prompt.empty()) {
    out += "\n## System\n\n" + fenced(file.conversation.system_prompt);
  }
  for (const store::Message* const message : active_path(file)) out += section(*message);
  return valid_utf8(std::move(out));
}

}  // namespace octant::exporting
