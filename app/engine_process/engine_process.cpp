#include "app/engine_process/engine_process.h"

#include <type_traits>
#include <utility>
#include <variant>

namespace octant::engine_process {
namespace {

// How often open() looks whether it was cancelled.
constexpr std::chrono::milliseconds kCancelCheck{20};

}  // namespace

EngineProcess::EngineProcess(const api::EngineOptions& options, const ProcessOptions& process)
    : options_(options), process_(process), snapshot_(std::make_shared<const api::Snapshot>()) {
  models_.push_back(std::make_unique<const api::ModelInfo>());
  std::shared_ptr<ChildLink> link = make_link();
  const std::lock_guard lock(mutex_);
  link_ = std::move(link);
}

EngineProcess::~EngineProcess() {
  link_.reset();  // while what its thread calls is still there
}

std::unique_ptr<EngineProcess> EngineProcess::start(const api::EngineOptions& options,
                                                    const ProcessOptions& process) {
  return std::unique_ptr<EngineProcess>(new EngineProcess(options, process));
}

Result<std::unique_ptr<EngineProcess>> EngineProcess::open(const api::EngineOptions& options,
                                                           const api::OpenHooks& hooks,
                                                           const ProcessOptions& process) {
  std::unique_ptr<EngineProcess> engine = start(options, process);
  RETURN_IF_ERROR(engine->wait_until_loaded(hooks));
  return engine;
}

Status EngineProcess::wait_until_loaded(const api::OpenHooks& hooks) {
  int64_t shown = 0;
  std::unique_lock lock(mutex_);
  while (state_ == EngineState::kLoading) {
    changed_.wait_for(lock, kCancelCheck);
    if (hooks.cancel != nullptr && hooks.cancel->load()) {
      return cancelled("loading the model was cancelled");
    }
    if (!hooks.on_progress || progress_.bytes_read == shown) continue;
    const api::LoadProgress progress = progress_;
    shown = progress.bytes_read;
    lock.unlock();
    hooks.on_progress(progress);
    lock.lock();
  }
  return failure_;
}

std::shared_ptr<ChildLink> EngineProcess::make_link() {
  const Open first = {.options = options_,
                      .heartbeat_ms = static_cast<uint32_t>(process_.heartbeat.count())};
  return std::make_shared<ChildLink>(
      process_, first,
      LinkHandlers{.on_message =
                       [this](FromEngine message) {
                         Status status = on_message(std::move(message));
                         if (process_.on_news) process_.on_news();
                         return status;
                       },
                   .on_end =
                       [this](const Status& failure, std::vector<std::string> last_lines) {
                         on_end(failure, std::move(last_lines));
                         if (process_.on_news) process_.on_news();
                       }});
}

EngineCondition EngineProcess::condition() const {
  const std::lock_guard lock(mutex_);
  EngineCondition condition{.state = state_,
                            .progress = progress_,
                            .failure = failure_,
                            .pid = link_ ? link_->pid() : 0,
                            .last_lines = last_lines_};
  if (state_ != EngineState::kFailed && link_) condition.last_lines = link_->last_lines();
  return condition;
}

Status EngineProcess::restart() {
  const std::lock_guard one_at_a_time(restart_mutex_);
  std::shared_ptr<ChildLink> old;
  {
    const std::lock_guard lock(mutex_);
    if (state_ != EngineState::kFailed) return invalid_argument("the engine has not failed");
    state_ = EngineState::kLoading;
    progress_ = {};
    failure_ = {};
    last_lines_.clear();
    old = std::move(link_);
  }
  old.reset();  // not under the lock, which its thread may want for its last words
  std::shared_ptr<ChildLink> link = make_link();
  const std::lock_guard lock(mutex_);
  link_ = std::move(link);
  return {};
}

const api::ModelInfo& EngineProcess::model() const {
  const std::lock_guard lock(mutex_);
  return *models_.back();
}

Status EngineProcess::not_ready() const {
  switch (state_) {
    case EngineState::kReady:
      return {};
    case EngineState::kFailed:
      return failure_;
    case EngineState::kLoading:
      break;
  }
  return invalid_argument("the model is still being loaded");
}

Result<api::RequestId> EngineProcess::submit(api::ChatRequest request) {
  std::unique_lock lock(mutex_);
  RETURN_IF_ERROR(not_ready());
  const api::RequestId id = ++last_id_;
  Running& running = running_[id];  // nobody removes it while its caller waits
  const std::shared_ptr<ChildLink> link = link_;
  lock.unlock();
  const Status sent = link->send(Submit{id, std::move(request)});
  lock.lock();
  if (sent.ok()) {
    changed_.wait_for(lock, kSubmitWait, [&] { return running.answered; });
  } else {
    running.refused = sent;
  }
  const Status refused = running.refused;
  running.caller_waits = false;
  if (running.done || !refused.ok()) running_.erase(id);
  RETURN_IF_ERROR(refused);
  return id;
}

void EngineProcess::cancel(api::RequestId request) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(request);
  if (found == running_.end() || found->second.cancelled || !link_) return;
  found->second.cancelled = true;
  (void)link_->send(Cancel{request}, Outbox::WhenFull::kTake);  // such a frame cannot fail
}

