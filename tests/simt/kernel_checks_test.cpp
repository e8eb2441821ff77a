// What the executor finds in kernels: each planted mistake is caught and named, and the same kernel
// without it passes.

#include <array>
#include <bit>
#include <numeric>

#include "tests/simt/access_hooks.h"
#include "tests/simt/planted_kernels.h"
#include "tests/simt/simt_test_support.h"

namespace octant::simt {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// What needs no look at accesses.
class KernelRuns : public testing::Test {
 protected:
  static std::vector<float> numbers(size_t count) {
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 1.0f);
    return values;
  }

  Machine machine_{{.num_devices = 2, .stall_limit = std::chrono::milliseconds(200)}};
  cudaStream_t stream_ = make_stream();
};

// What is found by looking at every access.
class KernelChecks : public KernelRuns {
 protected:
  void SetUp() override {
    if (!accesses_are_seen()) GTEST_SKIP() << "a sanitizer's build does not report accesses here";
  }
};

TEST_F(KernelRuns, BlocksAndLanesKnowWhereTheyAre) {
  const Array<unsigned> out(0, 2 * 3 * 2 * 4 * 2 * 2);
  ASSERT_EQ(fault_of(machine_, {.grid = {2, 3, 2}, .block = {4, 2, 2}}, stream_, where_am_i, out),
            "");
  const std::vector<unsigned> places = out.read(stream_);
  for (unsigned block = 0; block < 12; ++block) {
    for (unsigned lane = 0; lane < 16; ++lane) {
      EXPECT_EQ(places[block * 16 + lane], block * 1000 + lane);
    }
  }
}

TEST_F(KernelRuns, ASumInSharedMemoryIsRight) {
  const Array<float> values(0, numbers(128));
  const Array<float> out(0, 3);
  ASSERT_EQ(fault_of(machine_, {.grid = 3, .block = 128, .shared_bytes = 512}, stream_, block_sum,
                     values, out),
            "");
  EXPECT_EQ(out.read(stream_), (std::vector<float>(3, 128 * 129 / 2)));
}

TEST_F(KernelRuns, MatricesAreLoadedAsDocumented) {
  std::vector<uint4> rows;  // element (matrix, row, col) is 100 matrix + 10 row + col
  for (unsigned r = 0; r < 32; ++r) {
    std::array<uint16_t, 8> row{};
    for (unsigned c = 0; c < 8; ++c) row[c] = static_cast<uint16_t>(r / 8 * 100 + r % 8 * 10 + c);
    rows.push_back(std::bit_cast<uint4>(row));
  }
  const Array<uint4> from(0, rows);
  for (const bool transposed : {false, true}) {
    const Array<unsigned> out(0, 128);
    ASSERT_EQ(fault_of(machine_, {}, stream_, load_matrices, from, transposed, out), "");
    const std::vector<unsigned> pairs = out.read(stream_);
    for (unsigned lane = 0; lane < 32; ++lane) {
      for (unsigned matrix = 0; matrix < 4; ++matrix) {
        const unsigned first = lane / 4 * (transposed ? 1 : 10) +  //
                               lane % 4 * 2 * (transposed ? 10 : 1) + 100 * matrix;
        const unsigned second = first + (transposed ? 10 : 1);
        EXPECT_EQ(pairs[lane * 4 + matrix], first | second << 16) << lane << " " << matrix;
      }
    }
  }
}

TEST_F(KernelRuns, MatricesAreMultipliedAsDocumented) {
  // Small whole numbers: exact in BF16, and their sums in f32.
  const auto element = [](unsigned i) { return static_cast<float>(i * 7 % 11) - 5.0f; };
  const auto pairs_of = [&](unsigned num_rows) {
    std::vector<unsigned> pairs;
    for (unsigned i = 0; i < num_rows * 16; i += 2) {
      pairs.push_back(std::bit_cast<unsigned>(element(i)) >> 16 |
                      (std::bit_cast<unsigned>(element(i + 1)) & 0xffff0000u));
    }
    return pairs;
  };
  const Array<unsigned> a(0, pairs_of(16));
  const Array<unsigned> b(0, pairs_of(8));
  const Array<float> sums(0, numbers(128));
  ASSERT_EQ(fault_of(machine_, {}, stream_, multiply_matrices, a, b, sums), "");
  const std::vector<float> results = sums.read(stream_);
  for (unsigned row = 0; row < 16; ++row) {
    for (unsigned col = 0; col < 8; ++col) {
      float wanted = static_cast<float>(row * 8 + col + 1);  // numbers()
      for (unsigned k = 0; k < 16; ++k) wanted += element(row * 16 + k) * element(col * 16 + k);
      EXPECT_EQ(results[row * 8 + col], wanted) << row << "," << col;
    }
  }
  EXPECT_THAT(fault_of(machine_, {}, stream_, multiply_in_one_half_only, a, b, sums),
              AllOf(HasSubstr("deadlock"), HasSubstr("mma")));
}

