// Exchanges between ranks on devices: pushed, read and copied sums, as they are and recorded, on
// the SIMT executor.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/ranks/rank_group.h"
#include "tests/simt/machine.h"

namespace octant {
namespace {

constexpr int64_t kMaxRows = 9;  // one more than goes into mailboxes
constexpr int kRounds = 5;

struct Machinery {
  int32_t num_ranks;
  int num_devices;
  bool peer_access;
  PeerAccess expected;
};
const std::vector<Machinery>& setups() {
  static const std::vector<Machinery> all = {{3, 3, true, PeerAccess::kPushes},
                                             {3, 1, true, PeerAccess::kReads},
                                             {3, 2, true, PeerAccess::kReads},
                                             {3, 3, false, PeerAccess::kCopies}};
  return all;
}

simt::MachineOptions machine_options(const Machinery& setup) {
  return {.num_devices = setup.num_devices,
          .device_bytes = size_t{64} << 20,
          .peer_access = setup.peer_access,
          .order = simt::Order::kShuffled,
          .seed = 7};
}

std::unique_ptr<RankGroup> make_group(const Machinery& setup, int64_t hidden_size) {
  auto group = RankGroup::create({.num_ranks = setup.num_ranks,
                                  .num_threads = setup.num_ranks,
                                  .backend = RankBackend::kCuda,
                                  .num_devices = setup.num_devices,
                                  .max_rows = kMaxRows,
                                  .hidden_size = hidden_size});
  CHECK(group.ok());
  EXPECT_EQ(group.value()->peer_access(), setup.expected);
  return std::move(group).value();
}

template <typename T>
Buffer on_device(Memory& memory, const std::vector<T>& values) {
  auto buffer = memory.copy_of(std::span<const T>(values));
  CHECK(buffer.ok());
  return std::move(buffer).value();
}

std::vector<float> from_device(Memory& memory, const Buffer& buffer) {
  std::vector<float> values(static_cast<size_t>(buffer.size_bytes()) / sizeof(float));
  CHECK(memory.download(values.data(), buffer.data(), buffer.size_bytes()).ok());
  return values;
}

// What one rank adds up: its partial sums, the residual stream and its norm.
class RankSums {
 public:
  RankSums(RankGroup& group, RankIdx rank, int64_t num_rows, int64_t hidden_size)
      : group_(group), rank_(rank), num_rows_(num_rows), hidden_size_(hidden_size) {
    const auto size = static_cast<size_t>(num_rows * hidden_size);
    std::vector<float> partial(size);
    std::vector<float> weight(static_cast<size_t>(hidden_size));
    for (size_t i = 0; i < size; ++i) {
      // Not exact, so that the order of a sum shows.
      partial[i] = 0.1f * static_cast<float>((rank.value * 37 + static_cast<int>(i) * 11) % 101);
    }
    for (size_t i = 0; i < weight.size(); ++i) weight[i] = 1.0f / static_cast<float>(i + 1);
    partial_ = on_device(memory(), partial);
    weight_ = on_device(memory(), weight);
    x_ = on_device(memory(), std::vector<float>(size, 1.0f));
    normed_ = on_device(memory(), std::vector<float>(size, 0.0f));
  }

  Status add_rounds() {
    for (int round = 0; round < kRounds; ++round) {
      const bool norms = round % 2 == 0;
      const View<float, 2> sent = exchange().send_buffer(num_rows_);
      const int64_t bytes = sent.size() * static_cast<int64_t>(sizeof(float));
      RETURN_IF_ERROR(
          group_.backend(rank_).copy(RowsCopy::whole(sent.data(), partial_.data(), bytes)));
      RETURN_IF_ERROR(exchange().all_reduce(
          {.num_rows = num_rows_,
           .accumulate = round != 2,
           .x = view(x_),
           .norm_weight = norms ? View<const float, 1>(weight_.as<const float>(), {hidden_size_})
                                : View<const float, 1>(),
           .eps = 1e-6f,
           .normed = norms ? view(normed_) : View<float, 2>()}));
    }
    return {};
  }
  std::vector<float> x() { return from_device(memory(), x_); }
  std::vector<float> normed() { return from_device(memory(), normed_); }

