#include "app/engine_process/child_link.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <utility>
#include <variant>

#include "app/engine_process/socket.h"

namespace octant::engine_process {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// What is read at a time: what a socket holds by default, about.
constexpr size_t kReadBytes = 65536;
// Reads in a row: a flood on one descriptor does not keep the thread from the others. As many empty
// a full pipe.
constexpr int kMostReads = 16;
// A process whose socket has ended is ending. A core dump may take its time, but then the reason
// can be told without it.
constexpr milliseconds kExitTime{1000};

// How long the thread sleeps at most: four looks within the time that counts as silence, but not
// more than four a second for nothing.
milliseconds tick_of(const HangLimits& limits) {
  return std::clamp(limits.silence / 4, milliseconds(10), milliseconds(250));
}

milliseconds until(Clock::time_point time) {
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(time - Clock::now()));
}

}  // namespace

ChildLink::ChildLink(const ProcessOptions& options, const Open& first, LinkHandlers handlers)
    : options_(options),
      first_(first),
      handlers_(std::move(handlers)),
      watchdog_(options.limits),
      thread_([this] { run(); }) {}

ChildLink::~ChildLink() {
  closing_ = true;
  outbox_.wake();
  thread_.join();
}

Status ChildLink::send(const ToEngine& message, Outbox::WhenFull when_full) {
  ASSIGN_OR_RETURN(std::string frame, encode(message));
  return outbox_.push(std::move(frame), when_full);
}

std::vector<std::string> ChildLink::last_lines() const {
  const std::lock_guard lock(lines_mutex_);
  return lines_.lines();
}

void ChildLink::run() {
  Status failure = start();
  if (failure.ok()) failure = serve();
  end_process();
  if (!closing_) handlers_.on_end(failure, last_lines());
}

Status ChildLink::start() {
  RETURN_IF_ERROR(send(Hello{}));
  RETURN_IF_ERROR(send(first_));
  ASSIGN_OR_RETURN(FdPair socket, make_socket_pair());
  ASSIGN_OR_RETURN(FdPair output, make_pipe());
  RETURN_IF_ERROR(set_non_blocking(socket.here.get()));
  RETURN_IF_ERROR(set_non_blocking(output.here.get()));
  std::vector<std::string> arguments = {"octant"};
  arguments.insert(arguments.end(), options_.arguments.begin(), options_.arguments.end());
  for (const std::string& argument : {std::string("--fd"), std::to_string(kChildSocket),
                                      std::string("--parent"), std::to_string(::getpid())}) {
    arguments.push_back(argument);
  }
  // By this thread, with which the engine ends: see ChildProcess.
  ASSIGN_OR_RETURN(process_, ChildProcess::start(options_.program, arguments,
                                                 std::move(socket.there), std::move(output.there)));
  pid_ = process_.pid();
  socket_ = std::move(socket.here);
  output_ = std::move(output.here);
  return {};
}

// Until the process has ended or must end: why. A success only when closing.
Status ChildLink::serve() {
  const milliseconds tick = tick_of(options_.limits);
  for (;;) {
    if (closing_ && shutdown_deadline_ == Clock::time_point::max()) {
      shutdown_deadline_ = Clock::now() + options_.shutdown_time;
      RETURN_IF_ERROR(send(Shutdown{}, Outbox::WhenFull::kTake));
    }
    if (Clock::now() >= shutdown_deadline_) return {};
    ASSIGN_OR_RETURN(const bool all_sent, outbox_.flush(socket_.get()));

    const auto for_socket = static_cast<short>(all_sent ? POLLIN : POLLIN | POLLOUT);
    std::array<pollfd, 3> entries = {{{socket_.get(), for_socket, 0},
                                      {outbox_.wake_fd(), POLLIN, 0},
                                      {output_.get(), POLLIN, 0}}};  // poll() passes over -1
    const Clock::time_point before = Clock::now();
    const milliseconds most = std::min(tick, until(shutdown_deadline_));
    ::poll(entries.data(), entries.size(), static_cast<int>(most.count()));
    if (entries[1].revents != 0) outbox_.clear_wake();
    if (entries[2].revents != 0) read_output();
    if (entries[0].revents != 0) RETURN_IF_ERROR(receive_messages());
    if (socket_ended_) return ended();

    if (std::exchange(heard_, false)) {
      watchdog_.heard();
    } else if (!closing_) {
      const Clock::duration waited = Clock::now() - before;
      if (const auto how = watchdog_.waited(std::min<Clock::duration>(waited, tick))) {
        return hung(*how);
      }
    }
  }
}

Status ChildLink::receive_messages() {
  std::array<char, kReadBytes> bytes;
  for (int i = 0; i < kMostReads && !socket_ended_; ++i) {
    ASSIGN_OR_RETURN(const Transfer got, receive(socket_.get(), bytes, false));
    if (got.kind == Transfer::Kind::kNothingNow) return {};
    socket_ended_ = got.kind == Transfer::Kind::kClosed;
    heard_ = true;
    stream_.append({bytes.data(), got.bytes});
    for (;;) {
      Result<std::optional<FromEngine>> message = stream_.next();
      if (!message.ok()) {
        return internal_error("the engine does not speak the protocol: " +
                              std::string(message.status().message()));
      }
      if (!*message) break;
      RETURN_IF_ERROR(handle(std::move(**message)));
    }
  }
  return {};
}

Status ChildLink::handle(FromEngine message) {
  const auto* beat = std::get_if<Heartbeat>(&message);
  if (beat == nullptr) return handlers_.on_message(std::move(message));
  if (hung_) return {};
  const auto how = watchdog_.heartbeat(*beat);
  return how ? hung(*how) : Status();
}

// Takes what the engine had sent before it is killed: its text has arrived, only not here.
Status ChildLink::hung(const std::string& how) {
  hung_ = true;
  process_.signal(SIGKILL);
  const Clock::time_point deadline = Clock::now() + kExitTime;
  while (!socket_ended_ && Clock::now() < deadline) {
    pollfd entry = {.fd = socket_.get(), .events = POLLIN, .revents = 0};
    ::poll(&entry, 1, static_cast<int>(until(deadline).count()));
    if (!receive_messages().ok()) break;
  }
  return internal_error("the engine " + how);
}

Status ChildLink::ended() {
  if (closing_) return {};
  const std::optional<Exit> exit = process_.wait(kExitTime);
  return internal_error("the engine " +
                        (exit ? describe(*exit) : std::string("has closed its connection")));
}

void ChildLink::end_process() {
  if (process_.pid() == 0) return;
  if (closing_) {
    if (socket_ended_) (void)process_.wait(until(shutdown_deadline_));
    process_.signal(SIGTERM);
    (void)process_.wait(ProcessOptions::kTermTime);
  }
  process_.signal(SIGKILL);
  (void)process_.wait(ChildProcess::kReapTime);
  pid_ = 0;
  read_output();
}

void ChildLink::read_output() {
  std::array<char, kReadBytes> bytes;
  for (int i = 0; i < kMostReads && output_.is_open(); ++i) {
    const Result<Transfer> got = receive(output_.get(), bytes, false);
    if (!got.ok() || got->kind == Transfer::Kind::kClosed) {
      output_.reset();
    } else if (got->kind == Transfer::Kind::kNothingNow) {
      return;
    } else {
      const std::lock_guard lock(lines_mutex_);
      lines_.append({bytes.data(), got->bytes});
    }
  }
}

}  // namespace octant::engine_process
