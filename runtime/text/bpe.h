#pragma once
// Byte-pair encoding of one piece: begin with one symbol a byte, and merge the adjacent pair of the
// lowest rank, the leftmost of equals, until no pair has a rank.
//
// Three ways to the same result, by cost. A piece that is an entry of the vocabulary, as most are,
// is one table look-up. Others of up to kShortPiece bytes are searched for the lowest rank anew for
// each merge. Longer ones keep candidates in order (bpe_long.cpp), O(n log n), so that no text is
// slow. No recursion.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/text/tokenizer_json.h"

namespace octant {

// Bytes of every token, by id. Tokens of the vocabulary are decoded from the byte-level alphabet;
// added tokens, and entries with characters outside it, stand for their own UTF-8.
class TokenBytes {
 public:
  TokenBytes() = default;
  explicit TokenBytes(const TokenizerSpec& spec);

  int32_t size() const { return static_cast<int32_t>(begin_.size()) - 1; }
  // Empty for ids that there are not.
  std::string_view operator[](int32_t id) const {
    if (id < 0 || id >= size()) return {};
    const auto idx = static_cast<size_t>(id);
    return std::string_view(bytes_).substr(begin_[idx], begin_[idx + 1] - begin_[idx]);
  }

 private:
  std::string bytes_;
  std::vector<size_t> begin_ = {0};  // size() + 1
};

// Immutable once made, so any number of threads may encode with it.
class BytePairEncoder {
 public:
  BytePairEncoder() = default;
  // Never gives the id of an added token, whatever the merges say: those stand for text only where
  // the caller recognised them. `bytes` must outlive the encoder.
  BytePairEncoder(const TokenizerSpec& spec, const TokenBytes& bytes);

  // Appends the ids of `piece`. Bytes without an entry become unk_id, or nothing if there is none.
  // `scratch` is overwritten; handing in the same one each time saves an allocation a piece.
  void encode(std::string_view piece, std::vector<int32_t>& scratch,
              std::vector<int32_t>& out) const;

 private:
  static constexpr uint32_t kNoRank = UINT32_MAX;
  // Up to here a search of all pairs beats keeping candidates in order.
  static constexpr size_t kShortPiece = 48;
  // Longer pieces are cut, so that positions fit 32 bits.
  static constexpr size_t kMaxPiece = size_t{1} << 30;

  struct Merge {
    uint32_t rank = kNoRank;
    int32_t result = -1;
  };
  struct PairSlot {
    uint64_t pair = 0;
    Merge merge;
  };

  void add_merge(uint64_t pair, Merge merge);
  Merge merge_of(int32_t left, int32_t right) const;
  void add_whole_piece(int32_t id);
  // Id of the token that `piece` becomes as a whole, or -1.
  int32_t whole_piece(std::string_view piece) const;
  void append_symbols(std::string_view piece, std::vector<int32_t>& symbols) const;
  void merge_short(std::vector<int32_t>& symbols) const;
  void merge_long(std::vector<int32_t>& symbols) const;
  class Chain;
  void merge_by_rank(Chain& chain) const;
  void merge_by_heap(Chain& chain) const;
  void check_merge_order(const TokenizerSpec& spec);

  const TokenBytes* bytes_ = nullptr;
  std::array<int32_t, 256> byte_id_{};
  std::optional<int32_t> unk_id_;
  bool fuse_unk_ = false;
  // Whether every merge ranks behind all merges that make its two sides, as training leaves it.
  // Then a merge never brings about a candidate of a rank below its own.
  bool merges_in_order_ = true;
  // Open addressing with linear probing; sizes are powers of two, at most half full.
  std::vector<PairSlot> pairs_;
  std::vector<int32_t> whole_pieces_;
};

}  // namespace octant
