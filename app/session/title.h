#pragma once
// A conversation's title, made from its first message.

#include <string>
#include <string_view>

namespace octant::session {

// The first line that says something, without Markdown's marks at its beginning and with single
// spaces, cut after a word where it is long: at most 60 code points and "…". Empty if the text says
// nothing. `text` is UTF-8; what is not becomes U+FFFD.
std::string title_of(std::string_view text);

}  // namespace octant::session
