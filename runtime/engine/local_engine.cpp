#include "runtime/engine/local_engine.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "runtime/engine/prompt_ids.h"
#include "runtime/generate/stop.h"

namespace octant {
namespace {

// What DeepSeek's model cards recommend where a checkpoint's generation_config.json is silent.
constexpr float kDefaultTemperature = 0.6f;
constexpr float kDefaultTopP = 0.95f;

Status check_fraction(std::string_view name, float value) {
  if (value >= 0 && value <= 1) return {};
  return invalid_argument(std::string(name) + " is " + std::to_string(value) + ", expected 0 to 1");
}

Result<SamplingFilter> make_filter(const api::GenerateOptions& options,
                                   const GenerationDefaults& defaults) {
  const SamplingFilter filter{
      .temperature =
          options.temperature.value_or(defaults.temperature.value_or(kDefaultTemperature)),
      .top_k = options.top_k.value_or(defaults.top_k.value_or(0)),
      .top_p = options.top_p.value_or(defaults.top_p.value_or(kDefaultTopP)),
      .min_p = options.min_p};
  if (!(filter.temperature >= 0 && filter.temperature <= 100)) {
    return invalid_argument("temperature is " + std::to_string(filter.temperature) +
                            ", expected 0 to 100");
  }
  if (filter.top_k < 0) {
    return invalid_argument("top_k is " + std::to_string(filter.top_k) +
                            ", expected 0 (off) or more");
  }
  RETURN_IF_ERROR(check_fraction("top_p", filter.top_p));
  RETURN_IF_ERROR(check_fraction("min_p", filter.min_p));
  return filter;
}

Status check_draft(const api::DraftMode& draft) {
  if (draft.kind != api::DraftMode::Kind::kFixed) return {};
  if (draft.num_drafted >= 1 && draft.num_drafted <= api::kMaxDraftTokens) return {};
  return invalid_argument("draft is " + std::to_string(draft.num_drafted) + ", expected 1 to " +
                          std::to_string(api::kMaxDraftTokens));
}

uint64_t system_seed() {
  std::random_device device;
  return (uint64_t{device()} << 32) | device();
}

double ms_between(std::chrono::steady_clock::time_point begin,
                  std::chrono::steady_clock::time_point end) {
  return std::chrono::duration<double, std::milli>(end - begin).count();
}

}  // namespace

LocalEngine::LocalEngine(std::unique_ptr<LoadedModel> loaded)
    : loaded_(std::move(loaded)),
      info_(loaded_->info),
      rank_of_expert_(loaded_->rank_of_expert()),
      total_counts_(info_.num_moe_layers, info_.n_routed_experts),
      answer_counts_(info_.num_moe_layers, info_.n_routed_experts),
      publisher_(api::Snapshot{}) {
  publish();
  thread_ = std::thread([this] { thread_main(); });
}

LocalEngine::~LocalEngine() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    cancel_running_ = true;
  }
  has_work_.notify_all();
  events_.close();
  thread_.join();
}

Result<std::vector<int32_t>> LocalEngine::encode(const api::ChatRequest& request) const {
  ASSIGN_OR_RETURN(
      std::vector<int32_t> ids,
      prompt_ids(loaded_->folder, request.messages,
                 {.thinking = request.options.thinking, .continue_reply = request.continue_reply}));
  const auto num_tokens = static_cast<int64_t>(ids.size());
  if (num_tokens >= info_.max_context) {
    return invalid_argument("the conversation has " + std::to_string(num_tokens) +
                            " tokens, the context holds " + std::to_string(info_.max_context));
  }
  return ids;
}

Result<LocalEngine::ChatJob> LocalEngine::make_job(const api::ChatRequest& request) const {
  const ModelFolder& folder = loaded_->folder;
  const api::GenerateOptions& options = request.options;
  if (options.max_tokens < 0) {
    return invalid_argument("max_tokens is " + std::to_string(options.max_tokens) +
                            ", expected 0 (no limit) or more");
  }
  RETURN_IF_ERROR(check_draft(options.draft));
  ChatJob job;
  ASSIGN_OR_RETURN(job.generate.filter, make_filter(options, folder.defaults));
  ASSIGN_OR_RETURN(job.generate.prompt, encode(request));
  ASSIGN_OR_RETURN(job.stop, StopMatcher::create(options.stop));
  job.generate.seed = options.seed.value_or(system_seed());
  job.generate.max_tokens = options.max_tokens;
  job.generate.draft = options.draft;
  if (!options.ignore_eos) job.generate.stop_ids = folder.stop_ids;
  job.stream.record_routing = request.record_routing;
  job.reply_start = folder.chat->reply_start({.thinking = options.thinking});
  if (request.continue_reply) {
    job.reply_start = reply_state(job.reply_start, request.messages.back().content);
  }
  job.submitted = std::chrono::steady_clock::now();
  return job;
}

Result<api::RequestId> LocalEngine::submit(api::ChatRequest request) {
  ASSIGN_OR_RETURN(ChatJob job, make_job(request));
  job.id = next_id_.fetch_add(1);
  job.stream.request = job.id;
  const api::RequestId id = job.id;
  RETURN_IF_ERROR(enqueue(std::move(job)));
  return id;
}

Status LocalEngine::enqueue(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stop_) return internal_error("the engine is closing");
    jobs_.push_back(std::move(job));
  }
  has_work_.notify_one();
  return {};
}

