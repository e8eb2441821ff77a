#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/load/weight_loader.h"
#include "tests/runtime/load/random_plan.h"

namespace octant {
namespace {

using test::FakeModel;
using test::FileTensor;
using test::TempFolder;
using testing::HasSubstr;

TensorSpec matrix_spec(const std::string& name, WeightStorage storage) {
  TensorSpec spec;
  spec.name = name;
  spec.shape = {4, 6};
  spec.storage = storage;
  return spec;
}

TensorSpec vector_spec(const std::string& name, WeightStorage storage) {
  TensorSpec spec;
  spec.name = name;
  spec.shape = {4};
  spec.storage = storage;
  return spec;
}

// The answer for a checkpoint of `tensors`, named by element type and shape.
Status check(const FakeModel& model, const std::vector<FileTensor>& tensors,
             bool with_draft = false) {
  const TempFolder folder;
  test::write_safetensors(folder / "model.safetensors", tensors);
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  if (!checkpoint.ok()) return checkpoint.status();
  return check_checkpoint(*checkpoint, model, with_draft);
}

FileTensor tensor(const std::string& name, DType dtype, const std::vector<int64_t>& shape) {
  test::Random random(1);
  if (dtype == DType::kI32) {
    FileTensor raw = test::random_tensor(name, DType::kF32, shape, random);
    raw.dtype = dtype;
    return raw;
  }
  return test::random_tensor(name, dtype, shape, random);
}

constexpr std::pair<int64_t, int64_t> kBlock{2, 4};

TEST(WeightCheck, AcceptsEveryAllowedElementTypeAndNoOther) {
  struct Case {
    WeightStorage storage;
    std::vector<DType> allowed;
  };
  const std::vector<DType> all = {DType::kF32, DType::kF16, DType::kBF16, DType::kF8E4M3,
                                  DType::kI32};
  const std::vector<Case> cases = {
      {WeightStorage::kLinear, {DType::kF32, DType::kBF16, DType::kF8E4M3}},
      {WeightStorage::kUnscaled, {DType::kF32, DType::kBF16}},
      {WeightStorage::kVector, {DType::kF32, DType::kBF16, DType::kF16}},
      {WeightStorage::kF32Vector, {DType::kF32}}};
  for (const Case& c : cases) {
    const bool is_matrix =
        c.storage == WeightStorage::kLinear || c.storage == WeightStorage::kUnscaled;
    const TensorSpec spec = is_matrix ? matrix_spec("x", c.storage) : vector_spec("x", c.storage);
    for (const DType dtype : all) {
      SCOPED_TRACE(std::string(to_string(dtype)) + " for storage " +
                   std::to_string(static_cast<int>(c.storage)));
      const Status status =
          check(FakeModel({spec}, kBlock),
                {tensor("x", dtype, spec.shape), tensor("x_scale_inv", DType::kF32, {2, 2})});
      const bool allowed = std::find(c.allowed.begin(), c.allowed.end(), dtype) != c.allowed.end();
      EXPECT_EQ(status.ok(), allowed) << status.to_string();
      if (!allowed) {
        EXPECT_THAT(std::string(status.message()),
                    HasSubstr("model.safetensors: x: dtype is " + std::string(to_string(dtype))));
      }
    }
  }
}

TEST(WeightCheck, ReportsAllMismatchesAtOnceWithFileAndTensor) {
  const FakeModel model(
      {matrix_spec("shape", WeightStorage::kLinear), matrix_spec("missing", WeightStorage::kLinear),
       matrix_spec("dtype", WeightStorage::kUnscaled),
       matrix_spec("no_scales", WeightStorage::kLinear),
       matrix_spec("bad_scales", WeightStorage::kLinear),
       vector_spec("bias", WeightStorage::kF32Vector)},
      kBlock);
  const Status status =
      check(model, {tensor("shape", DType::kF32, {6, 4}), tensor("dtype", DType::kF16, {4, 6}),
                    tensor("no_scales", DType::kF8E4M3, {4, 6}),
                    tensor("bad_scales", DType::kF8E4M3, {4, 6}),
                    tensor("bad_scales_scale_inv", DType::kBF16, {2, 1}),
                    tensor("bias", DType::kBF16, {4}), tensor("unplanned", DType::kF32, {1})});
  EXPECT_EQ(status.code(), StatusCode::kCorrupt);
  EXPECT_EQ(status.message(),
            "7 mismatches between the checkpoint and config.json\n"
            "model.safetensors: shape: shape is [6, 4], expected [4, 6]\n"
            "missing: is in no file\n"
            "model.safetensors: dtype: dtype is F16, expected F32 or BF16\n"
            "model.safetensors: no_scales: dtype is F8_E4M3, but no_scales_scale_inv is missing\n"
            "model.safetensors: bad_scales_scale_inv: dtype is BF16, expected F32\n"
            "model.safetensors: bad_scales_scale_inv: shape is [2, 1], expected [2, 2]\n"
            "model.safetensors: bias: dtype is BF16, expected F32");
}

TEST(WeightCheck, ListsFiftyMismatchesAndCountsTheRest) {
  std::vector<TensorSpec> plan;
  for (int i = 0; i < 60; ++i) {
    plan.push_back(vector_spec("v" + std::to_string(i), WeightStorage::kVector));
  }
  const Status status = check(FakeModel(plan, std::nullopt), {});
  const std::string message(status.message());
  EXPECT_THAT(message, testing::StartsWith("60 mismatches"));
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 50);
}

TEST(WeightCheck, RefusesScaledWeightsThatTheConfigDoesNotAnnounce) {
  const Status status =
      check(FakeModel({matrix_spec("x", WeightStorage::kLinear)}, std::nullopt),
            {tensor("x", DType::kF8E4M3, {4, 6}), tensor("x_scale_inv", DType::kF32, {2, 2})});
  EXPECT_THAT(std::string(status.message()), HasSubstr("no weight_block_size"));
}

TEST(WeightCheck, AsksForDraftTensorsOnlyWhenDraftingAndNeverForCopies) {
  TensorSpec draft = vector_spec("draft", WeightStorage::kVector);
  draft.draft = true;
  TensorSpec copy = vector_spec("copy", WeightStorage::kVector);
  copy.draft = true;
  copy.duplicate = true;
  const FakeModel model({draft, copy}, std::nullopt);
  EXPECT_TRUE(check(model, {}, /*with_draft=*/false).ok());
  EXPECT_EQ(check(model, {}, /*with_draft=*/true).message(),
            "1 mismatch between the checkpoint and config.json\ndraft: is in no file");
}

}  // namespace
}  // namespace octant
