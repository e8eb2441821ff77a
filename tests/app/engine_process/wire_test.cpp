// Messages as bytes and back, and bytes that are no messages.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/engine_process/frame.h"
#include "tests/app/engine_process/field_archives.h"

namespace octant::engine_process {
namespace {

using testing::HasSubstr;

// A hundred seeds; a failing one is printed.
bool holds_for_seeds(const std::function<bool(uint64_t)>& property) {
  return rc::check([&property](uint64_t seed) { RC_ASSERT(property(seed)); });
}

template <class T>
class EveryStruct : public testing::Test {};
using Structs =
    testing::Types<api::Message, api::EngineOptions, api::DraftMode, api::GenerateOptions,
                   api::ModelInfo, api::ChatRequest, api::EvalRequest, api::EvalResult,
                   api::LoadProgress, api::PrefillProgress, api::TokenEvent, api::TokenRouting,
                   api::StepEvent, api::Usage, api::Timings, api::RoutingSummary, api::DoneEvent,
                   api::FaultEvent, api::RankState, api::Snapshot, Hello, Outcome, Open, Submit,
                   Cancel, Evaluate, Shutdown, Opened, Submitted, Evaluated, Heartbeat>;
TYPED_TEST_SUITE(EveryStruct, Structs);

TYPED_TEST(EveryStruct, ListsAllItsFields) {
  FieldCounter counter;
  const TypeParam value;
  fields(counter, value);
  EXPECT_EQ(counter.num(), num_fields<TypeParam>());
}

// The bytes hold every listed field, and all fields are listed: equal bytes are equal structs.
TYPED_TEST(EveryStruct, ComesBackAsItWasSent) {
  EXPECT_TRUE(holds_for_seeds([](uint64_t seed) {
    TypeParam sent;
    RandomFiller(seed).value(sent);
    std::string bytes;
    ByteWriter(bytes).value(sent);
    TypeParam read;
    ByteReader reader(bytes);
    reader.value(read);
    std::string again;
    ByteWriter(again).value(read);
    return reader.finish().ok() && again == bytes;
  }));
}

// Every shorter piece of a struct's bytes is refused, as is a byte more.
TYPED_TEST(EveryStruct, IsRefusedWhenItIsCutOrLonger) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    TypeParam sent;
    RandomFiller(seed).value(sent);
    std::string bytes;
    ByteWriter(bytes).value(sent);
    for (size_t length = 0; length <= bytes.size() + 1; ++length) {
      if (length == bytes.size()) continue;
      const std::string other = (bytes + "+").substr(0, length);
      TypeParam read;
      ByteReader reader(other);
      reader.value(read);
      const Status status = reader.finish();
      ASSERT_EQ(status.code(), StatusCode::kCorrupt) << length << " of " << bytes.size();
      ASSERT_EQ(status.message().find('\n'), std::string_view::npos);
    }
  }
}

// The reason why these bytes are no T.
template <class T>
std::string refusal(const std::string& bytes) {
  T value;
  ByteReader reader(bytes);
  reader.value(value);
  return reader.finish().to_string();
}

TEST(Wire, NamesStructAndFieldOfAnUnknownValue) {
  api::Message message;
  std::string bytes;
  ByteWriter(bytes).value(message);
  bytes[0] = 3;
  EXPECT_EQ(refusal<api::Message>(bytes), "corrupt: Message.role: 3 is none of its values");
}

