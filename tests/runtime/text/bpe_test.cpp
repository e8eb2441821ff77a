// The three ways of encoding against the definition, carried out literally.

#include "runtime/text/bpe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "runtime/text/byte_level.h"

namespace octant {
namespace {

// A vocabulary of all bytes and `num_merges` merges of random entries; `in_order` as training gives
// them, else shuffled so that a merge may rank before those that make its sides.
TokenizerSpec random_spec(std::mt19937_64& random, size_t num_merges, bool in_order) {
  TokenizerSpec spec;
  for (int byte = 0; byte < 256; ++byte) {
    spec.vocab.push_back(byte_level_char(static_cast<uint8_t>(byte)));
  }
  // Merges of few letters, so that they meet in random text.
  std::vector<int32_t> tokens;
  for (const char c : std::string("abcd")) tokens.push_back(c);
  while (spec.merges.size() < num_merges) {
    const int32_t left = tokens[random() % tokens.size()];
    const int32_t right = tokens[random() % tokens.size()];
    const std::string text =
        spec.vocab[static_cast<size_t>(left)] + spec.vocab[static_cast<size_t>(right)];
    if (std::find(spec.vocab.begin(), spec.vocab.end(), text) != spec.vocab.end()) continue;
    const auto id = static_cast<int32_t>(spec.vocab.size());
    spec.vocab.push_back(text);
    spec.merges.push_back({left, right, id});
    tokens.push_back(id);
  }
  if (!in_order) std::shuffle(spec.merges.begin(), spec.merges.end(), random);
  return spec;
}

// Merges the leftmost pair of the lowest rank until there is none.
std::vector<int32_t> by_definition(const TokenizerSpec& spec, std::string_view piece) {
  std::vector<int32_t> symbols;
  for (const char c : piece) symbols.push_back(static_cast<uint8_t>(c));
  while (true) {
    size_t best_rank = spec.merges.size();
    size_t best_at = 0;
    for (size_t at = 0; at + 1 < symbols.size(); ++at) {
      for (size_t rank = 0; rank < best_rank; ++rank) {
        const TokenizerSpec::Merge& merge = spec.merges[rank];
        if (merge.left == symbols[at] && merge.right == symbols[at + 1]) {
          best_rank = rank;
          best_at = at;
          break;
        }
      }
    }
    if (best_rank == spec.merges.size()) return symbols;
    symbols[best_at] = spec.merges[best_rank].result;
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best_at) + 1);
  }
}

void compare_with_definition(bool in_order) {
  std::mt19937_64 random(in_order ? 1 : 2);
  std::vector<int32_t> scratch;
  for (int vocabulary = 0; vocabulary < 10; ++vocabulary) {
    const TokenizerSpec spec = random_spec(random, 40, in_order);
    const TokenBytes bytes(spec);
    const BytePairEncoder bpe(spec, bytes);
    // Lengths on both sides of the limit between short and long pieces.
    for (const size_t length : {1, 2, 3, 7, 20, 47, 48, 49, 50, 64, 120, 250}) {
      std::string piece;
      while (piece.size() < length) piece.push_back("abcd"[random() % 4]);
      std::vector<int32_t> ids;
      bpe.encode(piece, scratch, ids);
      EXPECT_EQ(ids, by_definition(spec, piece))
          << piece << " of " << length << " bytes, vocabulary " << vocabulary;
    }
  }
}

TEST(Bpe, AgreesWithTheDefinitionWhereMergesAreInTrainingOrder) {
  compare_with_definition(true);
}
TEST(Bpe, AgreesWithTheDefinitionWhereMergesAreInAnyOrder) {
  compare_with_definition(false);
}

// a, b, ab; then cases of what a spec may hold.
TokenizerSpec small_spec() {
  TokenizerSpec spec;
  spec.vocab = {"a", "b", "ab", "c", "abc"};
  spec.merges = {{0, 1, 2}};
  return spec;
}

std::vector<int32_t> encode(const TokenizerSpec& spec, std::string_view piece) {
  const TokenBytes bytes(spec);
  std::vector<int32_t> scratch, ids;
  BytePairEncoder(spec, bytes).encode(piece, scratch, ids);
  return ids;
}

TEST(Bpe, AnEntryThatNoMergeReachesIsTakenOnlyWithIgnoreMerges) {
  TokenizerSpec spec = small_spec();
  EXPECT_EQ(encode(spec, "abc"), (std::vector<int32_t>{2, 3}));
  spec.ignore_merges = true;
  EXPECT_EQ(encode(spec, "abc"), (std::vector<int32_t>{4}));
  EXPECT_EQ(encode(spec, "abcc"), (std::vector<int32_t>{2, 3, 3}));
}

TEST(Bpe, BytesWithoutAnEntryAreLeftOutOrUnknown) {
  TokenizerSpec spec = small_spec();
  EXPECT_EQ(encode(spec, "axxb"), (std::vector<int32_t>{2}));  // as `tokenizers` does it
  spec.unk_id = 3;
  EXPECT_EQ(encode(spec, "axxb"), (std::vector<int32_t>{0, 3, 3, 1}));
  spec.fuse_unk = true;
  EXPECT_EQ(encode(spec, "axxb"), (std::vector<int32_t>{0, 3, 1}));
}

TEST(Bpe, APairListedTwiceHasTheLaterRank) {
  TokenizerSpec spec;
  spec.vocab = {"a", "b", "ab", "bb", "c"};
  spec.merges = {{0, 1, 2}, {1, 1, 3}, {0, 1, 2}};
  EXPECT_EQ(encode(spec, "abb"), (std::vector<int32_t>{0, 3}));
}

TEST(Bpe, NeverGivesAnAddedTokensId) {
  TokenizerSpec spec = small_spec();
  spec.added_tokens = {{2, "ab", true, false}, {4, "abc", true, false}};
  EXPECT_EQ(encode(spec, "ab"), (std::vector<int32_t>{0, 1}));
  EXPECT_EQ(encode(spec, std::string(100, 'a') + "b").size(), 101u);
  spec.ignore_merges = true;
  EXPECT_EQ(encode(spec, "abc"), (std::vector<int32_t>{0, 1, 3}));
}

TEST(Bpe, AnEntryOutsideTheAlphabetIsNoWholePiece) {
  TokenizerSpec spec = small_spec();
  spec.vocab.push_back("a｜b");  // its UTF-8 can stand in a text, but spelled otherwise
  spec.ignore_merges = true;
  EXPECT_EQ(encode(spec, "a｜b"), (std::vector<int32_t>{2}));
}

TEST(TokenBytes, HolesAndUnknownIdsAreEmpty) {
  TokenizerSpec spec = small_spec();
  spec.vocab[3].clear();
  spec.added_tokens = {{9, "<s>", true, false}};
  const TokenBytes bytes(spec);
  EXPECT_EQ(bytes.size(), 10);
  EXPECT_EQ(bytes[2], "ab");
  EXPECT_EQ(bytes[9], "<s>");
  for (const int32_t id : {-1, 3, 5, 8, 10, INT32_MAX, INT32_MIN}) EXPECT_EQ(bytes[id], "");
}

}  // namespace
}  // namespace octant
