#include "runtime/cache/kv_cache.h"

#include <gtest/gtest.h>

#include <set>

namespace octant {
namespace {

TEST(BlockTable, GrowsByPagesAndGivesThemBack) {
  BlockTable table(4, 8);
  EXPECT_EQ(table.capacity_tokens(), 32);
  ASSERT_TRUE(table.reserve(1).ok());
  EXPECT_EQ(table.pages().size(), 1u);
  ASSERT_TRUE(table.reserve(8).ok());
  EXPECT_EQ(table.pages().size(), 1u);
  ASSERT_TRUE(table.reserve(9).ok());
  EXPECT_EQ(table.pages().size(), 2u);
  table.truncate(8);
  EXPECT_EQ(table.pages().size(), 1u);
  table.truncate(0);
  EXPECT_TRUE(table.pages().empty());
  ASSERT_TRUE(table.reserve(32).ok());
  const std::set<int32_t> pages(table.pages().begin(), table.pages().end());
  EXPECT_EQ(pages, (std::set<int32_t>{0, 1, 2, 3}));
}

TEST(BlockTable, AFullPoolIsAnErrorWithBothSizes) {
  BlockTable table(2, 4);
  const Status status = table.reserve(9);
  EXPECT_EQ(status.code(), StatusCode::kOutOfMemory);
  EXPECT_EQ(status.message(), "the cache holds 8 tokens, asked for 9");
  EXPECT_TRUE(table.reserve(8).ok());
}

TEST(KvCache, LayersAndPositionsDoNotOverlap) {
  const CacheShape shape{.num_layers = 3, .width = 5, .page_block_size = 4, .dtype = DType::kF32};
  Result<KvCache> cache = KvCache::allocate(shape, 3, host_memory());
  ASSERT_TRUE(cache.ok());
  EXPECT_EQ(cache->size_bytes(), 3 * 3 * 4 * 5 * 4);
  const std::vector<int32_t> pages = {2, 0, 1};
  cache->set_pages(pages);
  std::set<const std::byte*> rows;
  for (int64_t layer = 0; layer < 3; ++layer) {
    const LatentCacheView view = cache->layer(LayerIdx(layer));
    for (int64_t position = 0; position < 12; ++position) {
      rows.insert(view.row_bytes(position));
    }
  }
  ASSERT_EQ(rows.size(), 36u);
  const std::byte* previous = nullptr;
  for (const std::byte* row : rows) {
    if (previous != nullptr) {
      EXPECT_GE(row - previous, 20);
    }
    previous = row;
  }
  EXPECT_LE(*rows.rbegin() - *rows.begin() + 20, cache->size_bytes());
}

TEST(KvCache, PagesFollowTheBlockTable) {
  const CacheShape shape{.num_layers = 1, .width = 2, .page_block_size = 2, .dtype = DType::kBF16};
  Result<KvCache> cache = KvCache::allocate(shape, 4, host_memory());
  ASSERT_TRUE(cache.ok());
  const std::vector<int32_t> pages = {3, 1};
  cache->set_pages(pages);
  const LatentCacheView view = cache->layer(LayerIdx(0));
  EXPECT_EQ(view.row_bytes(0), view.data + 3 * 8);
  EXPECT_EQ(view.row_bytes(1), view.data + 3 * 8 + 4);
  EXPECT_EQ(view.row_bytes(2), view.data + 1 * 8);
}

}  // namespace
}  // namespace octant
