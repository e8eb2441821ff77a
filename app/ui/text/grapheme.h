#pragma once
// Where a caret may stand, and what a double click takes.
//
// A grapheme cluster is what a reader takes for one character: a letter with its marks, an emoji
// with skin tone, joiners and variation selectors, a flag of two letters, a hangul syllable of jamo
// (extended grapheme clusters, UAX #29). All texts here are well-formed UTF-8; offsets are bytes.

#include <cstddef>
#include <string_view>

namespace octant::ui::text {

struct TextRange {
  size_t begin = 0;
  size_t end = 0;
  bool operator==(const TextRange&) const = default;
};

// End of the cluster that begins at `offset`, or text.size(). O(length of the cluster).
size_t next_grapheme(std::string_view text, size_t offset);
// Beginning of the cluster that ends at `offset` (or around it), or 0. Looks back to a place where
// clusters surely begin: O(length of the clusters since).
size_t previous_grapheme(std::string_view text, size_t offset);
// `offset` if a cluster begins there, else where the cluster around it begins.
size_t grapheme_begin(std::string_view text, size_t offset);

// The word around `offset`: a run of letters, digits and marks (with apostrophes and decimal points
// inside), of ideographs, of kana, or of blanks; else the one cluster there. Empty in empty text.
TextRange word_at(std::string_view text, size_t offset);
// Ends of words in reading direction: blanks and punctuation are passed first.
size_t next_word_end(std::string_view text, size_t offset);
size_t previous_word_begin(std::string_view text, size_t offset);

}  // namespace octant::ui::text
