#include "app/export/formats.h"

#include <array>

#include "app/export/html.h"
#include "app/export/markdown.h"
#include "app/export/octant_json.h"
#include "app/export/openai_jsonl.h"
#include "app/export/sharegpt.h"

namespace octant::exporting {

std::span<const Format> all_formats() {
  static const std::array<Format, 5> kFormats = {{
      {.name = "md",
       .extension = ".md",
       .label = "Markdown",
       .what = "To read, and to paste elsewhere",
       .text = markdown_text},
      {.name = "html",
       .extension = ".html",
       .label = "Web page",
       .what = "To read in a browser; loads nothing from elsewhere",
       .text = html_text},
      {.name = "json",
       .extension = ".json",
       .label = "JSON",
       .what = "Keeps everything; Octant can import it",
       .text = octant_json_text,
       .holds_several = true,
       .head = octant_head(),
       .separator = kOctantSeparator,
       .tail = kOctantTail,
       .keeps_recordings = true},
      {.name = "jsonl",
       .extension = ".jsonl",
       .label = "JSON Lines",
       .what = "OpenAI's messages, a conversation a line; the shown versions only",
       .text = openai_line,
       .holds_several = true,
       .separator = "\n",
       .tail = "\n"},
      {.name = "sharegpt",
       .extension = ".json",
       .label = "ShareGPT",
       .what = "For training; the shown versions only",
       .text = sharegpt_text,
       .holds_several = true,
       .head = "[\n",
       .separator = ",\n",
       .tail = "\n]\n"},
  }};
  return kFormats;
}

const Format* find_format(std::string_view name) {
  for (const Format& format : all_formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace octant::exporting
