#pragma once
// tokenizer.json of Hugging Face `tokenizers`, byte-level BPE: text <-> ids.
//
// Supported: normalizer null or an empty Sequence; pre_tokenizer Split(Regex, Isolated), Digits and
// ByteLevel(use_regex false or true), alone or in a Sequence; model BPE with merges as "a b" or
// ["a", "b"], ignore_merges either way; added tokens. Anything else is refused by name. The exact
// grammar stands in tokenizer_json.h.
//
// Threads: a Tokenizer never changes, so any number of threads may use one. Encoding cannot fail: a
// pattern that backtracks without end leaves text uncut (pre_tokenizer.h), the same on every
// machine.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

class Tokenizer {
 public:
  // Errors: kNotFound, kIo, kCorrupt (field named), kUnsupported (component named).
  static Result<std::unique_ptr<Tokenizer>> open(const std::filesystem::path& tokenizer_json);
  static Result<std::unique_ptr<Tokenizer>> parse(std::string_view json, std::string_view where);
  ~Tokenizer();

  // Ids of `text`, which need not be valid UTF-8 (bad bytes are taken as U+FFFD). Added tokens
  // inside the text become their ids: for trusted text only.
  std::vector<int32_t> encode(std::string_view text) const;
  // The same, but added tokens inside the text stay text: for everything a user or a model wrote.
  std::vector<int32_t> encode_text(std::string_view text) const;

  // Bytes of one token; empty for unknown ids. Control tokens give their name.
  std::string_view token_bytes(int32_t id) const;
  // Text of ids with invalid UTF-8 replaced by U+FFFD; special tokens are left out on request.
  std::string decode(std::span<const int32_t> ids, bool skip_special) const;
  std::optional<int32_t> token_id(std::string_view added_token) const;
  bool is_special(int32_t id) const;
  bool is_added(int32_t id) const;

  // One more than the largest id.
  int32_t vocab_size() const;
  std::vector<std::string> added_tokens() const;

 private:
  struct Impl;
  explicit Tokenizer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Turns a stream of ids into text that only ever ends at a whole code point.
class StreamingDetokenizer {
 public:
  explicit StreamingDetokenizer(const Tokenizer& tokenizer) : tokenizer_(&tokenizer) {}
  // Text that became complete with this token; may be empty. Special tokens give nothing.
  std::string push(int32_t id);
  // What is left at the end: bytes of a cut-off code point become one U+FFFD.
  std::string finish();

 private:
  const Tokenizer* tokenizer_;
  std::string pending_;
};

}  // namespace octant
