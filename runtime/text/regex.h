#pragma once
// A regular expression over UTF-8, on Oniguruma: the engine, the syntax and the options that
// Hugging Face `tokenizers` uses, so that a pattern of tokenizer.json means the same here.
//
// Categories such as \p{L} follow the Unicode version of the system's Oniguruma (14 in 6.9.8), so
// characters that are younger than it may be split otherwise than by a newer one.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "kernels/core/status.h"

struct re_pattern_buffer;     // Oniguruma's OnigRegexType
struct re_registers;          // OnigRegion
struct OnigMatchParamStruct;  // OnigMatchParam

namespace octant {

// Immutable: any number of threads may search with it, each with its own RegexSearch.
class Regex {
 public:
  // Errors: kInvalidArgument with Oniguruma's reason.
  static Result<Regex> compile(std::string_view pattern);

 private:
  friend class RegexSearch;
  struct Free {
    void operator()(re_pattern_buffer* regex) const;
  };
  std::unique_ptr<re_pattern_buffer, Free> regex_;
};

// State of searching: one thread's.
class RegexSearch {
 public:
  enum class Outcome { kFound, kNotFound, kGaveUp };

  RegexSearch();

  // First match in `text` that begins at `start` or later; lookahead and lookbehind see all of
  // `text` and nothing else. `text` must be well-formed UTF-8 of at most kMaxTextBytes.
  //
  // kGaveUp: backtracking passed its limit, which no pattern in use reaches: 10 million steps
  // (Oniguruma's own default) or 16 a byte of text, whichever is more, and 4 entries of stack a
  // byte. The limits depend on text and pattern only, so the outcome is the same on every machine.
  Outcome find(const Regex& regex, std::string_view text, size_t start);
  // Of the last kFound: byte offsets in its text.
  size_t match_begin() const { return match_begin_; }
  size_t match_end() const { return match_end_; }

  // Oniguruma counts positions in int.
  static constexpr size_t kMaxTextBytes = size_t{1} << 30;

 private:
  struct FreeRegion {
    void operator()(re_registers* region) const;
  };
  struct FreeParam {
    void operator()(OnigMatchParamStruct* param) const;
  };
  std::unique_ptr<re_registers, FreeRegion> region_;
  std::unique_ptr<OnigMatchParamStruct, FreeParam> param_;
  size_t limits_for_bytes_ = 0;  // text size that param_'s limits were set for
  size_t match_begin_ = 0;
  size_t match_end_ = 0;
};

}  // namespace octant
