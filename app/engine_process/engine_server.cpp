#include "app/engine_process/engine_server.h"

#include <sys/socket.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "app/engine_process/frame.h"
#include "app/engine_process/progress_watch.h"
#include "app/engine_process/request_ids.h"
#include "app/engine_process/socket.h"
#include "kernels/core/check.h"

namespace octant::engine_process {
namespace {

using Clock = std::chrono::steady_clock;

// A little more than 1/30 s: no second sees more than 30 snapshots.
constexpr std::chrono::milliseconds kSnapshotInterval{34};

class EngineServer {
 public:
  EngineServer(UniqueFd socket, const OpenEngine& open, const std::function<void()>& on_window_gone)
      : socket_(std::move(socket)), open_(open), on_window_gone_(on_window_gone) {}

  Status run() {
    send(Hello{});
    ASSIGN_OR_RETURN(const std::optional<ToEngine> first, next_message());
    if (!first) return {};  // the window has ended
    const auto* open = std::get_if<Open>(&*first);
    if (open == nullptr) return corrupt("the first message is not Open");
    std::thread reader([this] { read_messages(); });
    std::thread heart([this, open] { send_heartbeats(*open); });
    const Status status = open_and_serve(open->options);
    stop(status);
    ::shutdown(socket_.get(), SHUT_RD);  // wakes the reader
    reader.join();
    heart.join();
    engine_.reset();  // the reader used it
    const std::lock_guard lock(mutex_);
    return failure_;
  }

 private:
  Status open_and_serve(const api::EngineOptions& options) {
    const api::OpenHooks hooks = {
        .on_progress = [this](const api::LoadProgress& progress) { send(api::Event(progress)); },
        .cancel = &cancel_open_};
    Result<std::unique_ptr<api::Engine>> opened = open_(options, hooks);
    Opened answer;
    if (!opened.ok()) {
      answer.outcome = outcome_of(opened.status());
      send(answer);
      return opened.status();
    }
    engine_ = std::move(opened).value();
    ready_.store(engine_.get());
    answer.model = engine_->model();
    send(answer);
    std::thread pump([this] { pass_on_events(); });
    serve_evaluations();
    pump.join();
    return {};
  }

