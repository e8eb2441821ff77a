#include "runtime/cache/kv_cache.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace octant {

BlockTable::BlockTable(int64_t num_pages, int64_t page_block_size)
    : num_pages_(num_pages), page_block_size_(page_block_size) {
  // Taken from the back: page 0 first.
  free_.resize(static_cast<size_t>(num_pages));
  std::iota(free_.rbegin(), free_.rend(), 0);
  pages_.reserve(free_.size());
}

Status BlockTable::reserve(int64_t num_tokens) {
  const int64_t needed = (num_tokens + page_block_size_ - 1) / page_block_size_;
  while (static_cast<int64_t>(pages_.size()) < needed) {
    if (free_.empty()) {
      return out_of_memory("the cache holds " + std::to_string(capacity_tokens()) +
                           " tokens, asked for " + std::to_string(num_tokens));
    }
    pages_.push_back(free_.back());
    free_.pop_back();
  }
  return {};
}

void BlockTable::truncate(int64_t num_tokens) {
  const auto needed = static_cast<size_t>((num_tokens + page_block_size_ - 1) / page_block_size_);
  while (pages_.size() > needed) {
    free_.push_back(pages_.back());
    pages_.pop_back();
  }
}

int64_t BlockTable::capacity_tokens() const {
  return num_pages_ * page_block_size_;
}

Result<KvCache> KvCache::allocate(const CacheShape& shape, int64_t num_pages, Memory& memory) {
  KvCache cache;
  cache.shape_ = shape;
  cache.num_pages_ = num_pages;
  ASSIGN_OR_RETURN(cache.memory_,
                   memory.allocate(shape.num_layers * num_pages * shape.page_bytes()));
  return cache;
}

LatentCacheView KvCache::layer(LayerIdx layer_idx) const {
  return {.data = memory_.data() + layer_idx.value * num_pages_ * shape_.page_bytes(),
          .dtype = shape_.dtype,
          .page_stride = shape_.page_block_size * shape_.width,
          .page_block_size = shape_.page_block_size,
          .width = shape_.width,
          .block_table = pages_};
}

}  // namespace octant
