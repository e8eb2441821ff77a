#include "runtime/ranks/rank_group.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "kernels/core/buffer.h"

namespace octant {
namespace {

constexpr int64_t kRows = 3;
constexpr int64_t kHidden = 5;

std::unique_ptr<RankGroup> make_group(int32_t num_ranks) {
  Result<std::unique_ptr<RankGroup>> group = RankGroup::create({.num_ranks = num_ranks,
                                                                .num_threads = num_ranks,
                                                                .backend = RankBackend::kReference,
                                                                .max_rows = kRows,
                                                                .hidden_size = kHidden});
  CHECK(group.ok());
  return std::move(group).value();
}

// The residual stream of one rank.
struct Stream {
  std::vector<float> x = std::vector<float>(kRows * kHidden, 1.0f);
  View<float, 2> view() { return View<float, 2>(x.data(), {kRows, kHidden}); }
};

// Writes partial sums that tell rank and element, and adds them up.
Status exchange_once(RankGroup& group, RankIdx rank, Stream& stream, float factor) {
  Exchange& exchange = group.exchange(rank);
  const View<float, 2> send = exchange.send_buffer(kRows);
  for (int64_t i = 0; i < send.size(); ++i) {
    send.data()[i] = factor * static_cast<float>((rank.value + 1) * (i + 1));
  }
  return exchange.all_reduce({.num_rows = kRows, .accumulate = true, .x = stream.view()});
}

TEST(RankGroup, AllReduceGivesEveryRankTheSameSum) {
  for (const int32_t num_ranks : {1, 2, 3, 8}) {
    const std::unique_ptr<RankGroup> group = make_group(num_ranks);
    std::vector<Stream> streams(static_cast<size_t>(num_ranks));
    constexpr int kExchanges = 50;
    ASSERT_TRUE(group
                    ->run([&](RankIdx rank) -> Status {
                      for (int i = 0; i < kExchanges; ++i) {
                        RETURN_IF_ERROR(exchange_once(*group, rank, streams[rank.as_size()],
                                                      static_cast<float>(i % 3)));
                      }
                      return {};
                    })
                    .ok());
    const int ranks_sum = num_ranks * (num_ranks + 1) / 2;
    int factors = 0;
    for (int i = 0; i < kExchanges; ++i) factors += i % 3;
    for (const Stream& stream : streams) {
      for (int64_t i = 0; i < kRows * kHidden; ++i) {
        // Small integers: exact in f32.
        EXPECT_EQ(stream.x[static_cast<size_t>(i)],
                  1.0f + static_cast<float>(factors * ranks_sum * (i + 1)));
      }
    }
  }
}

TEST(RankGroup, TheFirstFailureWinsAndFreesTheOthers) {
  const std::unique_ptr<RankGroup> group = make_group(4);
  std::vector<Stream> streams(4);
  for (int round = 0; round < 20; ++round) {
    const int32_t failing = round % 4;
    const Status status = group->run([&](RankIdx rank) -> Status {
      for (int i = 0; i < 10; ++i) {
        if (rank.value == failing && i == round % 10) return io_error("disk of rank gone");
        RETURN_IF_ERROR(exchange_once(*group, rank, streams[rank.as_size()], 1.0f));
      }
      return {};
    });
    EXPECT_EQ(status.code(), StatusCode::kIo);
    EXPECT_EQ(status.message(), "disk of rank gone");
  }
}

TEST(RankGroup, WorksAgainAfterAFailure) {
  const std::unique_ptr<RankGroup> group = make_group(3);
  std::vector<Stream> streams(3);
  const Status failed = group->run([&](RankIdx rank) -> Status {
    if (rank.value == 1) return invalid_argument("no");
    // An odd number of exchanges on some ranks: the send buffers' turns must start anew.
    RETURN_IF_ERROR(exchange_once(*group, rank, streams[rank.as_size()], 1.0f));
    return {};
  });
  EXPECT_EQ(failed.code(), StatusCode::kInvalidArgument);
  streams = std::vector<Stream>(3);
  ASSERT_TRUE(group
                  ->run([&](RankIdx rank) {
                    return exchange_once(*group, rank, streams[rank.as_size()], 1);
                  })
                  .ok());
  for (const Stream& stream : streams) {
    EXPECT_EQ(stream.x[0], 1.0f + 6.0f);
    EXPECT_EQ(stream.x[14], 1.0f + 6.0f * 15.0f);
  }
}

TEST(RankGroup, AnExceptionBecomesAStatus) {
  const std::unique_ptr<RankGroup> group = make_group(2);
  const Status status = group->run([&](RankIdx rank) -> Status {
    if (rank.value == 1) throw std::runtime_error("thrown by the library");
    return {};
  });
  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_EQ(status.message(), "rank 1: thrown by the library");
  const Status memory = group->run([&](RankIdx rank) -> Status {
    if (rank.value == 0) throw std::bad_alloc();
    return {};
  });
  EXPECT_EQ(memory.code(), StatusCode::kOutOfMemory);
}

TEST(RankGroup, ThreadsAreDividedAndNeverFewerThanRanks) {
  Result<std::unique_ptr<RankGroup>> few = RankGroup::create({.num_ranks = 4,
                                                              .num_threads = 1,
                                                              .backend = RankBackend::kReference,
                                                              .max_rows = 1,
                                                              .hidden_size = 1});
  ASSERT_TRUE(few.ok());
  EXPECT_EQ((*few)->num_threads(), 4);
}

}  // namespace
}  // namespace octant