TEST_F(KernelChecks, AMissingBlockBarrierIsARace) {
  const Array<float> values(0, numbers(128));
  const Array<float> out(0, 1);
  EXPECT_THAT(fault_of(machine_, {.block = 128, .shared_bytes = 512}, stream_,
                       block_sum_without_barrier, values, out),
              AllOf(HasSubstr("kernel test, block 0,0,0"), HasSubstr("shared memory race"),
                    HasSubstr("without a barrier")));
}

TEST_F(KernelRuns, OneWarpNeedsItsOwnBarrierOnly) {
  const Array<float> values(0, numbers(32));
  const Array<float> out(0, 1);
  ASSERT_EQ(fault_of(machine_, {.shared_bytes = 128}, stream_, warp_sum, values, out), "");
  EXPECT_EQ(out.read(stream_), (std::vector<float>{32 * 33 / 2}));
}

TEST_F(KernelChecks, AMissingWarpBarrierIsARace) {
  const Array<float> values(0, numbers(32));
  const Array<float> out(0, 1);
  EXPECT_THAT(
      fault_of(machine_, {.shared_bytes = 128}, stream_, warp_sum_without_syncwarp, values, out),
      HasSubstr("shared memory race"));
}

TEST_F(KernelChecks, WritingWhatOthersStillReadIsARace) {
  for (const unsigned lanes : {8u, 32u, 64u}) {
    const Array<float> values(0, numbers(lanes));
    const Shape shape{.block = lanes, .shared_bytes = lanes * sizeof(float)};
    ASSERT_EQ(fault_of(machine_, shape, stream_, rotate, values), "");
    std::vector<float> expected = numbers(lanes);
    std::rotate(expected.begin(), expected.begin() + 1, expected.end());
    EXPECT_EQ(values.read(stream_), expected);
  }
  const Array<float> values(0, numbers(64));
  EXPECT_THAT(fault_of(machine_, {.block = 64, .shared_bytes = 256}, stream_,
                       rotate_without_barrier, values),
              HasSubstr("shared memory race: read by lane"));
}

TEST_F(KernelRuns, AtomicUpdatesAreNoRace) {
  const Array<int> total(0, std::vector<int>{0});
  ASSERT_EQ(
      fault_of(machine_, {.grid = 3, .block = 48, .shared_bytes = 4}, stream_, count_lanes, total),
      "");
  EXPECT_EQ(total.read(stream_), (std::vector<int>{144}));
}

TEST_F(KernelChecks, AccessBehindTheEndIsOutOfBounds) {
  const Array<float> from(0, numbers(40));
  const Array<float> to(0, 39);
  EXPECT_EQ(fault_of(machine_, {.grid = 2}, stream_, add_one, from, to, 39), "");
  EXPECT_THAT(fault_of(machine_, {.grid = 2}, stream_, add_one, from, to, 40),
              AllOf(HasSubstr("block 1,0,0: lane 7 writes 4 bytes out of bounds"),
                    HasSubstr("0 bytes behind the end of an allocation of 156")));
}

TEST_F(KernelChecks, AWideLoadIsCheckedToItsLastByte) {
  const Array<float> from(0, numbers(19));
  const Array<float> to(0, 20);
  const auto vectors = [](float* data) { return reinterpret_cast<uint4*>(data); };
  EXPECT_THAT(fault_of(machine_, {}, stream_, copy_vectors, vectors(from), vectors(to), 5),
              HasSubstr("lane 4 reads 16 bytes out of bounds"));
}

TEST_F(KernelChecks, FreedMemoryIsOutOfBounds) {
  const Array<float> from(0, numbers(4));
  float* freed = nullptr;
  {
    const Array<float> to(0, 4);
    freed = to;
  }
  EXPECT_THAT(fault_of(machine_, {}, stream_, add_one, from, freed, 4),
              HasSubstr("writes 4 bytes out of bounds"));
}

TEST_F(KernelChecks, ReadingWhatNobodyWroteIsFound) {
  const Array<float> from(0, 4);
  const Array<float> to(0, 4);
  EXPECT_THAT(fault_of(machine_, {}, stream_, add_one, from, to, 4),
              HasSubstr("lane 0 reads 4 bytes never written, at byte 0 of an allocation of 16 in "
                        "memory of device 0"));
}

TEST_F(KernelChecks, SharedMemoryIsCheckedLikeTheRest) {
  const Array<float> out(0, 1);
  EXPECT_THAT(fault_of(machine_, {.shared_bytes = 128}, stream_, read_unwritten_shared, out),
              HasSubstr("reads shared memory never written"));
}

TEST_F(KernelChecks, SharedMemoryEndsWhereTheLaunchSaid) {
  const Array<float> out(0, 1);
  EXPECT_THAT(fault_of(machine_, {.shared_bytes = 32}, stream_, write_beyond_shared, out),
              HasSubstr("accesses byte 32 of 32 bytes of shared memory"));
}

TEST_F(KernelChecks, AnotherDevicesMemoryNeedsPeerAccess) {
  const Array<float> from(0, numbers(4));
  const Array<float> to(1, 4);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_THAT(fault_of(machine_, {}, stream_, add_one, from, to, 4),
              HasSubstr("touches memory of device 1 without peer access"));
}

