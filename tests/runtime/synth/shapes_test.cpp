#include "runtime/synth/shapes.h"

#include <gtest/gtest.h>

#include "models/registry.h"
#include "runtime/synth/weight_files.h"

namespace octant {
namespace {

// Bytes of all weights that synthesize() would write, scales left out.
int64_t weight_bytes(const std::string& shape, api::SynthDType dtype) {
  const Result<std::string> config = synth_config({.shape = shape, .dtype = dtype});
  EXPECT_TRUE(config.ok()) << config.status().to_string();
  const Result<std::unique_ptr<Model>> model = make_model(config.value(), shape);
  EXPECT_TRUE(model.ok()) << model.status().to_string();
  int64_t bytes = 0;
  for (const TensorSpec& tensor : (*model)->weight_plan()) {
    if (!tensor.duplicate) bytes += num_elements(tensor) * size_of(stored_dtype(tensor, dtype));
  }
  return bytes;
}

TEST(NamedShapes, AreAllModelsThatCanBeMade) {
  ASSERT_FALSE(named_shapes().empty());
  for (const NamedShape& shape : named_shapes()) {
    EXPECT_GT(weight_bytes(std::string(shape.name), api::SynthDType::kBF16), 0) << shape.name;
  }
}

TEST(NamedShapes, SmallOneStaysBelow40Megabytes) {
  EXPECT_LT(weight_bytes("small", api::SynthDType::kBF16), 40'000'000);
}

TEST(NamedShapes, SlicesHaveOneToTwoGigabytesInBothElementTypes) {
  for (const std::string name : {"v2-lite-slice", "v3-slice"}) {
    for (const api::SynthDType dtype : {api::SynthDType::kBF16, api::SynthDType::kF8}) {
      const int64_t bytes = weight_bytes(name, dtype);
      EXPECT_GE(bytes, 1'000'000'000) << name;
      EXPECT_LE(bytes, 2'000'000'000) << name;
    }
  }
}

}  // namespace
}  // namespace octant
