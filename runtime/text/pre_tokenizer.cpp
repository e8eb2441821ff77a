#include "runtime/text/pre_tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "runtime/text/utf8.h"

namespace octant {

namespace {

using Pieces = std::vector<std::string_view>;

size_t code_point_bytes(std::string_view text, size_t at) {
  return first_utf8_unit(text.substr(at)).num_bytes;
}

// Appends the pieces of one piece. False if the search gave up.
bool split_piece(const Regex& regex, std::string_view piece, RegexSearch& search, Pieces& out) {
  if (code_point_bytes(piece, 0) == piece.size()) {
    out.push_back(piece);  // one code point cannot be cut, whatever matches
    return true;
  }
  size_t done = 0;         // everything before is in `out`
  size_t from = 0;         // where the next search begins
  bool any_match = false;  // then the last one ended at `done`
  // A match at the very end would be empty and change nothing.
  while (from < piece.size()) {
    const RegexSearch::Outcome outcome = search.find(regex, piece, from);
    if (outcome == RegexSearch::Outcome::kGaveUp) {
      if (done < piece.size()) out.push_back(piece.substr(done));
      return false;
    }
    if (outcome == RegexSearch::Outcome::kNotFound) break;
    const size_t begin = search.match_begin();
    const size_t end = search.match_end();
    if (begin == end && any_match && begin == done) {
      // An empty match right behind the last one would be found for ever.
      from += code_point_bytes(piece, from);
      continue;
    }
    if (begin > done) out.push_back(piece.substr(done, begin - done));
    if (end > begin) out.push_back(piece.substr(begin, end - begin));
    done = from = end;
    any_match = true;
  }
  if (done < piece.size()) out.push_back(piece.substr(done));
  return true;
}

// Cuts text that is longer than Oniguruma can index, at code points.
Pieces searchable_pieces(std::string_view text) {
  Pieces pieces;
  while (text.size() > RegexSearch::kMaxTextBytes) {
    size_t cut = RegexSearch::kMaxTextBytes;
    while ((static_cast<uint8_t>(text[cut]) & 0xC0) == 0x80) --cut;
    pieces.push_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  if (!text.empty()) pieces.push_back(text);
  return pieces;
}

}  // namespace

Result<PreTokenizer> PreTokenizer::create(const std::vector<std::string>& patterns) {
  PreTokenizer pre_tokenizer;
  for (size_t i = 0; i < patterns.size(); ++i) {
    Result<Regex> regex = Regex::compile(patterns[i]);
    if (!regex.ok()) {
      return unsupported("pre_tokenizer: split " + std::to_string(i) + ": " +
                         std::string(regex.status().message()));
    }
    pre_tokenizer.steps_.push_back(std::move(regex).value());
  }
  return pre_tokenizer;
}

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const {
  Pieces pieces = searchable_pieces(text);
  RegexSearch search;
  for (const Regex& step : steps_) {
    Pieces next;
    next.reserve(2 * pieces.size());
    bool usable = true;
    for (const std::string_view piece : pieces) {
      if (usable) {
        usable = split_piece(step, piece, search, next);
      } else {
        next.push_back(piece);
      }
    }
    pieces = std::move(next);
  }
  return pieces;
}

}  // namespace octant
