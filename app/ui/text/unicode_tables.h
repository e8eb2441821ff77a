#pragma once
// The two tables of code points that unicode.h looks into. Written by make_unicode_tables.pl.

#include <span>

namespace octant::ui::text {

struct CodePointRange {
  char32_t first = 0;
  char32_t last = 0;
};

// Grapheme_Cluster_Break of UAX #29, as far as it is looked up; the rest is computed.
enum class GraphemeClass : unsigned char {
  kOther,
  kExtend,
  kSpacingMark,
  kPrepend,
  kPictograph,
  kJoiner,    // U+200D
  kRegional,  // letters of flags
  kHangulL,
  kHangulV,
  kHangulT,
  kHangulLV,
  kHangulLVT,
};

struct GraphemeRange {
  char32_t first = 0;
  char32_t last = 0;
  GraphemeClass grapheme_class = GraphemeClass::kOther;
};

// Both in ascending order, without overlaps.
std::span<const GraphemeRange> grapheme_ranges();
// Letters, digits, marks and the underscore: what words are made of.
std::span<const CodePointRange> word_ranges();

}  // namespace octant::ui::text