TEST(Wire, NamesStructAndFieldOfACountThatCannotBe) {
  std::string bytes;
  ByteWriter(bytes).value(uint32_t{4'000'000'000});
  EXPECT_EQ(refusal<api::EvalRequest>(bytes),
            "corrupt: EvalRequest.tokens: has 4000000000 elements, 0 bytes are left");
}

TEST(Wire, NamesStructAndFieldOfATruncatedValue) {
  EXPECT_EQ(refusal<Cancel>("123"), "corrupt: Cancel.id: ends after 3 of 8 bytes");
}

TEST(Wire, RefusesBoolsThatAreNeither) {
  std::string bytes;
  ByteWriter(bytes).value(api::EvalRequest{});
  bytes.back() = 2;
  EXPECT_EQ(refusal<api::EvalRequest>(bytes),
            "corrupt: EvalRequest.with_draft: is 2, expected at most 1");
}

TEST(Wire, RefusesWhatFollowsTheLastField) {
  EXPECT_EQ(refusal<Cancel>("12345678+"), "corrupt: Cancel.id: 1 bytes follow it, expected none");
}

TEST(Wire, AStatusKeepsCodeAndMessage) {
  for (const Status& status : {Status(), not_found("no model there"), out_of_memory("")}) {
    const Status back = status_of(outcome_of(status));
    EXPECT_EQ(back.code(), status.code());
    EXPECT_EQ(back.message(), status.message());
  }
}

// A message of any kind but a hello.
std::string random_frame(uint64_t seed) {
  test::Random random(seed);
  const auto message = std::make_unique<FromEngine>();
  RandomFiller(random.bits()).alternative(*message, static_cast<size_t>(random.below(6)) + 1);
  return *encode(*message);
}

TEST(Frames, ComeBackWholeHoweverTheBytesAreCut) {
  static_assert(std::variant_size_v<FromEngine> == 7);
  EXPECT_TRUE(holds_for_seeds([](uint64_t seed) {
    test::Random random(seed);
    std::string bytes = *encode(FromEngine(Hello{}));
    std::string sent;
    for (int i = 0; i < 5; ++i) sent += random_frame(random.bits());
    bytes += sent;
    MessageStream<FromEngine> stream;
    std::string come;
    while (!bytes.empty()) {
      const std::string piece = bytes.substr(0, static_cast<size_t>(random.below(40)));
      bytes.erase(0, piece.size());
      stream.append(piece);
      for (;;) {
        const auto message = stream.next();
        if (!message.ok()) return false;
        if (!*message) break;
        come += *encode(**message);
      }
    }
    return come == sent;
  }));
}

TEST(Frames, AreRefusedByTheirLengthBeforeTheirBytesCome) {
  FrameBuffer frames;
  frames.append(std::string("\xff\xff\xff\xff\x01", 5));
  const auto frame = frames.next();
  EXPECT_EQ(frame.status().to_string(),
            "corrupt: a frame announces 4294967295 bytes, expected at most 1073741824");
}

TEST(Frames, OfAnUnknownKindAreRefused) {
  EXPECT_EQ(decode<ToEngine>({.kind = 6, .payload = ""}).status().to_string(),
            "corrupt: a frame is of kind 6, there are 6 kinds");
}

// What a stream says of these first bytes.
std::string first_words(const std::string& bytes) {
  MessageStream<FromEngine> stream;
  stream.append(bytes);
  return stream.next().status().to_string();
}

TEST(Frames, BeginWithAHelloOfThisVersion) {
  EXPECT_EQ(first_words(*encode(FromEngine(Hello{}))), "ok");
  EXPECT_EQ(first_words(*encode(FromEngine(Hello{.version = 99}))),
            "unsupported: the other side speaks version 99 of the protocol, this one " +
                std::to_string(kProtocolVersion));
  EXPECT_EQ(first_words(*encode(FromEngine(Hello{.magic = 7}))),
            "corrupt: the first frame is no hello");
  EXPECT_EQ(first_words(*encode(FromEngine(Heartbeat{}))), "corrupt: the first frame is no hello");
  EXPECT_THAT(first_words("Segmentation fault"), HasSubstr("corrupt: a frame announces"));
}

TEST(Frames, LongerThanTheLimitAreNotMade) {
  const FromEngine message = api::Event(api::FaultEvent{"0123456789"});
  EXPECT_TRUE(encode(message, 15).ok());
  EXPECT_EQ(encode(message, 14).status().to_string(),
            "invalid argument: the message has 15 bytes, a frame holds at most 14");
}

}  // namespace
}  // namespace octant::engine_process
