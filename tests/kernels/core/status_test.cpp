#include "kernels/core/status.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace octant {
namespace {

TEST(Status, DefaultIsSuccessWithoutMessage) {
  const Status status;
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.code(), StatusCode::kOk);
  EXPECT_EQ(status.message(), "");
  EXPECT_EQ(status.to_string(), "ok");
}

TEST(Status, ContextGoesInFrontOfTheMessage) {
  const Status status =
      corrupt("header is 12 bytes").with_context("model.safetensors").with_context("demo");
  EXPECT_EQ(status.code(), StatusCode::kCorrupt);
  EXPECT_EQ(status.to_string(), "corrupt: demo: model.safetensors: header is 12 bytes");
}

TEST(Status, ContextLeavesASuccessAlone) {
  EXPECT_TRUE(Status().with_context("model.safetensors").ok());
}

TEST(Status, CopiesAreIndependentOfTheOriginal) {
  Status original = not_found("tokenizer.json");
  const Status copy = original;
  original = io_error("disk");
  EXPECT_EQ(copy.to_string(), "not found: tokenizer.json");
  EXPECT_EQ(original.to_string(), "i/o error: disk");
  original = copy;
  EXPECT_EQ(original.to_string(), "not found: tokenizer.json");
  original = Status();
  EXPECT_TRUE(original.ok());
}

TEST(Status, EveryMakerGivesItsCode) {
  EXPECT_EQ(invalid_argument("x").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(not_found("x").code(), StatusCode::kNotFound);
  EXPECT_EQ(corrupt("x").code(), StatusCode::kCorrupt);
  EXPECT_EQ(unsupported("x").code(), StatusCode::kUnsupported);
  EXPECT_EQ(out_of_memory("x").code(), StatusCode::kOutOfMemory);
  EXPECT_EQ(device_error("x").code(), StatusCode::kDevice);
  EXPECT_EQ(io_error("x").code(), StatusCode::kIo);
  EXPECT_EQ(cancelled("x").code(), StatusCode::kCancelled);
  EXPECT_EQ(internal_error("x").code(), StatusCode::kInternal);
}

Result<std::unique_ptr<int>> half(int value) {
  if (value % 2 != 0) return invalid_argument(std::to_string(value) + " is odd");
  return std::make_unique<int>(value / 2);
}

Result<int> quarter(int value) {
  ASSIGN_OR_RETURN(const std::unique_ptr<int> first, half(value));
  ASSIGN_OR_RETURN(const std::unique_ptr<int> second, half(*first));
  return *second;
}

Status check_quarter(int value) {
  RETURN_IF_ERROR(quarter(value).status());
  return {};
}

TEST(Result, MacrosPassValuesOnAndReturnTheFirstError) {
  ASSERT_TRUE(quarter(12).ok());
  EXPECT_EQ(*quarter(12), 3);
  EXPECT_EQ(quarter(7).status().message(), "7 is odd");
  EXPECT_EQ(quarter(6).status().message(), "3 is odd");
  EXPECT_TRUE(check_quarter(8).ok());
  EXPECT_EQ(check_quarter(10).message(), "5 is odd");
}

TEST(ResultDeathTest, ValueOfAFailureAborts) {
  EXPECT_DEATH(static_cast<void>(quarter(7).value()), "CHECK\\(ok\\(\\)\\) failed");
}

TEST(ResultDeathTest, ASuccessIsNoReasonForAFailure) {
  EXPECT_DEATH(Result<int>{Status()}, "CHECK");
}

TEST(CheckDeathTest, PrintsExpressionBothValuesAndFile) {
  const int rows = 12;
  EXPECT_DEATH(CHECK(rows == 13), "status_test.cpp:[0-9]+: CHECK\\(rows == 13\\) failed: 12 vs 13");
  EXPECT_DEATH(CHECK(rows < 12), "12 vs 12");
}

}  // namespace
}  // namespace octant
