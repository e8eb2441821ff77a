#include "kernels/stages/mla.h"

#include <vector>

#include <gtest/gtest.h>

namespace octant {
namespace {

// The shapes of DeepSeek-V3 with 16 heads a rank.
constexpr MlaShape kShape = {.num_heads = 16,
                             .qk_nope_head_dim = 128,
                             .qk_rope_head_dim = 64,
                             .v_head_dim = 128,
                             .kv_lora_rank = 512};

TEST(MlaShape, WidthsFollowFromTheDimensions) {
  EXPECT_EQ(kShape.qk_head_dim(), 192);
  EXPECT_EQ(kShape.cache_width(), 576);
  EXPECT_EQ(kShape.kv_b_rows_per_head(), 256);
}

TEST(ChooseMlaForm, DecodeStepsAreAbsorbedAtEveryContextAndNumberOfDrafts) {
  for (int64_t seqlen_k : {8, 100, 4096, 163840}) {
    for (int64_t num_rows = 1; num_rows <= kMaxDecodeRows; ++num_rows) {
      EXPECT_EQ(choose_mla_form(kShape, num_rows, seqlen_k), MlaForm::kAbsorbed) << seqlen_k;
    }
  }
}

TEST(ChooseMlaForm, LongPrefillIsExpanded) {
  // T rows from an empty cache: both forms multiply 512 * 256 a row for W_UK and W_UV, and the
  // expanded one needs 320 instead of 1088 a pair.
  EXPECT_EQ(choose_mla_form(kShape, 1000, 1000), MlaForm::kExpanded);
  EXPECT_EQ(choose_mla_form(kShape, 4096, 4096), MlaForm::kExpanded);
}

TEST(ChooseMlaForm, FewRowsAfterALongContextAreAbsorbed) {
  // Expanding 10000 cached rows costs 10000 * 131072; it saves 16 * 10000 * 768 and 16 * 131072.
  EXPECT_EQ(choose_mla_form(kShape, 16, 10000), MlaForm::kAbsorbed);
  // 1000 rows save 1000 * 9500.5 * 768 and 1000 * 131072, which is more than the cost.
  EXPECT_EQ(choose_mla_form(kShape, 1000, 10000), MlaForm::kExpanded);
}

TEST(LatentCacheView, FindsARowThroughTheBlockTable) {
  std::vector<float> storage(100, 0.0f);
  const std::vector<int32_t> block_table = {2, 0};
  const LatentCacheView cache = {.data = reinterpret_cast<std::byte*>(storage.data()),
                                 .dtype = DType::kF32,
                                 .page_stride = 30,
                                 .page_block_size = 4,
                                 .width = 3,
                                 .block_table = block_table};
  EXPECT_EQ(cache.row<float>(0), storage.data() + 60);
  EXPECT_EQ(cache.row<float>(3), storage.data() + 69);
  EXPECT_EQ(cache.row<float>(4), storage.data());
  EXPECT_EQ(cache.row<float>(6), storage.data() + 6);
}

}  // namespace
}  // namespace octant
