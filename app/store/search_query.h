#pragma once
// What a person types into the search field.
//
//   query  = { item }, separated by white space
//   item   = filter | word
//   filter = ( "tag:" | "folder:" ) word            every tag that is named; one folder
//          | ( "pinned:" | "archived:" ) ( "yes" | "no" )
//   word   = characters without white space | '"' characters '"'   the closing '"' may be missing
// Anything else with a colon, e.g. std::vector or tag: alone, is a word. A filter that comes twice
// counts as it comes last, but for tags.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/records.h"

namespace octant::store {

struct SearchQuery {
  std::vector<std::string> words;  // all must be found; none is empty
  std::vector<std::string> tags;
  std::optional<std::string> folder;
  std::optional<bool> pinned;
  std::optional<bool> archived;

  bool has_filter() const {
    return !tags.empty() || folder.has_value() || pinned.has_value() || archived.has_value();
  }
};

// Every text is a query.
SearchQuery parse_search(std::string_view text);

// The filter that finds a tag: tag:NAME, in quotes where it has white space. Not for a name with a
// quotation mark, which ends it.
std::string tag_filter(std::string_view tag);

// Code points of a UTF-8 text.
size_t num_code_points(std::string_view text);

// The words as an expression for FTS5, which reads none of its operators in them.
std::string match_expression(const std::vector<std::string>& words);

// "%word%" for LIKE ... ESCAPE '\'.
std::string like_pattern(std::string_view word);

// The text around the first place where one of the words stands, with all such places in it marked.
// Letters of A to Z in either case, as LIKE compares. No mark: none of the words is in the text.
Snippet make_snippet(std::string_view text, const std::vector<std::string>& words);

// A snippet out of a text in which SQLite put kMarkBegin and kMarkEnd around what it found. They
// are noncharacters of Unicode, which texts do not contain.
inline constexpr std::string_view kMarkBegin = "\xef\xb7\x90";  // U+FDD0
inline constexpr std::string_view kMarkEnd = "\xef\xb7\x91";    // U+FDD1
Snippet snippet_from_marked(std::string_view marked);

}  // namespace octant::store