 private:
  Memory& memory() { return group_.backend(rank_).memory(); }
  Exchange& exchange() { return group_.exchange(rank_); }
  View<float, 2> view(const Buffer& buffer) const {
    return View<float, 2>(buffer.as<float>(), {num_rows_, hidden_size_});
  }

  RankGroup& group_;
  const RankIdx rank_;
  const int64_t num_rows_;
  const int64_t hidden_size_;
  Buffer partial_;
  Buffer weight_;
  Buffer x_;
  Buffer normed_;
};

std::vector<RankSums> make_sums(RankGroup& group, int64_t num_rows, int64_t hidden_size) {
  std::vector<RankSums> sums;
  for (int32_t r = 0; r < group.num_ranks(); ++r) {
    sums.emplace_back(group, RankIdx(r), num_rows, hidden_size);
  }
  return sums;
}

// Rows [0, T) of x, then of its norm, as rank 0 has them; the other ranks have the same bits.
std::vector<float> result_of(std::vector<RankSums>& sums) {
  const std::vector<float> x = sums.front().x();
  const std::vector<float> normed = sums.front().normed();
  for (RankSums& other : sums) {
    EXPECT_EQ(other.x(), x);
    EXPECT_EQ(other.normed(), normed);
  }
  std::vector<float> both = x;
  both.insert(both.end(), normed.begin(), normed.end());
  return both;
}

enum class How { kDirectly, kRecorded };

// A step of all ranks: as it is, or recorded if the group can do that.
Status run_step(RankGroup& group, std::vector<RankSums>& sums, int64_t num_rows, How how) {
  const auto stages = [&](RankIdx rank) { return sums[rank.as_size()].add_rounds(); };
  if (how == How::kRecorded && group.records(num_rows)) {
    ASSIGN_OR_RETURN(GroupRecording recording, group.record(num_rows, stages));
    return group.replay(recording);
  }
  return group.run([&](RankIdx rank) -> Status {
    RETURN_IF_ERROR(stages(rank));
    return group.backend(rank).synchronize();
  });
}

std::vector<float> sums_of(const Machinery& setup, int64_t num_rows, int64_t hidden_size, How how) {
  const simt::Machine machine(machine_options(setup));
  std::vector<float> result;
  {
    const auto group = make_group(setup, hidden_size);
    std::vector<RankSums> sums = make_sums(*group, num_rows, hidden_size);
    const Status status = run_step(*group, sums, num_rows, how);
    EXPECT_TRUE(status.ok()) << status.to_string();
    result = result_of(sums);
  }
  EXPECT_EQ(machine.first_fault(), "");
  EXPECT_EQ(machine.leaks(), "");
  return result;
}

// Every way gives the bits of ranks that share a device.
TEST(CudaExchange, EveryWayGivesTheSameBits) {
  for (const int64_t num_rows : {1, 3, 8, 9}) {
    // A pair; less and more than one block has.
    for (const int64_t hidden_size : {2, 66, 1030}) {
      const std::vector<float> expected =
          sums_of(setups()[1], num_rows, hidden_size, How::kDirectly);
      EXPECT_NE(expected.front(), 1.0f);
      for (const Machinery& setup : setups()) {
        for (const How how : {How::kDirectly, How::kRecorded}) {
          EXPECT_EQ(sums_of(setup, num_rows, hidden_size, how), expected)
              << setup.num_devices << " devices, T " << num_rows << " H " << hidden_size;
        }
      }
    }
  }
}

TEST(CudaExchange, ARecordedStepGivesTheSameBitsEveryTime) {
  constexpr int64_t kRows = 2;
  constexpr int64_t kHidden = 70;
  constexpr int kSteps = 4;
  for (const Machinery& setup : setups()) {
    const simt::Machine machine(machine_options(setup));
    const auto group = make_group(setup, kHidden);
    std::vector<RankSums> direct = make_sums(*group, kRows, kHidden);
    std::vector<RankSums> recorded = make_sums(*group, kRows, kHidden);
    ASSERT_EQ(group->records(kRows), setup.expected != PeerAccess::kCopies);
    EXPECT_FALSE(group->records(kMaxRows));
    if (!group->records(kRows)) continue;
    auto recording =
        group->record(kRows, [&](RankIdx rank) { return recorded[rank.as_size()].add_rounds(); });
    ASSERT_TRUE(recording.ok()) << recording.status().to_string();
    for (int step = 0; step < kSteps; ++step) {
      // Other exchanges in between: those of a prompt are never recorded.
      const Status status = run_step(*group, direct, kRows, How::kDirectly);
      ASSERT_TRUE(status.ok()) << status.to_string();
      const Status replayed = group->replay(recording.value());
      ASSERT_TRUE(replayed.ok()) << replayed.to_string();
      EXPECT_EQ(result_of(recorded), result_of(direct)) << "step " << step;
    }
    EXPECT_GT(machine.num_graph_launches(), 0);
    EXPECT_EQ(machine.first_fault(), "");
  }
}

// The others wait on their devices, and come back when one rank fails; then all goes on.
TEST(CudaExchange, AFailingRankFreesTheOthers) {
  for (const Machinery& setup : setups()) {
    const simt::Machine machine(machine_options(setup));
    const auto group = make_group(setup, 66);
    for (int32_t failing = 0; failing < setup.num_ranks; ++failing) {
      std::vector<RankSums> sums = make_sums(*group, 1, 66);
      const Status status = group->run([&](RankIdx rank) -> Status {
        if (rank.value == failing) return io_error("disk of rank gone");
        RETURN_IF_ERROR(sums[rank.as_size()].add_rounds());
        return group->backend(rank).synchronize();
      });
      EXPECT_EQ(status.message(), "disk of rank gone");
      std::vector<RankSums> again = make_sums(*group, 1, 66);
      const Status after = run_step(*group, again, 1, How::kDirectly);
      EXPECT_TRUE(after.ok()) << after.to_string();
      (void)result_of(again);
    }
    EXPECT_EQ(machine.first_fault(), "");
  }
}

// Devices that poll for a rank that never sends.
TEST(CudaExchange, AFailingRankFreesDevicesThatPoll) {
  const Machinery& setup = setups().front();
  const simt::Machine machine(machine_options(setup));
  const auto group = make_group(setup, 66);
  std::vector<RankSums> sums = make_sums(*group, 1, 66);
  auto recorded = group->record(1, [&](RankIdx rank) { return sums[rank.as_size()].add_rounds(); });
  ASSERT_TRUE(recorded.ok()) << recorded.status().to_string();
  GroupRecording& recording = recorded.value();
  for (int32_t failing = 0; failing < setup.num_ranks; ++failing) {
    const Status status = group->run([&](RankIdx rank) -> Status {
      if (rank.value == failing) return io_error("disk of rank gone");
      RETURN_IF_ERROR(recording.parts[rank.as_size()]->replay());
      return group->backend(rank).synchronize();
    });
    EXPECT_EQ(status.message(), "disk of rank gone");
    const Status after = group->replay(recording);
    EXPECT_TRUE(after.ok()) << after.to_string();
  }
  // The streams themselves hold what the given-up steps left: others show that all is well again.
  std::vector<RankSums> fresh = make_sums(*group, 1, 66);
  std::vector<RankSums> expected = make_sums(*group, 1, 66);
  ASSERT_TRUE(run_step(*group, fresh, 1, How::kRecorded).ok());
  ASSERT_TRUE(run_step(*group, expected, 1, How::kDirectly).ok());
  EXPECT_EQ(result_of(fresh), result_of(expected));
  EXPECT_EQ(machine.first_fault(), "");
}

}  // namespace
}  // namespace octant
