// Bytes that are no messages, or nearly: they are refused in one line, and nothing is allocated for
// what they claim to hold. A program of its own: it replaces operator new.

#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>

#include <gtest/gtest.h>

#include "app/engine_process/frame.h"
#include "tests/app/engine_process/field_archives.h"

namespace {
thread_local std::size_t largest_allocation = 0;
}  // namespace

// Not inlined: GCC 12 takes one of a pair, inlined alone, for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (size > largest_allocation) largest_allocation = size;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace octant::engine_process {
namespace {

// A string of a list is 4 bytes at least on the wire and 32 in memory, and a list that grows has
// room for twice what is in it. No struct is worse.
constexpr size_t kWorstGrowth = 16;
constexpr size_t kErrorText = 1024;

template <class Message>
void expect_tame(const std::string& payload, uint8_t kind) {
  largest_allocation = 0;
  const auto message = decode<Message>({.kind = kind, .payload = payload});
  const size_t allocated = largest_allocation;
  ASSERT_LE(allocated, kWorstGrowth * payload.size() + kErrorText);
  if (message.ok()) {
    // There is one way to write a message.
    ASSERT_EQ(encode(*message)->substr(kFrameHeadBytes), payload);
  } else {
    ASSERT_EQ(message.status().code(), StatusCode::kCorrupt);
    ASSERT_EQ(message.status().message().find('\n'), std::string_view::npos);
    ASSERT_NE(message.status().message(), "");
  }
}

template <class Message>
void try_kind(uint8_t kind, uint64_t seed) {
  test::Random random(seed);
  Message message;
  RandomFiller filler(random.bits());
  filler.alternative(message, kind);
  const std::string good = encode(message)->substr(kFrameHeadBytes);
  expect_tame<Message>(good, kind);
  expect_tame<Message>(good.substr(0, static_cast<size_t>(random.below(int64_t(good.size()) + 1))),
                       kind);
  std::string flipped = good;
  for (int64_t n = random.below(4); n >= 0 && !flipped.empty(); --n) {
    flipped[static_cast<size_t>(random.below(int64_t(flipped.size())))] ^=
        static_cast<char>(1 << random.below(8));
  }
  expect_tame<Message>(flipped, kind);
  // The largest count there is, anywhere.
  std::string counted = good;
  if (counted.size() >= 4) {
    counted.replace(static_cast<size_t>(random.below(int64_t(counted.size()) - 3)), 4, 4, '\xff');
  }
  expect_tame<Message>(counted, kind);
  std::string noise(static_cast<size_t>(random.below(300)), '\0');
  for (char& c : noise) c = static_cast<char>(random.below(256));
  expect_tame<Message>(noise, kind);
}

TEST(HostileBytes, AreRefusedInOneLineAndAllocateLittle) {
  constexpr uint64_t kSeeds = 2000;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (uint8_t kind = 0; kind < std::variant_size_v<ToEngine>; ++kind) {
      try_kind<ToEngine>(kind, seed);
      if (HasFatalFailure()) return;
    }
    for (uint8_t kind = 0; kind < std::variant_size_v<FromEngine>; ++kind) {
      try_kind<FromEngine>(kind, seed);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(HostileBytes, AFrameTakesTheMemoryOfTheBytesThatHaveCome) {
  largest_allocation = 0;
  MessageStream<ToEngine> stream;
  stream.append(*encode(ToEngine(Hello{})));
  std::string head;
  ByteWriter(head).value(uint32_t{kMaxPayloadBytes});
  head += '\x01';
  stream.append(head + std::string(1000, 'x'));
  const auto message = stream.next();
  ASSERT_TRUE(message.ok());
  EXPECT_FALSE(*message);
  EXPECT_LE(largest_allocation, 5000u);
}

TEST(HostileBytes, RandomStreamsNeverGetFartherThanTheHello) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    test::Random random(seed);
    MessageStream<FromEngine> stream;
    std::string noise(static_cast<size_t>(16 + random.below(200)), '\0');
    for (char& c : noise) c = static_cast<char>(random.below(256));
    stream.append(noise);
    EXPECT_FALSE(stream.next().ok());
  }
}

}  // namespace
}  // namespace octant::engine_process