TEST_F(KernelRuns, WithPeerAccessItIsReached) {
  const Array<float> from(0, numbers(4));
  const Array<float> to(1, 4);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  ASSERT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaSuccess);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(1, 0), cudaErrorPeerAccessAlreadyEnabled);
  EXPECT_EQ(fault_of(machine_, {}, stream_, add_one, from, to, 4), "");
  EXPECT_EQ(to.read(stream_), (std::vector<float>{2, 3, 4, 5}));
}

TEST_F(KernelChecks, HostMemoryIsNotReached) {
  const std::vector<float> from = numbers(4);
  const Array<float> to(0, 4);
  EXPECT_THAT(fault_of(machine_, {}, stream_, add_one, from.data(), to, 4),
              HasSubstr("touches memory of the host"));
}

TEST_F(KernelRuns, TheHostDoesNotReachDeviceMemory) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Array<float> values(0, numbers(4));
  volatile float* data = values;
  EXPECT_DEATH((void)data[0], "");
}

TEST_F(KernelRuns, ShufflesGiveWhatCudaDefines) {
  const Array<int> out(0, 32);
  for (const SimtWarpOp op : {SimtWarpOp::kShuffle, SimtWarpOp::kShuffleUp,
                              SimtWarpOp::kShuffleDown, SimtWarpOp::kShuffleXor}) {
    for (const int width : {8, 32}) {
      for (const int argument : {0, 1, 5}) {
        ASSERT_EQ(fault_of(machine_, {}, stream_, shuffle, out, op, argument, width), "");
        const std::vector<int> results = out.read(stream_);
        for (int lane = 0; lane < 32; ++lane) {
          const int begin = lane / width * width;
          int source = lane;
          if (op == SimtWarpOp::kShuffle) source = begin + argument;
          if (op == SimtWarpOp::kShuffleUp && lane - argument >= begin) source = lane - argument;
          if (op == SimtWarpOp::kShuffleDown && lane + argument < begin + width) {
            source = lane + argument;
          }
          if (op == SimtWarpOp::kShuffleXor) source = lane ^ argument;
          EXPECT_EQ(results[static_cast<size_t>(lane)], 100 + source)
              << "op " << static_cast<int>(op) << " lane " << lane << " argument " << argument;
        }
      }
    }
  }
}

TEST_F(KernelRuns, VotesCountTheLanesOfTheirMask) {
  const Array<unsigned> out(0, 4);
  ASSERT_EQ(fault_of(machine_, {}, stream_, vote, out), "");
  EXPECT_EQ(out.read(stream_), (std::vector<unsigned>{0xaaaaaaaau, 1, 0, 0xc0}));
}

TEST_F(KernelRuns, ASumInOneCallHasTheBitsOfFiveShuffles) {
  std::vector<float> thirds = numbers(32);
  for (float& value : thirds) value = 1.0f / (3.0f * value);
  const Array<float> values(0, thirds);
  const Array<float> out(0, 128);
  ASSERT_EQ(fault_of(machine_, {}, stream_, sums_both_ways, values, out), "");
  const std::vector<float> sums = out.read(stream_);
  for (size_t lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(sums[lane], sums[32 + lane]);
    EXPECT_EQ(sums[lane], sums[64 + lane]);
    EXPECT_EQ(sums[lane], sums[96 + lane]);
  }
}

TEST_F(KernelRuns, AShuffleWithoutSomeOfItsLanesIsReported) {
  const Array<int> out(0, 32);
  EXPECT_THAT(fault_of(machine_, {}, stream_, shuffle_in_one_half_only, out),
              AllOf(HasSubstr("deadlock: lanes 0 to 15 wait at __shfl_xor_sync (planted_kernels"),
                    HasSubstr("lanes 16 to 31 have ended")));
}

TEST_F(KernelRuns, AShuffleAgainstABarrierIsReported) {
  const Array<int> out(0, 32);
  EXPECT_THAT(fault_of(machine_, {}, stream_, shuffle_against_barrier, out),
              AllOf(HasSubstr("deadlock: lanes 0 to 15 wait at __shfl_xor_sync"),
                    HasSubstr("lanes 16 to 31 wait at __syncthreads")));
}

TEST_F(KernelRuns, ADivergentShuffleIsReported) {
  const Array<int> out(0, 32);
  EXPECT_THAT(fault_of(machine_, {}, stream_, shuffles_of_two_kinds, out),
              AllOf(HasSubstr("divergent warp call: lane 0 is at __shfl_xor_sync"),
                    HasSubstr("lane 16 at __shfl_down_sync")));
}

TEST_F(KernelRuns, ALaneOutsideItsOwnMaskIsReported) {
  const Array<int> out(0, 32);
  EXPECT_THAT(fault_of(machine_, {}, stream_, shuffle_outside_mask, out),
              HasSubstr("lane 16 __shfl_xor_sync"));
}

TEST_F(KernelRuns, LanesThatHaveEndedAreNotWaitedForAtABarrier) {
  const Array<int> out(0, 32);
  EXPECT_EQ(fault_of(machine_, {.block = 64}, stream_, half_of_the_lanes_leave_early, out), "");
}

}  // namespace
}  // namespace octant::simt
