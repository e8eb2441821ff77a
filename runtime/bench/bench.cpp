#include "runtime/api/bench.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "runtime/bench/bandwidth.h"
#include "runtime/bench/bytes_per_token.h"
#include "runtime/engine/answer_stream.h"
#include "runtime/engine/loaded_model.h"
#include "runtime/generate/random.h"
#include "runtime/load/checkpoint.h"

namespace octant {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kMostTokens = int64_t{1} << 24;

constexpr api::DraftMode kNoDrafts{.kind = api::DraftMode::Kind::kOff, .num_drafted = 0};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Takes no notice of anything.
class QuietSink final : public GenerateSink {
 public:
  void on_prefill(int64_t, int64_t, int64_t) override {}
  bool on_token(const GeneratedToken&) override { return true; }
  void on_step(const api::StepEvent&) override {}
  void on_routing(const RoutingRecorder&, int64_t, int64_t, int64_t, bool) override {}
};

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<size_t>(q * last + 0.5)];
}

std::string draft_name(const api::DraftMode& draft) {
  if (draft.kind == api::DraftMode::Kind::kOff) return "off";
  if (draft.kind == api::DraftMode::Kind::kAuto) return "auto";
  return std::to_string(draft.num_drafted);
}

Status check_count(const char* name, int64_t value, int64_t low) {
  if (value >= low && value <= kMostTokens) return {};
  return invalid_argument(std::string(name) + " is " + std::to_string(value) + ", expected " +
                          std::to_string(low) + " to " + std::to_string(kMostTokens));
}

Status check_options(const api::BenchOptions& options) {
  for (const int64_t context : options.contexts)
    RETURN_IF_ERROR(check_count("context", context, 0));
  for (const int64_t prompt : options.prompts) RETURN_IF_ERROR(check_count("prompt", prompt, 1));
  RETURN_IF_ERROR(check_count("decode tokens", options.decode_tokens, 2));
  return check_count("repetitions", options.repetitions, 1);
}

// The measurements on one opened model.
class Bench {
 public:
  Bench(const api::BenchOptions& options, const api::BenchHooks& hooks,
        std::unique_ptr<LoadedModel> model, const Checkpoint& checkpoint, double bandwidth)
      : options_(options),
        hooks_(hooks),
        model_(std::move(model)),
        bandwidth_(bandwidth),
        weight_bytes_(
            weight_bytes_per_token(checkpoint, *model_->folder.model, model_->info.num_ranks)) {}

  void report_load(int64_t bytes, double seconds) {
    api::BenchCase result = new_case("load");
    result.gigabytes_per_second = static_cast<double>(bytes) / seconds / 1e9;
    report(result);
  }

  Status prefill(int64_t prompt_tokens) {
    std::vector<double> rates;
    for (int32_t i = 0; i <= options_.repetitions; ++i) {
      ASSIGN_OR_RETURN(const GenerateOutcome outcome,
                       generate(random_prompt(prompt_tokens), 1, kNoDrafts, quiet_));
      // The first run warms up.
      if (i > 0) {
        rates.push_back(static_cast<double>(prompt_tokens) * 1000 / outcome.timings.prefill_ms);
      }
    }
    api::BenchCase result = new_case("prefill");
    result.tokens = prompt_tokens;
    set_rates(result, rates);
    report(result);
    return {};
  }

  Status decode(int64_t context, const api::DraftMode& draft) {
    // The first token comes from the prefill: at least one token must be there.
    const std::vector<int32_t> prompt = random_prompt(std::max<int64_t>(context, 1));
    std::vector<double> rates;
    int64_t proposed = 0;
    int64_t accepted = 0;
    for (int32_t i = 0; i <= options_.repetitions; ++i) {
      ASSIGN_OR_RETURN(const GenerateOutcome outcome,
                       generate(prompt, options_.decode_tokens, draft, quiet_));
      if (i == 0) continue;
      rates.push_back(outcome.timings.tokens_per_second);
      proposed += outcome.timings.draft_proposed;
      accepted += outcome.timings.draft_accepted;
    }
    api::BenchCase result = new_case("decode");
    result.context = context;
    result.tokens = options_.decode_tokens;
    result.draft = draft_name(draft);
    set_rates(result, rates);
    if (draft.kind == api::DraftMode::Kind::kOff) {
      // The context grows while decoding: the mean of the repetition.
      const int64_t mean_context = context + options_.decode_tokens / 2;
      result.bytes_per_token = static_cast<double>(
          weight_bytes_ + cache_bytes_per_token(model_->folder.model->dims(), model_->cache.dtype,
                                                mean_context, model_->info.num_ranks));
      result.gigabytes_per_second = result.bytes_per_token * result.tokens_per_second / 1e9;
      result.share_of_bandwidth =
          bandwidth_ > 0 ? result.gigabytes_per_second * 1e9 / bandwidth_ : 0;
    } else if (proposed > 0) {
      result.acceptance = static_cast<double>(accepted) / static_cast<double>(proposed);
    }
    report(result);
    return {};
  }