  // This thread, until stop().
  void serve_evaluations() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_.load() || !evaluations_.empty(); });
      if (stopping_) return;
      const Evaluate job = std::move(evaluations_.front());
      evaluations_.pop_front();
      lock.unlock();
      watch_.evaluation_began();
      Result<api::EvalResult> result = engine_->evaluate(job.request);
      watch_.evaluation_ended();
      Evaluated answer{job.ticket, outcome_of(result.status()), {}};
      if (result.ok()) answer.result = std::move(result).value();
      const Result<std::string> frame = encode(FromEngine(std::move(answer)));
      if (frame.ok()) {
        send_bytes(*frame);
      } else {
        send(Evaluated{job.ticket, outcome_of(frame.status()), {}});
      }
    }
  }

  // The pump's thread.
  void pass_on_events() {
    uint64_t last_sequence = 0;
    Clock::time_point next_snapshot{};
    while (!stopping_) {
      std::string frames;
      for (api::Event& event : engine_->poll_events(kSnapshotInterval)) append(event, frames);
      const api::SnapshotPtr snapshot = engine_->snapshot();
      if (snapshot->sequence != last_sequence && Clock::now() >= next_snapshot) {
        last_sequence = snapshot->sequence;
        next_snapshot = Clock::now() + kSnapshotInterval;
        append(FromEngine(*snapshot), frames);
      }
      send_bytes(frames);
    }
  }

  void append(const FromEngine& message, std::string& frames) {
    const Result<std::string> frame = encode(message);
    CHECK(frame.ok());  // only an evaluation can be too long
    frames += *frame;
  }

  void append(api::Event& event, std::string& frames) {
    watch_.note(event);
    api::RequestId engine_id = 0;
    std::visit(
        [&](auto& held) {
          if constexpr (requires { held.request; }) {
            engine_id = held.request;
            held.request = ids_.window_id(engine_id);
          }
        },
        event);
    if (std::holds_alternative<api::DoneEvent>(event)) ids_.remove(engine_id);
    append(FromEngine(std::move(event)), frames);
  }

  // The heart's thread.
  void send_heartbeats(const Open& open) {
    const std::chrono::milliseconds interval(open.heartbeat_ms);
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, interval, [this] { return stopping_.load(); })) {
      lock.unlock();
      send(watch_.tick(interval));
      lock.lock();
    }
  }

  // The reader's thread.
  void read_messages() {
    for (;;) {
      Result<std::optional<ToEngine>> message = next_message();
      if (!message.ok()) return stop(message.status());
      if (!*message) return;  // ended, or stopping
      if (std::holds_alternative<Shutdown>(**message)) return stop({});
      handle(std::move(**message));
    }
  }

  void handle(ToEngine message) {
    api::Engine* const engine = ready_.load();
    if (engine == nullptr) return stop(corrupt("a message came before the model was loaded"));
    if (auto* submit = std::get_if<Submit>(&message)) {
      watch_.request_began();
      const Result<api::RequestId> id = engine->submit(std::move(submit->request));
      if (id.ok()) {
        ids_.add(submit->id, *id);
      } else {
        watch_.request_refused();
      }
      send(Submitted{submit->id, outcome_of(id.status())});
    } else if (const auto* cancel = std::get_if<Cancel>(&message)) {
      if (const auto id = ids_.engine_id(cancel->id)) engine->cancel(*id);
    } else if (auto* evaluate = std::get_if<Evaluate>(&message)) {
      {
        const std::lock_guard lock(mutex_);
        evaluations_.push_back(std::move(*evaluate));
      }
      changed_.notify_all();
    } else {
      stop(corrupt("a second Open came"));
    }
  }

  // The next message behind the hello; none when the socket has ended. One thread at a time.
  Result<std::optional<ToEngine>> next_message() {
    std::array<char, 65536> bytes;  // as much as a socket holds by default, about
    for (;;) {
      ASSIGN_OR_RETURN(std::optional<ToEngine> message, stream_.next());
      if (message) return message;
      ASSIGN_OR_RETURN(const Transfer got, receive(socket_.get(), bytes, true));
      if (got.kind == Transfer::Kind::kClosed) {
        window_gone();
        return std::optional<ToEngine>();
      }
      stream_.append({bytes.data(), got.bytes});
    }
  }

  void send(const FromEngine& message) {
    std::string frame;
    append(message, frame);
    send_bytes(frame);
  }

  // Any thread; frames stay whole.
  void send_bytes(const std::string& frames) {
    if (frames.empty()) return;
    Result<bool> sent = true;
    {
      const std::lock_guard lock(send_mutex_);
      sent = send_all(socket_.get(), frames);
    }
    if (!sent.ok()) return stop(sent.status());
    if (!*sent) window_gone();
  }

  void window_gone() {
    if (!stopping_) on_window_gone_();
    stop({});
  }

  // The first reason counts.
  void stop(const Status& status) {
    {
      const std::lock_guard lock(mutex_);
      if (!stopping_) failure_ = status;
      stopping_ = true;
    }
    cancel_open_ = true;
    ids_.close();
    changed_.notify_all();
  }

  const UniqueFd socket_;
  const OpenEngine& open_;
  const std::function<void()>& on_window_gone_;
  MessageStream<ToEngine> stream_;
  std::mutex send_mutex_;
  std::atomic<bool> cancel_open_{false};
  std::unique_ptr<api::Engine> engine_;
  std::atomic<api::Engine*> ready_{nullptr};  // engine_, for the reader, once it is open
  ProgressWatch watch_;
  RequestIds ids_;

  std::mutex mutex_;  // guards the two below, and changes of stopping_
  std::condition_variable changed_;
  std::deque<Evaluate> evaluations_;
  Status failure_;
  std::atomic<bool> stopping_{false};
};

}  // namespace

Status serve_engine(UniqueFd socket, const OpenEngine& open,
                    const std::function<void()>& on_window_gone) {
  return EngineServer(std::move(socket), open, on_window_gone).run();
}

}  // namespace octant::engine_process
