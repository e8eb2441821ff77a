#include "kernels/core/buffer.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace octant {
namespace {

bool is_aligned(const void* data) {
  return reinterpret_cast<uintptr_t>(data) % kBufferAlignment == 0;
}

TEST(Buffer, IsAlignedAndHasTheSizeAskedFor) {
  for (int64_t bytes : {0, 1, 63, 64, 65, 100000}) {
    Result<Buffer> buffer = Buffer::allocate(bytes);
    ASSERT_TRUE(buffer.ok());
    EXPECT_TRUE(is_aligned(buffer->data())) << bytes;
    EXPECT_EQ(buffer->size_bytes(), bytes);
    std::memset(buffer->data(), 0x5a, static_cast<size_t>(bytes));  // all of it is ours
  }
}

TEST(Buffer, MoveTakesTheMemoryAlong) {
  Buffer first = *Buffer::allocate(128);
  std::byte* const data = first.data();
  const Buffer second = std::move(first);
  EXPECT_EQ(second.data(), data);
  EXPECT_EQ(second.size_bytes(), 128);
}

// 2^62 bytes are more than any address space has, and no overflow when rounded up.
constexpr int64_t kTooMuch = int64_t{1} << 62;

// The sanitizers' allocators end the program at such a size instead of returning null.
constexpr bool huge_allocations_return() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return false;
#else
  return true;
#endif
}

TEST(Buffer, TooMuchIsAnErrorThatNamesTheSize) {
  if (!huge_allocations_return()) GTEST_SKIP() << "the sanitizer's allocator aborts";
  const Status status = Buffer::allocate(kTooMuch).status();
  EXPECT_EQ(status.code(), StatusCode::kOutOfMemory);
  EXPECT_NE(status.message().find(std::to_string(kTooMuch)), std::string_view::npos);
}

// One stage call: pieces of all kinds, each written from end to end.
std::vector<void*> take_pieces(Scratch& scratch, int64_t scale) {
  const View<float, 2> matrix = scratch.take_view<float, 2>({3 * scale, 7});
  int32_t* const numbers = scratch.take<int32_t>(scale);
  double* const doubles = scratch.take<double>(5 * scale);
  std::fill_n(matrix.data(), matrix.size(), 1.0f);
  std::fill_n(numbers, scale, 2);
  std::fill_n(doubles, 5 * scale, 3.0);
  EXPECT_EQ(matrix(0, 0), 1.0f);
  EXPECT_EQ(matrix(3 * scale - 1, 6), 1.0f);
  EXPECT_EQ(numbers[scale - 1], 2);
  return {matrix.data(), numbers, doubles};
}

TEST(Scratch, PiecesAreAlignedAndDoNotOverlap) {
  Scratch scratch;
  for (int call = 0; call < 3; ++call) {
    ASSERT_TRUE(scratch.reset().ok());
    for (void* piece : take_pieces(scratch, 10)) EXPECT_TRUE(is_aligned(piece));
  }
}

TEST(Scratch, SameCallsGetTheSameMemoryAfterTheFirst) {
  Scratch scratch;
  ASSERT_TRUE(scratch.reset().ok());
  take_pieces(scratch, 10);
  const int64_t high_water = scratch.high_water_bytes();
  EXPECT_GT(high_water, 0);

  ASSERT_TRUE(scratch.reset().ok());
  const std::vector<void*> second = take_pieces(scratch, 10);
  ASSERT_TRUE(scratch.reset().ok());
  take_pieces(scratch, 4);  // a smaller call changes nothing
  ASSERT_TRUE(scratch.reset().ok());
  EXPECT_EQ(take_pieces(scratch, 10), second);
  EXPECT_EQ(scratch.high_water_bytes(), high_water);
}

TEST(Scratch, ReserveMakesRoomInOneBlock) {
  Scratch scratch;
  scratch.reserve(10000);
  ASSERT_TRUE(scratch.reset().ok());
  std::byte* const first = scratch.take<std::byte>(64);
  std::byte* const second = scratch.take<std::byte>(9000);
  EXPECT_EQ(second, first + 64);
  EXPECT_EQ(scratch.high_water_bytes(), (10000 + 63) / 64 * 64);
}

TEST(Scratch, ReserveBeyondTheMachineFailsAtReset) {
  if (!huge_allocations_return()) GTEST_SKIP() << "the sanitizer's allocator aborts";
  Scratch scratch;
  scratch.reserve(kTooMuch);
  EXPECT_EQ(scratch.reset().code(), StatusCode::kOutOfMemory);
}

}  // namespace
}  // namespace octant
