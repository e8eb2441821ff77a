// The engine's side of the protocol, on a thread of this process.

#include "app/engine_process/engine_server.h"

#include <array>
#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "app/engine_process/frame.h"
#include "app/engine_process/socket.h"
#include "tests/app/engine_process/scripted_engine.h"

namespace octant::engine_process {
namespace {

// A server and the window's end of its socket.
class Served {
 public:
  Served() {
    auto pair = make_socket_pair();
    EXPECT_TRUE(pair.ok());
    socket_ = std::move(pair->here);
    thread_ = std::thread([this, socket = std::move(pair->there)]() mutable {
      status_ = serve_engine(std::move(socket), open_scripted_engine, [this] { ++num_gone_; });
    });
  }
  ~Served() {
    socket_.reset();
    if (thread_.joinable()) thread_.join();
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  void say(const ToEngine& message) { say_bytes(*encode(message)); }
  void say_bytes(const std::string& bytes) { EXPECT_TRUE(*send_all(socket_.get(), bytes)); }
  void open(const std::string& model_dir, uint32_t heartbeat_ms = 1000) {
    say(Hello{});
    say(Open{.options = {.model_dir = model_dir}, .heartbeat_ms = heartbeat_ms});
  }

  // The next message; none at the end of the socket.
  std::optional<FromEngine> hear() {
    std::array<char, 4096> bytes;
    for (;;) {
      auto message = stream_.next();
      EXPECT_TRUE(message.ok());
      if (!message.ok() || *message) return message.ok() ? *message : std::nullopt;
      const auto got = receive(socket_.get(), bytes, true);
      EXPECT_TRUE(got.ok());
      if (got->kind == Transfer::Kind::kClosed) return std::nullopt;
      stream_.append({bytes.data(), got->bytes});
    }
  }
  // The next message of this type; others are passed over.
  template <class Message>
  std::optional<Message> hear_a() {
    for (;;) {
      const std::optional<FromEngine> message = hear();
      if (!message) return std::nullopt;
      if (const auto* held = std::get_if<Message>(&*message)) return *held;
    }
  }

  void hang_up() { socket_.reset(); }
  Status wait() {
    thread_.join();
    return status_;
  }
  int num_gone() const { return num_gone_; }

 private:
  UniqueFd socket_;
  MessageStream<FromEngine> stream_;
  Status status_;
  std::atomic<int> num_gone_{0};
  std::thread thread_;
};

TEST(EngineServer, TellsProgressThenTheModel) {
  Served served;
  served.open("good");
  EXPECT_EQ(std::get<api::LoadProgress>(*served.hear_a<api::Event>()).bytes_read, 50);
  EXPECT_EQ(std::get<api::LoadProgress>(*served.hear_a<api::Event>()).bytes_read, 100);
  const auto opened = served.hear_a<Opened>();
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->model.name, "scripted");
  EXPECT_EQ(opened->model.num_ranks, 3);
  served.say(Shutdown{});
  EXPECT_EQ(served.wait().to_string(), "ok");
  EXPECT_EQ(served.num_gone(), 0);
}

TEST(EngineServer, TellsWhyAModelDoesNotOpenAndEnds) {
  Served served;
  served.open("bad folder");
  const auto opened = served.hear_a<Opened>();
  ASSERT_TRUE(opened);
  EXPECT_EQ(status_of(opened->outcome).to_string(),
            "not found: bad folder: there is no such folder");
  EXPECT_EQ(served.wait().to_string(), "not found: bad folder: there is no such folder");
}

TEST(EngineServer, GivesEventsTheWindowsNumbers) {
  Served served;
  served.open("good");
  served.say(Hello{});  // once more does no harm
  ASSERT_TRUE(served.hear_a<Opened>());
  for (const api::RequestId id : {7, 9}) {
    served.say(Submit{.id = id, .request = saying("count 2")});
    bool submitted = false;
    bool done = false;
    int tokens = 0;
    while (!submitted || !done) {
      const auto message = served.hear();
      ASSERT_TRUE(message);
      if (const auto* answer = std::get_if<Submitted>(&*message)) {
        EXPECT_EQ(answer->id, id);
        EXPECT_EQ(answer->outcome.code, StatusCode::kOk);
        submitted = true;
      } else if (const auto* event = std::get_if<api::Event>(&*message)) {
        if (const auto* token = std::get_if<api::TokenEvent>(event)) {
          EXPECT_EQ(token->request, id);
          ++tokens;
        }
        if (const auto* end = std::get_if<api::DoneEvent>(event)) done = end->request == id;
      }
    }
    EXPECT_EQ(tokens, 2);
  }
}

TEST(EngineServer, PassesOnRefusalsCancelsAndEvaluations) {
  Served served;
  served.open("good");
  ASSERT_TRUE(served.hear_a<Opened>());
  served.say(Submit{.id = 1, .request = saying("refuse")});
  EXPECT_EQ(status_of(served.hear_a<Submitted>()->outcome).to_string(),
            "invalid argument: refused as asked");
  served.say(Submit{.id = 2, .request = saying("stall")});
  ASSERT_TRUE(served.hear_a<Submitted>());
  served.say(Cancel{.id = 3});
  served.say(Cancel{.id = 2});
  std::optional<api::Event> event;
  do {
    event = served.hear_a<api::Event>();
    ASSERT_TRUE(event);
  } while (!std::holds_alternative<api::DoneEvent>(*event));
  EXPECT_EQ(std::get<api::DoneEvent>(*event).reason, api::FinishReason::kCancelled);
  served.say(Evaluate{.ticket = 5, .request = {.tokens = {3, 4}}});
  const auto evaluated = served.hear_a<Evaluated>();
  ASSERT_TRUE(evaluated);
  EXPECT_EQ(evaluated->ticket, 5u);
  EXPECT_EQ(evaluated->result.logits, (std::vector<float>{3, 4}));
}

TEST(EngineServer, SendsASnapshotOnceWhileNothingChanges) {
  Served served;
  served.open("good", 50);
  ASSERT_TRUE(served.hear_a<Opened>());
  int snapshots = 0;
  for (int beats = 0; beats < 6;) {
    const auto message = served.hear();
    ASSERT_TRUE(message);
    snapshots += std::holds_alternative<api::Snapshot>(*message) ? 1 : 0;
    beats += std::holds_alternative<Heartbeat>(*message) ? 1 : 0;
  }
  EXPECT_EQ(snapshots, 1);
}

TEST(EngineServer, ItsHeartBeatsWhileTheModelLoads) {
  Served served;
  served.open("loads for ever", 20);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(served.hear_a<Heartbeat>()->phase, Phase::kIdle);
}

TEST(EngineServer, ItsHeartTellsHowLongAStepTakes) {
  Served served;
  served.open("good", 20);
  ASSERT_TRUE(served.hear_a<Opened>());
  served.say(Submit{.id = 1, .request = saying("stall")});
  for (;;) {
    const auto beat = served.hear_a<Heartbeat>();
    ASSERT_TRUE(beat);
    if (beat->phase == Phase::kDecode && beat->stalled_ms >= 60) break;
  }
}

TEST(EngineServer, AWindowThatHangsUpInTheMiddleOfALoadIsNoticed) {
  Served served;
  served.open("loads for ever");
  ASSERT_TRUE(served.hear_a<api::Event>());
  served.hang_up();
  EXPECT_EQ(served.wait().code(), StatusCode::kOk);
  EXPECT_GE(served.num_gone(), 1);
}

TEST(EngineServer, AWindowThatShutsDownInTheMiddleOfALoadIsObeyed) {
  Served served;
  served.open("loads for ever");
  ASSERT_TRUE(served.hear_a<api::Event>());
  served.say(Shutdown{});
  EXPECT_EQ(served.wait().code(), StatusCode::kOk);
  EXPECT_EQ(served.num_gone(), 0);
}

TEST(EngineServer, AWindowThatHangsUpInTheMiddleOfAStepIsNoticed) {
  Served served;
  served.open("good");
  ASSERT_TRUE(served.hear_a<Opened>());
  served.say(Submit{.id = 1, .request = saying("stall")});
  ASSERT_TRUE(served.hear_a<Submitted>());
  served.hang_up();
  EXPECT_EQ(served.wait().code(), StatusCode::kOk);
  EXPECT_GE(served.num_gone(), 1);
}

// What the server says of a window that begins like this.
std::string verdict(const std::vector<std::string>& bytes) {
  Served served;
  for (const std::string& piece : bytes) served.say_bytes(piece);
  return served.wait().to_string();
}

TEST(EngineServer, RefusesAWindowThatTalksNonsense) {
  const std::string hello = *encode(ToEngine(Hello{}));
  const std::string open = *encode(ToEngine(Open{.options = {.model_dir = "loads for ever"}}));
  const uint32_t other = kProtocolVersion + 1;
  EXPECT_EQ(verdict({*encode(ToEngine(Hello{.version = other}))}),
            "unsupported: the other side speaks version " + std::to_string(other) +
                " of the protocol, this one " + std::to_string(kProtocolVersion));
  EXPECT_EQ(verdict({hello, *encode(ToEngine(Cancel{}))}),
            "corrupt: the first message is not Open");
  EXPECT_EQ(verdict({hello, open, *encode(ToEngine(Cancel{}))}),
            "corrupt: a message came before the model was loaded");
  EXPECT_EQ(verdict({hello, open, std::string("\0\0\0\0\x09", 5)}),
            "corrupt: a frame is of kind 9, there are 6 kinds");
}

}  // namespace
}  // namespace octant::engine_process
