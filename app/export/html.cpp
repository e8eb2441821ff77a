#include "app/export/html.h"

#include <string_view>

#include <fmt/format.h>

#include "app/export/date_text.h"
#include "app/export/fences.h"
#include "app/export/html_escape.h"
#include "app/export/message_notes.h"

namespace octant::exporting {

namespace {

constexpr std::string_view kHead =
    R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
)";

// The colours of text have a contrast of 7 and more to what is behind them.
constexpr std::string_view kStyle =
    R"(<style>
:root { color-scheme: light dark; --page: #ffffff; --text: #1a1d21; --dim: #4a5260;
  --raised: #eef2f7; --code: #f4f5f7; --line: #d5dae1; --link: #0b4f9e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0e1116; --text: #e6eaf0; --dim: #a9b3c1; --raised: #1b2737; --code: #0a0d12;
    --line: #2a3240; --link: #7fb8f7; }
}
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 48rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
h2 { font-size: 0.85rem; color: var(--dim); margin: 2rem 0 0.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0;
  font-size: 0.85rem; color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
.text { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
.user .text, .system .text { background: var(--raised); border-radius: 10px; padding: 0.6rem 1rem; }
.code { margin: 0.5rem 0; background: var(--code); border: 1px solid var(--line);
  border-radius: 6px; padding: 0.6rem 1rem; overflow-x: auto;
  font: 0.85rem/1.5 ui-monospace, monospace; }
.language { display: block; color: var(--dim); margin-bottom: 0.4rem; }
details { border-left: 2px solid var(--line); padding-left: 1rem; margin: 0.5rem 0;
  color: var(--dim); }
.note { color: var(--dim); font-style: italic; }
.hidden { border: 1px solid var(--line); border-radius: 3px; font-size: 0.75em; }
a { color: var(--link); }
</style>
)";

std::string text_paragraph(std::string_view text) {
  return fmt::format("<pre class=\"text\" dir=\"auto\">{}</pre>\n", html_with_links(text));
}

std::string code_block(const Block& block) {
  std::string out = "<pre class=\"code\" dir=\"ltr\">";
  if (!block.language.empty()) {
    out += fmt::format("<span class=\"language\">{}</span>", html_escaped(block.language));
  }
  // A browser drops a line break in front of the text of <pre>, but none inside <code>.
  return out + fmt::format("<code>{}</code></pre>\n", html_escaped(block.text));
}

// Line breaks next to a code block are those of its fences.
std::string_view without_outer_newlines(std::string_view text) {
  const size_t begin = text.find_first_not_of('\n');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of('\n') - begin + 1);
}

std::string body(std::string_view text) {
  std::string out;
  for (const Block& block : parse_fences(text)) {
    if (block.is_code) {
      out += code_block(block);
    } else if (const auto inner = without_outer_newlines(block.text); !inner.empty()) {
      out += text_paragraph(inner);
    }
  }
  return out;
}

std::string section(const store::Message& message) {
  std::string out = fmt::format("<section class=\"{}\">\n<h2>{}</h2>\n", role_name(message.role),
                                role_title(message.role));
  if (!message.reasoning.empty()) {
    out += fmt::format("<details>\n<summary>Reasoning</summary>\n{}</details>\n",
                       body(message.reasoning));
  }
  out += body(message.content);
  if (const std::string note = message_note(message); !note.empty()) {
    out += fmt::format("<p class=\"note\" dir=\"auto\">{}</p>\n", html_escaped(note));
  }
  return out + "</section>\n";
}

std::string facts(const store::Conversation& conversation) {
  std::string rows;
  const auto row = [&rows](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    rows += fmt::format("<dt>{}</dt><dd dir=\"auto\">{}</dd>\n", name, html_escaped(value));
  };
  std::string tags;
  for (const std::string& tag : conversation.tags)
    tags.append(tags.empty() ? "" : ", ").append(tag);
  row("Model", conversation.model);
  row("Folder", conversation.folder);
  row("Tags", tags);
  row("Created", date_text(conversation.created_ms));
  row("Updated", date_text(conversation.updated_ms));
  return rows.empty() ? "" : "<dl>\n" + rows + "</dl>\n";
}

}  // namespace

std::string html_text(const ConversationFile& file) {
  const store::Conversation& conversation = file.conversation;
  const std::string title = conversation.title.empty() ? "Conversation" : conversation.title;
  std::string out(kHead);
  // Inside <title> there are no elements.
  out += fmt::format("<title>{}</title>\n{}</head>\n<body>\n<main>\n<header>\n",
                     html_escaped_plain(title), kStyle);
  out += fmt::format("<h1 dir=\"auto\">{}</h1>\n{}</header>\n", html_escaped(title),
                     facts(conversation));
  if (!conversation.system_prompt.empty()) {
    out += fmt::format("<section class=\"system\">\n<h2>System</h2>\n{}</section>\n",
                       body(conversation.system_prompt));
  }
  for (const store::Message* const message : active_path(file)) out += section(*message);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace octant::exporting
