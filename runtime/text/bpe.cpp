#include "runtime/text/bpe.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "runtime/text/byte_level.h"

namespace octant {

namespace {

uint64_t pair_key(int32_t left, int32_t right) {
  return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
}

// Multiply and fold: the finaliser of splitmix64. Every bit of the key moves every bit of the slot.
uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

uint64_t hash_bytes(std::string_view bytes) {
  uint64_t hash = bytes.size();
  while (bytes.size() >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    hash = mix(hash ^ word);
    bytes.remove_prefix(8);
  }
  uint64_t word = 0;
  std::memcpy(&word, bytes.data(), bytes.size());
  return mix(hash ^ word);
}

// Room for `num_entries` at half load.
size_t table_size(size_t num_entries) {
  return std::bit_ceil(2 * num_entries + 1);
}

}  // namespace

TokenBytes::TokenBytes(const TokenizerSpec& spec) {
  size_t size = spec.vocab.size();
  for (const AddedToken& token : spec.added_tokens) {
    size = std::max(size, static_cast<size_t>(token.id) + 1);
  }
  std::vector<const std::string*> names(size, nullptr);
  for (const AddedToken& token : spec.added_tokens) {
    names[static_cast<size_t>(token.id)] = &token.content;
  }
  begin_.reserve(size + 1);
  for (size_t id = 0; id < size; ++id) {
    if (names[id] != nullptr) {
      bytes_ += *names[id];
    } else if (id < spec.vocab.size()) {
      bytes_ += byte_level_bytes(spec.vocab[id]).value_or(spec.vocab[id]);
    }
    begin_.push_back(bytes_.size());
  }
}

BytePairEncoder::BytePairEncoder(const TokenizerSpec& spec, const TokenBytes& bytes)
    : bytes_(&bytes), unk_id_(spec.unk_id), fuse_unk_(spec.fuse_unk) {
  std::vector<bool> added(static_cast<size_t>(bytes.size()), false);
  for (const AddedToken& token : spec.added_tokens) added[static_cast<size_t>(token.id)] = true;

  byte_id_.fill(-1);
  std::array<std::string, 256> chars;
  for (size_t byte = 0; byte < 256; ++byte) {
    chars[byte] = byte_level_char(static_cast<uint8_t>(byte));
  }
  for (size_t id = 0; id < spec.vocab.size(); ++id) {
    if (spec.vocab[id].empty() || spec.vocab[id].size() > 2) continue;  // the alphabet is 1-2 bytes
    const auto it = std::find(chars.begin(), chars.end(), spec.vocab[id]);
    if (it == chars.end()) continue;
    byte_id_[static_cast<size_t>(it - chars.begin())] = static_cast<int32_t>(id);
  }

  pairs_.resize(table_size(spec.merges.size()));
  for (size_t rank = 0; rank < spec.merges.size(); ++rank) {
    const TokenizerSpec::Merge& merge = spec.merges[rank];
    if (added[static_cast<size_t>(merge.result)]) continue;
    add_merge(pair_key(merge.left, merge.right), {static_cast<uint32_t>(rank), merge.result});
  }

  check_merge_order(spec);

  whole_pieces_.assign(table_size(spec.vocab.size()), -1);
  std::vector<int32_t> symbols;
  for (size_t id = 0; id < spec.vocab.size(); ++id) {
    if (spec.vocab[id].empty() || added[id]) continue;
    // A name outside the byte-level alphabet is not what its bytes are spelled as in the
    // vocabulary.
    if (!byte_level_bytes(spec.vocab[id]).has_value()) continue;
    const auto token = static_cast<int32_t>(id);
    if (!spec.ignore_merges) {
      // Kept only if merging gives the same, so that the table never changes a result. Tokens of
      // thousands of bytes are left to the merges: checking them would cost more than it saves.
      if (bytes[token].size() > kShortPiece) continue;
      symbols.clear();
      append_symbols(bytes[token], symbols);
      merge_short(symbols);
      if (symbols.size() != 1 || symbols[0] != token) continue;
    }
    add_whole_piece(token);
  }
}

void BytePairEncoder::check_merge_order(const TokenizerSpec& spec) {
  std::vector<int64_t> last_rank(spec.vocab.size(), -1);  // of the merges that make a token
  for (size_t rank = 0; rank < spec.merges.size(); ++rank) {
    last_rank[static_cast<size_t>(spec.merges[rank].result)] = static_cast<int64_t>(rank);
  }
  for (size_t rank = 0; rank < spec.merges.size(); ++rank) {
    const TokenizerSpec::Merge& merge = spec.merges[rank];
    const int64_t sides = std::max(last_rank[static_cast<size_t>(merge.left)],
                                   last_rank[static_cast<size_t>(merge.right)]);
    if (sides >= static_cast<int64_t>(rank)) merges_in_order_ = false;
  }
}

void BytePairEncoder::add_merge(uint64_t pair, Merge merge) {
  const size_t mask = pairs_.size() - 1;
  size_t slot = mix(pair) & mask;
  while (pairs_[slot].merge.rank != kNoRank && pairs_[slot].pair != pair) slot = (slot + 1) & mask;
  // A pair that is listed twice has the later rank, as in `tokenizers`.
  pairs_[slot] = {pair, merge};
}

BytePairEncoder::Merge BytePairEncoder::merge_of(int32_t left, int32_t right) const {
  const uint64_t pair = pair_key(left, right);
  const size_t mask = pairs_.size() - 1;
  for (size_t slot = mix(pair) & mask; pairs_[slot].merge.rank != kNoRank;
       slot = (slot + 1) & mask) {
    if (pairs_[slot].pair == pair) return pairs_[slot].merge;
  }
  return {};
}

void BytePairEncoder::add_whole_piece(int32_t id) {
  const size_t mask = whole_pieces_.size() - 1;
  size_t slot = hash_bytes((*bytes_)[id]) & mask;
  while (whole_pieces_[slot] >= 0) slot = (slot + 1) & mask;
  whole_pieces_[slot] = id;
}

int32_t BytePairEncoder::whole_piece(std::string_view piece) const {
  const size_t mask = whole_pieces_.size() - 1;
  for (size_t slot = hash_bytes(piece) & mask; whole_pieces_[slot] >= 0; slot = (slot + 1) & mask) {
    if ((*bytes_)[whole_pieces_[slot]] == piece) return whole_pieces_[slot];
  }
  return -1;
}

void BytePairEncoder::append_symbols(std::string_view piece, std::vector<int32_t>& symbols) const {
  bool after_unknown = false;
  for (const char c : piece) {
    const int32_t id = byte_id_[static_cast<uint8_t>(c)];
    const bool unknown = id < 0;
    if (!unknown) {
      symbols.push_back(id);
    } else if (unk_id_.has_value() && !(fuse_unk_ && after_unknown)) {
      symbols.push_back(*unk_id_);
    }
    after_unknown = unknown;
  }
}

void BytePairEncoder::merge_short(std::vector<int32_t>& symbols) const {
  if (symbols.size() < 2) return;
  // merges[i] is of symbols[i] and symbols[i + 1].
  std::array<Merge, kShortPiece> merges;
  size_t num_pairs = symbols.size() - 1;
  for (size_t i = 0; i < num_pairs; ++i) merges[i] = merge_of(symbols[i], symbols[i + 1]);
  while (num_pairs > 0) {
    size_t best = 0;
    for (size_t i = 1; i < num_pairs; ++i) {
      if (merges[i].rank < merges[best].rank) best = i;
    }
    if (merges[best].rank == kNoRank) break;
    symbols[best] = merges[best].result;
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    for (size_t i = best + 1; i < num_pairs; ++i) merges[i - 1] = merges[i];
    --num_pairs;
    if (best > 0) merges[best - 1] = merge_of(symbols[best - 1], symbols[best]);
    if (best < num_pairs) merges[best] = merge_of(symbols[best], symbols[best + 1]);
  }
}

void BytePairEncoder::encode(std::string_view piece, std::vector<int32_t>& scratch,
                             std::vector<int32_t>& out) const {
  while (!piece.empty()) {
    const std::string_view part = piece.substr(0, kMaxPiece);
    piece.remove_prefix(part.size());
    if (const int32_t whole = whole_piece(part); whole >= 0) {
      out.push_back(whole);
      continue;
    }
    scratch.clear();
    append_symbols(part, scratch);
    if (scratch.size() <= kShortPiece) {
      merge_short(scratch);
    } else {
      merge_long(scratch);
    }
    out.insert(out.end(), scratch.begin(), scratch.end());
  }
}

}  // namespace octant