  // Decode with every event of every token made and taken, against none, in alternation.
  Status telemetry() {
    const std::vector<int32_t> prompt = random_prompt(1);
    EventQueue events;
    RoutingCounts counts(model_->info.num_moe_layers, model_->info.n_routed_experts);
    std::vector<double> with;
    std::vector<double> without;
    for (int32_t i = 0; i <= 2 * options_.repetitions; ++i) {
      AnswerStream stream({.request = 1, .record_routing = true}, *model_->folder.tokenizer,
                          ReasoningSplitter(ReplyStart::kAnswer, {}, {}), StopMatcher(), events,
                          counts, never_, [](const StepCounts&) {});
      ASSIGN_OR_RETURN(const GenerateOutcome on,
                       generate(prompt, options_.decode_tokens, kNoDrafts, stream));
      (void)events.pop_all(std::chrono::milliseconds(0));
      ASSIGN_OR_RETURN(const GenerateOutcome off,
                       generate(prompt, options_.decode_tokens, kNoDrafts, quiet_));
      if (i == 0) continue;
      with.push_back(on.timings.decode_ms);
      without.push_back(off.timings.decode_ms);
    }
    api::BenchCase result = new_case("telemetry");
    result.tokens = options_.decode_tokens;
    result.draft = "off";
    result.repetitions = 2 * options_.repetitions;
    result.overhead = quantile(with, 0.5) / quantile(without, 0.5) - 1;
    report(result);
    return {};
  }

  std::vector<api::BenchCase> take_results() { return std::move(results_); }

 private:
  Result<GenerateOutcome> generate(std::vector<int32_t> prompt, int64_t max_tokens,
                                   const api::DraftMode& draft, GenerateSink& sink) {
    const std::atomic<bool>& cancel = hooks_.cancel != nullptr ? *hooks_.cancel : never_;
    if (cancel.load()) return cancelled("the benchmark was stopped");
    GenerateRequest request{.prompt = std::move(prompt), .max_tokens = max_tokens, .draft = draft};
    Result<GenerateOutcome> outcome = model_->generator->generate(request, cancel, sink);
    if (outcome.ok() && outcome->reason == api::FinishReason::kCancelled) {
      return cancelled("the benchmark was stopped");
    }
    return outcome;
  }

  // New ids every time, so that nothing is taken over from the cache.
  std::vector<int32_t> random_prompt(int64_t num_tokens) {
    std::vector<int32_t> ids;
    for (int64_t i = 0; i < num_tokens; ++i) {
      ids.push_back(static_cast<int32_t>(
          random_.uniform() * static_cast<double>(model_->folder.tokenizer->vocab_size())));
    }
    return ids;
  }

  api::BenchCase new_case(const char* name) const {
    return {.name = name,
            .model = model_->info.name,
            .device = model_->info.device,
            .ranks = model_->info.num_ranks,
            .threads = model_->info.num_threads,
            .repetitions = options_.repetitions,
            .bandwidth_gigabytes_per_second = bandwidth_ / 1e9};
  }

  static void set_rates(api::BenchCase& result, const std::vector<double>& rates) {
    result.tokens_per_second = quantile(rates, 0.5);
    result.tokens_per_second_p10 = quantile(rates, 0.1);
    result.tokens_per_second_p90 = quantile(rates, 0.9);
  }

  void report(const api::BenchCase& result) {
    results_.push_back(result);
    if (hooks_.on_case) hooks_.on_case(result);
  }

  const api::BenchOptions& options_;
  const api::BenchHooks& hooks_;
  const std::unique_ptr<LoadedModel> model_;
  const double bandwidth_;
  const int64_t weight_bytes_;
  const std::atomic<bool> never_{false};
  QuietSink quiet_;
  RandomStream random_{options_.seed};
  std::vector<api::BenchCase> results_;
};

int64_t longest_context(const api::BenchOptions& options) {
  int64_t longest = 1;
  for (const int64_t context : options.contexts) {
    longest = std::max(longest, context + options.decode_tokens + kMaxDecodeRows);
  }
  for (const int64_t prompt : options.prompts) longest = std::max(longest, prompt + 1);
  return longest;
}

Result<std::vector<api::BenchCase>> bench_with_threads(const api::BenchOptions& options,
                                                       const api::BenchHooks& hooks,
                                                       int32_t num_threads) {
  api::EngineOptions engine = options.engine;
  engine.num_threads = num_threads;
  engine.max_context = longest_context(options);
  int64_t bytes = 0;
  const Clock::time_point begin = Clock::now();
  ASSIGN_OR_RETURN(std::unique_ptr<LoadedModel> model,
                   load_model(engine, {.on_progress =
                                           [&bytes](const api::LoadProgress& progress) {
                                             bytes = progress.bytes_total;
                                           },
                                       .cancel = hooks.cancel}));
  const double seconds = seconds_since(begin);
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, Checkpoint::open(engine.model_dir));
  if (model->info.max_context < engine.max_context) {
    return invalid_argument("the longest case needs a context of " +
                            std::to_string(engine.max_context) + " tokens, the model allows " +
                            std::to_string(model->info.max_context));
  }
  const bool has_draft = model->info.has_draft;
  ASSIGN_OR_RETURN(const double bandwidth, measure_read_bandwidth(model->info.num_threads));
  Bench bench(options, hooks, std::move(model), checkpoint, bandwidth);
  bench.report_load(bytes, seconds);
  for (const int64_t prompt : options.prompts) RETURN_IF_ERROR(bench.prefill(prompt));
  for (const int64_t context : options.contexts) {
    for (const api::DraftMode& draft : options.drafts) {
      if (draft.kind != api::DraftMode::Kind::kOff && !has_draft) {
        return unsupported("the model has no MTP layer: only --draft off can be measured");
      }
      RETURN_IF_ERROR(bench.decode(context, draft));
    }
  }
  if (options.telemetry) RETURN_IF_ERROR(bench.telemetry());
  return bench.take_results();
}

}  // namespace

namespace api {

Result<std::vector<BenchCase>> bench(const BenchOptions& options, const BenchHooks& hooks) {
  RETURN_IF_ERROR(check_options(options));
  std::vector<BenchCase> all;
  for (const int32_t num_threads : options.threads) {
    ASSIGN_OR_RETURN(std::vector<BenchCase> cases, bench_with_threads(options, hooks, num_threads));
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

}  // namespace api
}  // namespace octant
