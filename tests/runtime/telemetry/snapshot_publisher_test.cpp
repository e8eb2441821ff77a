#include "runtime/telemetry/snapshot_publisher.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace octant {
namespace {

using std::chrono::milliseconds;

api::Snapshot with_tokens(int64_t cache_tokens) {
  api::Snapshot snapshot;
  snapshot.cache_tokens = cache_tokens;
  return snapshot;
}

TEST(SnapshotPublisher, ShowsTheInitialSnapshotFirst) {
  const SnapshotPublisher publisher(with_tokens(7));
  ASSERT_NE(publisher.current(), nullptr);
  EXPECT_EQ(publisher.current()->cache_tokens, 7);
  EXPECT_EQ(publisher.current()->sequence, 0u);
}

TEST(SnapshotPublisher, NumbersWhatItPublishes) {
  SnapshotPublisher publisher(with_tokens(0));
  TimePoint now;
  for (uint64_t i = 1; i <= 3; ++i) {
    EXPECT_TRUE(publisher.publish(with_tokens(static_cast<int64_t>(10 * i)), now));
    EXPECT_EQ(publisher.current()->sequence, i);
    EXPECT_EQ(publisher.current()->cache_tokens, static_cast<int64_t>(10 * i));
    now += SnapshotPublisher::kMinInterval;
  }
}

TEST(SnapshotPublisher, PublishesAtMostThirtyTimesInAnySecond) {
  SnapshotPublisher publisher(with_tokens(0));
  std::vector<TimePoint> published;
  for (TimePoint now; now < TimePoint(milliseconds(3000)); now += std::chrono::microseconds(700)) {
    const bool due = publisher.is_due(now);
    EXPECT_EQ(publisher.publish(with_tokens(0), now), due);
    if (due) published.push_back(now);
  }
  EXPECT_GT(published.size(), 80u);
  for (size_t i = 30; i < published.size(); ++i) {
    EXPECT_GT(published[i] - published[i - 30], milliseconds(1000));
  }
}

TEST(SnapshotPublisher, SaysWhenARefusedSnapshotMayBePublished) {
  SnapshotPublisher publisher(with_tokens(0));
  const TimePoint start;
  ASSERT_TRUE(publisher.publish(with_tokens(1), start));
  EXPECT_FALSE(publisher.publish(with_tokens(2), start + milliseconds(1)));
  EXPECT_EQ(publisher.current()->cache_tokens, 1);
  EXPECT_FALSE(publisher.is_due(publisher.next_due() - TimePoint::duration(1)));
  EXPECT_TRUE(publisher.publish(with_tokens(2), publisher.next_due()));
  EXPECT_EQ(publisher.current()->cache_tokens, 2);
}

TEST(SnapshotPublisher, KeepsAPublishedSnapshotAsItWasForItsReader) {
  SnapshotPublisher publisher(with_tokens(1));
  const api::SnapshotPtr held = publisher.current();
  ASSERT_TRUE(publisher.publish(with_tokens(2), TimePoint()));
  EXPECT_EQ(held->cache_tokens, 1);
  const std::weak_ptr<const api::Snapshot> old = held;
  EXPECT_EQ(old.use_count(), 1);  // the publisher itself has let go of it
}

TEST(SnapshotPublisher, ReadersSeeWholeSnapshotsInOrder) {
  SnapshotPublisher publisher(with_tokens(0));
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      uint64_t last = 0;
      while (!done.load()) {
        const api::SnapshotPtr snapshot = publisher.current();
        EXPECT_GE(snapshot->sequence, last);
        EXPECT_EQ(snapshot->cache_tokens, static_cast<int64_t>(snapshot->sequence));
        last = snapshot->sequence;
      }
    });
  }
  TimePoint now;
  for (int64_t i = 1; i <= 2000; ++i) {
    EXPECT_TRUE(publisher.publish(with_tokens(i), now));
    now += SnapshotPublisher::kMinInterval;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace octant
