#pragma once
// Which part of a text each of its tokens shows.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/text/tokenizer.h"

namespace octant {

// A text for each id, well-formed UTF-8; all together they are tokenizer.decode(ids, false). A code
// point of which several tokens have a part stands whole on the token that completes it. Where
// bytes of an unfinished one are followed by an added token, or by nothing, their U+FFFD stands on
// the last token before.
std::vector<std::string> token_texts(const Tokenizer& tokenizer, std::span<const int32_t> ids);

}  // namespace octant
