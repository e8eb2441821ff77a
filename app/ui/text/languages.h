#pragma once
// What the highlighter knows of each language. To add one: a row in languages.cpp.

#include <span>
#include <string_view>

namespace octant::ui::text {

struct Language {
  std::span<const std::string_view> names;     // as they stand behind a fence, lower case
  std::span<const std::string_view> keywords;  // in ascending order
  std::string_view line_comment;               // "" if there is none
  std::string_view second_line_comment;
  std::string_view comment_begin;
  std::string_view comment_end;
  std::string_view quotes;  // characters that begin and end strings
  // Of the quotes, those whose strings may go over lines.
  std::string_view long_quotes;
  bool triple_quotes = false;  // """ and '''
  bool ignore_case = false;    // of keywords
  bool lifetimes = false;      // 'a without an end is no string
  bool tags = false;           // keywords are the names behind < and </
  bool calls = true;           // a name before ( is a call
};

// nullptr if it is not known. `name` in any case.
const Language* find_language(std::string_view name);

}  // namespace octant::ui::text
