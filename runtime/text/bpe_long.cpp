// Byte-pair encoding of long pieces: the candidates for the next merge are kept in order of rank,
// then position.
//
// A candidate is stale when its turn comes if the pair at its position has another rank by then.
// None has to be removed: whenever a pair comes into being it is proposed, so the valid one is
// there too.

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <utility>

#include "runtime/text/bpe.h"

namespace octant {

namespace {

constexpr uint32_t kNone = UINT32_MAX;

}  // namespace

// The symbols as a doubly linked list; a merge leaves its result at the left symbol's position.
class BytePairEncoder::Chain {
 public:
  explicit Chain(std::vector<int32_t>& symbols)
      : symbols_(symbols), next_(symbols.size()), previous_(symbols.size()) {
    for (uint32_t i = 0; i < size(); ++i) {
      next_[i] = i + 1 < size() ? i + 1 : kNone;
      previous_[i] = i > 0 ? i - 1 : kNone;
    }
  }

  uint32_t size() const { return static_cast<uint32_t>(symbols_.size()); }
  uint32_t previous(uint32_t i) const { return previous_[i]; }

  // What merging the pair that begins at `i` gives; without rank if there is no such pair.
  Merge merge_at(const BytePairEncoder& bpe, uint32_t i) const {
    if (i == kNone || symbols_[i] < 0 || next_[i] == kNone) return {};
    return bpe.merge_of(symbols_[i], symbols_[next_[i]]);
  }

  void merge(uint32_t left, int32_t result) {
    const uint32_t right = next_[left];
    symbols_[left] = result;
    symbols_[right] = -1;
    next_[left] = next_[right];
    if (next_[left] != kNone) previous_[next_[left]] = left;
  }

 private:
  std::vector<int32_t>& symbols_;
  std::vector<uint32_t> next_;
  std::vector<uint32_t> previous_;
};

// One pass over each rank in turn: a new candidate always belongs to a later rank. Sorting a list
// that grew nearly in order is cheap, where a heap would pay log n for every candidate.
void BytePairEncoder::merge_by_rank(Chain& chain) const {
  std::map<uint32_t, std::vector<uint32_t>> positions_by_rank;
  const auto propose = [&](uint32_t position) {
    const uint32_t rank = chain.merge_at(*this, position).rank;
    if (rank != kNoRank) positions_by_rank[rank].push_back(position);
  };
  for (uint32_t i = 0; i < chain.size(); ++i) propose(i);
  while (!positions_by_rank.empty()) {
    const auto lowest = positions_by_rank.extract(positions_by_rank.begin());
    std::vector<uint32_t>& positions = lowest.mapped();
    if (!std::is_sorted(positions.begin(), positions.end())) {
      std::sort(positions.begin(), positions.end());
    }
    for (const uint32_t position : positions) {
      const Merge merge = chain.merge_at(*this, position);
      if (merge.rank != lowest.key()) continue;
      chain.merge(position, merge.result);
      propose(chain.previous(position));
      propose(position);
    }
  }
}

void BytePairEncoder::merge_by_heap(Chain& chain) const {
  // rank << 32 | position, so that the smallest is the next to merge.
  std::priority_queue<uint64_t, std::vector<uint64_t>, std::greater<>> candidates;
  const auto propose = [&](uint32_t position) {
    const uint32_t rank = chain.merge_at(*this, position).rank;
    if (rank != kNoRank) candidates.push(uint64_t{rank} << 32 | position);
  };
  for (uint32_t i = 0; i < chain.size(); ++i) propose(i);
  while (!candidates.empty()) {
    const uint64_t candidate = candidates.top();
    candidates.pop();
    const auto position = static_cast<uint32_t>(candidate);
    const Merge merge = chain.merge_at(*this, position);
    if (merge.rank != candidate >> 32) continue;
    chain.merge(position, merge.result);
    propose(chain.previous(position));
    propose(position);
  }
}

void BytePairEncoder::merge_long(std::vector<int32_t>& symbols) const {
  Chain chain(symbols);
  if (merges_in_order_) {
    merge_by_rank(chain);
  } else {
    merge_by_heap(chain);
  }
  std::erase(symbols, -1);
}

}  // namespace octant
