#pragma once
// Reads tokenizer.json of Hugging Face `tokenizers` into a plain struct, with everything checked
// that the encoder relies on.
//
// Grammar of what is accepted (other keys are ignored: version, truncation, padding,
// post_processor; begin-of-sentence is the chat format's business):
//   normalizer     null | {type: Sequence, normalizers: []}
//   pre_tokenizer  step | {type: Sequence, pretokenizers: [step, ...]}
//     step         {type: Split, pattern: {Regex: text}, behavior: Isolated, invert: false}
//                | {type: Digits, individual_digits: bool}
//                | {type: ByteLevel, add_prefix_space: false, use_regex: bool}
//                  exactly one ByteLevel, last
//   decoder        null | {type: ByteLevel}
//   model          {type: BPE, vocab: {text: id}, merges: ["a b" | ["a", "b"], ...],
//                   dropout: null | 0, unk_token: null | text, continuing_subword_prefix and
//                   end_of_word_suffix: null | "", fuse_unk: bool, byte_fallback: false,
//                   ignore_merges: bool}; all but vocab and merges may be left out
//   added_tokens   [{id, content, single_word: false, lstrip: false, rstrip: false,
//                    normalized: bool, special: bool}]

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

struct AddedToken {
  int32_t id = 0;
  std::string content;
  bool special = false;
  // `tokenizers` looks for the tokens with normalized false first, everywhere, and for the others
  // in what is left. It matters where one token's name overlaps another's.
  bool normalized = true;
};

struct TokenizerSpec {
  struct Merge {
    int32_t left = 0;
    int32_t right = 0;
    int32_t result = 0;
  };
  std::vector<std::string>
      vocab;                  // by id, in the byte-level alphabet; empty where there is no entry
  std::vector<Merge> merges;  // by rank, lowest first
  std::vector<std::string> split_patterns;  // regular expressions, each Isolated, in order
  std::vector<AddedToken> added_tokens;     // ids that are in `vocab` too have the same text there
  std::optional<int32_t> unk_id;  // for bytes that have no entry; without it they are left out
  bool fuse_unk = false;          // a run of such bytes is one unk_id
  bool ignore_merges = false;     // a piece that is in `vocab` is taken whole
};

// The largest tokenizers published are below 40 MB, 270,000 ids and a nesting of 10. A JSON value
// takes 16 bytes in memory and at least two in the file, so reading one stays below 1 GB.
inline constexpr size_t kMaxTokenizerJsonBytes = size_t{64} << 20;
inline constexpr int32_t kMaxTokenId = (1 << 22) - 1;
inline constexpr int kMaxTokenizerJsonDepth = 32;
inline constexpr size_t kMaxTokenBytes = size_t{1} << 16;  // of one vocabulary entry or added token
// Of all added tokens together; 1,300 names of the largest families are below 64 KB. Each byte may
// cost a node of about 64 bytes in added_tokens.h.
inline constexpr size_t kMaxAddedTokensBytes = size_t{1} << 20;

// `where` (a file name) begins every message. Errors: kCorrupt (field named), kUnsupported
// (component named).
Result<TokenizerSpec> parse_tokenizer_json(std::string_view json, std::string_view where);

}  // namespace octant
