#pragma once
// The formats that can be written: one row each. Another format is a file pair and its row here.

#include <span>
#include <string>
#include <string_view>

#include "app/export/conversation_file.h"

namespace octant::exporting {

struct Format {
  std::string_view name;       // on the command line
  std::string_view extension;  // ".md"
  std::string_view label;      // for people
  std::string_view what;       // for people: what it is good for
  // One conversation. Files of several: head, conversations with `separator` between, tail.
  std::string (*text)(const ConversationFile& file) = nullptr;
  bool holds_several = false;  // otherwise each conversation gets a file of its own
  std::string head;
  std::string_view separator;
  std::string_view tail;
  bool keeps_recordings = false;
};

// In the order in which help texts name them.
std::span<const Format> all_formats();
// nullptr if there is none of that name.
const Format* find_format(std::string_view name);

}  // namespace octant::exporting