void LocalEngine::cancel(api::RequestId request) {
  bool was_waiting = false;
  {
    const std::lock_guard lock(mutex_);
    if (running_ == request) cancel_running_ = true;
    was_waiting = std::erase_if(jobs_, [request](const Job& job) {
                    const auto* chat = std::get_if<ChatJob>(&job);
                    return chat != nullptr && chat->id == request;
                  }) > 0;
  }
  if (was_waiting) {
    (void)events_.push(api::DoneEvent{.request = request, .reason = api::FinishReason::kCancelled});
  }
}

std::vector<api::Event> LocalEngine::poll_events(std::chrono::milliseconds timeout) {
  return events_.pop_all(timeout);
}

Result<api::EvalResult> LocalEngine::evaluate(const api::EvalRequest& request) {
  EvalJob job{.request = request, .result = {}};
  std::future<Result<api::EvalResult>> result = job.result.get_future();
  RETURN_IF_ERROR(enqueue(std::move(job)));
  return result.get();
}

void LocalEngine::thread_main() {
  for (;;) {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return stop_ || !jobs_.empty(); };
    if (!has_news_) {
      has_work_.wait(lock, ready);
    } else if (!has_work_.wait_until(lock, publisher_.next_due(), ready)) {
      lock.unlock();  // idle, and the last steps have not been seen yet
      publish();
      continue;
    }
    if (stop_) break;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    const auto* chat = std::get_if<ChatJob>(&job);
    running_ = chat != nullptr ? chat->id : 0;
    cancel_running_ = false;
    lock.unlock();
    std::visit([this](auto& work) { run(work); }, job);
    lock.lock();
    running_ = 0;
  }
  const std::lock_guard lock(mutex_);
  for (Job& job : jobs_) {
    if (auto* eval = std::get_if<EvalJob>(&job)) {
      eval->result.set_value(cancelled("the engine was closed"));
    }
  }
}

void LocalEngine::run(ChatJob& job) {
  const auto begin = std::chrono::steady_clock::now();
  const Tokenizer& tokenizer = *loaded_->folder.tokenizer;
  answer_counts_.clear();
  prefill_rate_.start(begin);
  AnswerStream stream(job.stream, tokenizer,
                      ReasoningSplitter(job.reply_start, tokenizer.token_id("<think>"),
                                        tokenizer.token_id("</think>")),
                      std::move(job.stop), events_, answer_counts_, cancel_running_,
                      [this](const StepCounts& counts) { on_counts(counts); });
  const Result<GenerateOutcome> outcome =
      loaded_->generator->generate(job.generate, cancel_running_, stream);
  api::DoneEvent done{.request = job.id, .last_text = stream.finish()};
  if (outcome.ok()) {
    done.reason = outcome->reason;
    done.usage = outcome->usage;
    done.timings = outcome->timings;
    done.timings.ttft_ms += ms_between(job.submitted, begin);
  } else {
    done.reason = api::FinishReason::kError;
    done.error = std::string(outcome.status().message());
  }
  done.routing = summarise(answer_counts_, rank_of_expert_, info_.num_ranks);
  total_counts_.merge(answer_counts_);
  answer_counts_.clear();
  publish();
  (void)events_.push(std::move(done));
}

void LocalEngine::run(EvalJob& job) {
  job.result.set_value(loaded_->generator->evaluate(job.request.tokens, job.request.with_draft));
}

void LocalEngine::on_counts(const StepCounts& counts) {
  const auto now = std::chrono::steady_clock::now();
  if (counts.prefill_tokens > 0) {
    prefill_rate_.add(now, counts.prefill_tokens);
    decode_rate_.start(now);
  }
  if (counts.decode_tokens > 0) decode_rate_.add(now, counts.decode_tokens);
  draft_proposed_ += counts.num_drafted;
  draft_accepted_ += counts.num_accepted;
  publish();
}

void LocalEngine::publish() {
  const auto now = std::chrono::steady_clock::now();
  has_news_ = !publisher_.is_due(now);
  if (has_news_) return;
  RoutingCounts counts = total_counts_;
  counts.merge(answer_counts_);
  const std::vector<uint64_t> calls = calls_of_ranks(counts, rank_of_expert_, info_.num_ranks);
  api::Snapshot snapshot;
  snapshot.num_moe_layers = info_.num_moe_layers;
  snapshot.n_routed_experts = info_.n_routed_experts;
  snapshot.expert_counts = counts.counts();
  snapshot.rank_of_expert = rank_of_expert_;
  for (int32_t r = 0; r < info_.num_ranks; ++r) {
    const auto i = static_cast<size_t>(r);
    snapshot.ranks.push_back({.device = loaded_->devices[i],
                              .weight_bytes = loaded_->weights[i]->resident_bytes(),
                              .cache_bytes = loaded_->runner->cache_bytes(RankIdx(r)),
                              .expert_calls = calls[i]});
  }
  snapshot.tokens_per_second = decode_rate_.tokens_per_second(now);
  snapshot.prefill_tokens_per_second = prefill_rate_.tokens_per_second(now);
  snapshot.draft_proposed = draft_proposed_;
  snapshot.draft_accepted = draft_accepted_;
  snapshot.cache_tokens = loaded_->generator->cached_tokens();
  snapshot.cache_capacity = loaded_->table->capacity_tokens();
  snapshot.dropped_records = events_.num_dropped();
  publisher_.publish(std::move(snapshot), now);
}

}  // namespace octant

namespace octant::api {

Result<std::unique_ptr<Engine>> open_local_engine(const EngineOptions& options,
                                                  const OpenHooks& hooks) {
  ASSIGN_OR_RETURN(std::unique_ptr<LoadedModel> loaded, load_model(options, hooks));
  std::unique_ptr<Engine> engine = std::make_unique<LocalEngine>(std::move(loaded));
  return engine;
}

}  // namespace octant::api
