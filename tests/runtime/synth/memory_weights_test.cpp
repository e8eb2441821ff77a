#include "runtime/synth/memory_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "models/registry.h"
#include "runtime/load/checkpoint.h"
#include "runtime/placement/placement.h"
#include "runtime/synth/generator.h"
#include "runtime/synth/shapes.h"
#include "tests/support/temp_folder.h"

namespace octant {
namespace {

constexpr uint64_t kSeed = 11;

std::unique_ptr<Model> tiny_model(api::SynthDType dtype) {
  const Result<std::string> config = synth_config({.shape = "tiny", .out_dir = {}, .dtype = dtype});
  CHECK(config.ok());
  Result<std::unique_ptr<Model>> model = make_model(*config, "tiny");
  CHECK(model.ok());
  return std::move(model).value();
}

std::vector<RankLayout> layouts_of(const Model& model, int32_t num_ranks) {
  const Placement placement = Placement::interleaved(model.dims(), num_ranks);
  std::vector<RankLayout> layouts;
  for (int32_t r = 0; r < num_ranks; ++r) layouts.push_back(placement.layout_of(RankIdx(r)));
  return layouts;
}

MemoryWeightOptions memory_options(api::SynthDType dtype, int32_t num_ranks) {
  return {.dtype = dtype,
          .seed = kSeed,
          .with_draft = true,
          .memories = std::vector<Memory*>(static_cast<size_t>(num_ranks), &host_memory()),
          .num_threads = 3};
}

// Every row of `a` has the bytes of that row of `b`, and scales likewise.
void expect_same(const WeightView& a, const WeightView& b, const std::string& name) {
  ASSERT_EQ(a.is_null(), b.is_null()) << name;
  if (a.is_null()) return;
  ASSERT_EQ(a.dtype, b.dtype) << name;
  ASSERT_EQ(a.rows, b.rows) << name;
  ASSERT_EQ(a.cols, b.cols) << name;
  for (int64_t row = 0; row < a.rows; ++row) {
    const auto bytes = static_cast<size_t>(a.cols * size_of(a.dtype));
    ASSERT_EQ(std::memcmp(a.row_bytes(row), b.row_bytes(row), bytes), 0) << name << " row " << row;
  }
}

TEST(MemoryWeights, AreWhatACheckpointOfTheSameSeedLoadsAs) {
  const test::TempFolder folder;
  for (const api::SynthDType dtype : {api::SynthDType::kBF16, api::SynthDType::kF32}) {
    const std::string path = (folder / std::to_string(static_cast<int>(dtype))).string();
    ASSERT_TRUE(
        api::synthesize({.shape = "tiny", .out_dir = path, .dtype = dtype, .seed = kSeed}).ok());
    const std::unique_ptr<Model> model = tiny_model(dtype);
    const Result<Checkpoint> checkpoint = Checkpoint::open(path);
    ASSERT_TRUE(checkpoint.ok());
    for (const int32_t num_ranks : {1, 3}) {
      const std::vector<RankLayout> layouts = layouts_of(*model, num_ranks);
      const auto loaded = load_weights(*checkpoint, *model, layouts, {.with_draft = true});
      ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
      const auto made = synthesize_weights(*model, layouts, memory_options(dtype, num_ranks));
      ASSERT_TRUE(made.ok()) << made.status().to_string();
      for (size_t r = 0; r < layouts.size(); ++r) {
        const RankWeights& expected = *(*loaded)[r];
        const RankWeights& found = *(*made)[r];
        EXPECT_EQ(found.resident_bytes(), expected.resident_bytes());
        EXPECT_EQ(found.shared_bytes(), expected.shared_bytes());
        for (const TensorSpec& spec : model->weight_plan()) {
          if (spec.duplicate) continue;
          if (spec.shape.size() == 2) {
            expect_same(*found.matrix(spec.name), *expected.matrix(spec.name), spec.name);
            continue;
          }
          const auto vector = found.vector(spec.name);
          const auto of_file = expected.vector(spec.name);
          ASSERT_TRUE(vector.ok());
          EXPECT_TRUE(std::equal(vector->span().begin(), vector->span().end(),
                                 of_file->span().begin(), of_file->span().end()))
              << spec.name;
        }
      }
    }
  }
}

TEST(MemoryWeights, Fp8IsTheGeneratorsValuesRounded) {
  const std::unique_ptr<Model> model = tiny_model(api::SynthDType::kF8);
  const std::vector<RankLayout> layouts = layouts_of(*model, 3);
  const auto made = synthesize_weights(*model, layouts, memory_options(api::SynthDType::kF8, 3));
  ASSERT_TRUE(made.ok()) << made.status().to_string();
  int64_t num_fp8 = 0;
  for (const TensorSpec& spec : model->weight_plan()) {
    if (spec.duplicate || spec.storage != WeightStorage::kLinear) continue;
    const ValueGenerator values(spec, kSeed);
    for (size_t r = 0; r < layouts.size(); ++r) {
      const ShardRect rect = shard_of(spec, layouts[r]);
      const WeightView view = (*made)[r]->matrix(spec.name).value();
      ASSERT_EQ(view.is_null(), rect.empty()) << spec.name;
      if (view.is_null()) continue;
      ASSERT_EQ(view.dtype, DType::kF8E4M3);
      ++num_fp8;
      std::vector<float> expected(static_cast<size_t>(rect.cols()));
      for (int64_t row = 0; row < rect.rows(); ++row) {
        values.fill((rect.row_begin + row) * spec.shape.back() + rect.col_begin, expected);
        for (int64_t col = 0; col < rect.cols(); ++col) {
          const float wanted = expected[static_cast<size_t>(col)];
          // As quantize.h says, and the roundings of scale and product.
          const float scale = view.scale(row, col);
          const float most = 0x1p-4f * std::fabs(wanted) + 0x1p-10f * scale;
          ASSERT_NEAR(view.at(row, col), wanted, most * 1.001f) << spec.name;
        }
      }
    }
  }
  EXPECT_GT(num_fp8, 100);
}

TEST(MemoryWeights, Fp8NeedsAModelWithBlocks) {
  const std::unique_ptr<Model> model = tiny_model(api::SynthDType::kBF16);
  const auto made =
      synthesize_weights(*model, layouts_of(*model, 1), memory_options(api::SynthDType::kF8, 1));
  EXPECT_EQ(made.status().code(), StatusCode::kInvalidArgument);
}

TEST(MemoryWeights, StopWhenCancelled) {
  const std::unique_ptr<Model> model = tiny_model(api::SynthDType::kBF16);
  const std::atomic<bool> cancel = true;
  MemoryWeightOptions options = memory_options(api::SynthDType::kBF16, 1);
  options.cancel = &cancel;
  const auto made = synthesize_weights(*model, layouts_of(*model, 1), options);
  EXPECT_EQ(made.status().code(), StatusCode::kCancelled);
}

}  // namespace
}  // namespace octant
