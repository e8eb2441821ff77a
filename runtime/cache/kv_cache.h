#pragma once
// KvCache: one rank's paged latent cache, and BlockTable: which pages hold a sequence.
//
// A page holds page_block_size consecutive positions of every layer. All ranks use the same block
// table, since every rank caches the whole latent row (kv_lora_rank + qk_rope_head_dim values; it
// is shared by all heads). Pages make room for a growing context without moving what is there.

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/core/buffer.h"
#include "kernels/core/dtype.h"
#include "kernels/core/memory.h"
#include "models/model.h"

namespace octant {

struct CacheShape {
  int64_t num_layers = 0;  // MTP layer included
  int64_t width = 0;       // values a token and layer
  int64_t page_block_size = 64;
  DType dtype = DType::kBF16;

  int64_t page_bytes() const {  // of one layer
    return page_block_size * width * size_of(dtype);
  }
  int64_t pages_for(int64_t num_tokens) const {
    return (num_tokens + page_block_size - 1) / page_block_size;
  }
};

// Pages of one sequence: position p lies in pages()[p / page_block_size]. Pages come from a pool of
// fixed size and go back to it. Owner: the engine's thread.
class BlockTable {
 public:
  BlockTable(int64_t num_pages, int64_t page_block_size);

  // Makes room for positions [0, num_tokens). Errors: kOutOfMemory when the pool is empty; what was
  // taken stays taken.
  Status reserve(int64_t num_tokens);
  // Gives back the pages behind position num_tokens.
  void truncate(int64_t num_tokens);

  std::span<const int32_t> pages() const { return pages_; }
  int64_t capacity_tokens() const;  // of the whole pool

 private:
  int64_t num_pages_;
  int64_t page_block_size_;
  std::vector<int32_t> pages_;
  std::vector<int32_t> free_;
};

// The rows of every layer on one rank. The memory is touched page by page as a context grows, so a
// large pool costs nothing before it is used.
class KvCache final : public LayerCaches {
 public:
  static Result<KvCache> allocate(const CacheShape& shape, int64_t num_pages, Memory& memory);

  // `pages` is read at every call of layer(); it belongs to the engine's BlockTable.
  void set_pages(std::span<const int32_t> pages) { pages_ = pages; }
  LatentCacheView layer(LayerIdx layer_idx) const override;
  int64_t size_bytes() const { return memory_.size_bytes(); }

 private:
  CacheShape shape_;
  int64_t num_pages_ = 0;
  Buffer memory_;  // [num_layers, num_pages, page_block_size, width]
  std::span<const int32_t> pages_;
};

}  // namespace octant