std::vector<api::Event> EngineProcess::poll_events(std::chrono::milliseconds timeout) {
  return inbox_.pop_all(timeout);
}

api::SnapshotPtr EngineProcess::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

Result<api::EvalResult> EngineProcess::evaluate(const api::EvalRequest& request) {
  std::unique_lock lock(mutex_);
  RETURN_IF_ERROR(not_ready());
  const uint64_t ticket = ++last_ticket_;
  std::future<Result<api::EvalResult>> result = evaluations_[ticket].get_future();
  const std::shared_ptr<ChildLink> link = link_;
  lock.unlock();
  const Status sent = link->send(Evaluate{ticket, request});
  if (sent.ok()) return result.get();
  lock.lock();
  evaluations_.erase(ticket);
  return sent;
}

// The link's thread.

Status EngineProcess::on_message(FromEngine message) {
  return std::visit(
      [this](auto& held) -> Status {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, Hello> || std::is_same_v<Held, Heartbeat>) {
          return {};  // the link's own
        } else {
          return on(std::move(held));
        }
      },
      message);
}

Status EngineProcess::on(Opened message) {
  RETURN_IF_ERROR(status_of(message.outcome));
  {
    const std::lock_guard lock(mutex_);
    models_.push_back(std::make_unique<const api::ModelInfo>(std::move(message.model)));
    state_ = EngineState::kReady;
  }
  changed_.notify_all();
  return {};
}

Status EngineProcess::on(const Submitted& message) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(message.id);
  if (found == running_.end()) return {};  // accepted, done and forgotten
  const Status refused = status_of(message.outcome);
  found->second.answered = true;
  if (found->second.caller_waits) {
    found->second.refused = refused;
    changed_.notify_all();
  } else if (!refused.ok()) {
    end_request(message.id, refused);
  }
  return {};
}

Status EngineProcess::on(api::Event event) {
  if (const auto* fault = std::get_if<api::FaultEvent>(&event)) {
    return internal_error(fault->error);  // ends the process; on_end() tells
  }
  const std::lock_guard lock(mutex_);
  if (const auto* progress = std::get_if<api::LoadProgress>(&event)) {
    progress_ = *progress;
    changed_.notify_all();
    return {};
  }
  if (const auto* done = std::get_if<api::DoneEvent>(&event)) {
    const auto found = running_.find(done->request);
    if (found != running_.end() && found->second.caller_waits) {
      found->second.done = true;
      found->second.answered = true;
      changed_.notify_all();
    } else if (found != running_.end()) {
      running_.erase(found);
    }
  }
  inbox_.push(std::move(event));
  return {};
}

Status EngineProcess::on(api::Snapshot snapshot) {
  snapshot.dropped_records += inbox_.num_dropped();
  const std::lock_guard lock(mutex_);
  snapshot.sequence = snapshot_->sequence + 1;
  snapshot_ = std::make_shared<const api::Snapshot>(std::move(snapshot));
  return {};
}

Status EngineProcess::on(Evaluated message) {
  const std::lock_guard lock(mutex_);
  const auto found = evaluations_.find(message.ticket);
  if (found == evaluations_.end()) return {};
  const Status status = status_of(message.outcome);
  if (status.ok()) {
    found->second.set_value(std::move(message.result));
  } else {
    found->second.set_value(status);
  }
  evaluations_.erase(found);
  return {};
}

void EngineProcess::end_request(api::RequestId id, const Status& reason) {
  inbox_.push(api::DoneEvent{
      .request = id, .reason = api::FinishReason::kError, .error = std::string(reason.message())});
  running_.erase(id);
}

void EngineProcess::on_end(const Status& failure, std::vector<std::string> last_lines) {
  const std::lock_guard lock(mutex_);
  state_ = EngineState::kFailed;
  failure_ = failure;
  last_lines_ = std::move(last_lines);
  std::vector<api::RequestId> accepted;
  for (auto& [id, running] : running_) {
    if (!running.caller_waits) {
      accepted.push_back(id);
    } else if (!running.done) {
      running.refused = failure;
      running.answered = true;
    }
  }
  for (const api::RequestId id : accepted) end_request(id, failure);
  inbox_.push(api::FaultEvent{.error = std::string(failure.message())});
  for (auto& [ticket, result] : evaluations_) result.set_value(failure);
  evaluations_.clear();
  changed_.notify_all();
}

}  // namespace octant::engine_process
