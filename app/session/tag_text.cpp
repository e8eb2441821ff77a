#include "app/session/tag_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/text/trimmed.h"

namespace octant::session {
namespace {

Result<std::string> parse_name(std::string_view text, std::string_view what) {
  const std::string_view name = trimmed(text);
  if (name.find('"') != std::string_view::npos) {
    return invalid_argument(
        fmt::format("{} {}: without quotation marks, please: a search for it "
                    "could not be written",
                    what, name));
  }
  return std::string(name);
}

}  // namespace

Result<std::vector<std::string>> parse_tags(std::string_view text) {
  std::vector<std::string> tags;
  while (!text.empty()) {
    const size_t end = std::min(text.size(), text.find(','));
    ASSIGN_OR_RETURN(std::string tag, parse_name(text.substr(0, end), "tag"));
    if (!tag.empty()) tags.push_back(std::move(tag));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

std::string tags_text(std::span<const std::string> tags) {
  std::string text;
  for (const std::string& tag : tags) {
    if (!text.empty()) text += ", ";
    text += tag;
  }
  return text;
}

Result<std::string> parse_folder(std::string_view text) {
  return parse_name(text, "folder");
}

}  // namespace octant::session
