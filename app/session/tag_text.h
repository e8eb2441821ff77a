#pragma once
// Names of folders and tags as a person types them.
//
//   tags = tag { "," tag }          white space around a tag, and what is empty, does not count
// A name with a quotation mark could not be searched for: a filter of the search ends with it.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant::session {

// Sorted, each once. Errors: kInvalidArgument names the tag.
Result<std::vector<std::string>> parse_tags(std::string_view text);
// "a, b".
std::string tags_text(std::span<const std::string> tags);

// Empty: no folder. Errors: kInvalidArgument.
Result<std::string> parse_folder(std::string_view text);

}  // namespace octant::session
