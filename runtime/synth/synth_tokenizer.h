#pragma once
// The tokenizer of a synthetic checkpoint: byte-level BPE with DeepSeek-V3's pre-tokenizer, control
// tokens and V3.1 chat format, so that any text can be encoded and random ids decode to something
// that looks like text. What a random model says means nothing; the merges are a list of common
// words.
//
// Ids, without a hole:
//   0 begin of sentence, 1 end of sentence, 2 padding     as in DeepSeek-V3
//   3 .. 258                                              the 256 bytes
//   259 ..                                                merges, as many as the vocabulary has
//   room for then the control tokens: <think>, </think>, <｜User｜>, <｜Assistant｜>, and, if there
//   is room for all of them, those for filling in the middle and for tools
// Ids above the last one stay unused, as in DeepSeek-V3, where the embedding is padded.

#include <cstdint>
#include <string>

#include "kernels/core/status.h"

namespace octant {

inline constexpr int32_t kSynthBosId = 0;
inline constexpr int32_t kSynthEosId = 1;
inline constexpr int32_t kSynthPadId = 2;
// Three sentence tokens, 256 bytes, four control tokens of the chat.
inline constexpr int64_t kSynthMinVocabSize = 3 + 256 + 4;

struct SynthTokenizerFiles {
  std::string tokenizer_json;
  std::string tokenizer_config_json;
  std::string generation_config_json;
};

// Errors: kInvalidArgument if vocab_size < kSynthMinVocabSize.
Result<SynthTokenizerFiles> make_synth_tokenizer(int64_t vocab_size);

}  // namespace octant
