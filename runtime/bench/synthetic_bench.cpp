#include "runtime/api/synthetic_bench.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "kernels/core/thread_team.h"
#include "runtime/bench/step_profile.h"
#include "runtime/bench/synthetic_model.h"
#include "runtime/bench/timed_backend.h"
#include "runtime/generate/random.h"

namespace octant {
namespace {

using Clock = std::chrono::steady_clock;

static_assert(api::kMaxStepRows == kMaxDecodeRows);

constexpr int64_t kMostSteps = int64_t{1} << 24;
// Scratch, a device's tables of experts and the clocks' events are made in the first steps.
constexpr int64_t kWarmUpSteps = 3;
// Whole and timed steps take turns, so that what else goes on in the machine meets both alike. In
// the pause before a turn the other group's threads, which look out for work for some ms, go to
// sleep.
constexpr int64_t kTurns = 4;
constexpr std::chrono::milliseconds kPause{20};

Status check_count(const char* name, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return {};
  return invalid_argument(std::string(name) + " is " + std::to_string(value) + ", expected " +
                          std::to_string(low) + " to " + std::to_string(high));
}

Status check_bench_options(const api::SyntheticBenchOptions& options) {
  for (const int64_t context : options.contexts)
    RETURN_IF_ERROR(check_count("context", context, 0, kMostSteps));
  for (const int64_t rows : options.rows)
    RETURN_IF_ERROR(check_count("rows", rows, 1, api::kMaxStepRows));
  return check_count("steps", options.steps, 1, kMostSteps);
}

// Contexts and rows of all cases.
using CaseKey = std::pair<int64_t, int64_t>;

// Whole steps of a case, and of timed ones what their stages come to.
struct CaseTimes {
  double step = 0;  // seconds, median
  StepProfile profile;
};

// Steps of a model on one group of its ranks.
class StepLoop {
 public:
  // `timed` is rank 0's backend, or null where nobody looks at stages.
  static Result<std::unique_ptr<StepLoop>> create(const api::SyntheticBenchOptions& options,
                                                  const std::atomic<bool>* cancel,
                                                  const SyntheticModel& made, RankGroup& group,
                                                  TimedBackend* timed) {
    std::unique_ptr<StepLoop> loop(new StepLoop(options, cancel, made, group, timed));
    ASSIGN_OR_RETURN(loop->runner_, make_runner(group, *made.model, made.setup, made.weights,
                                                made.model->dims().vocab_size));
    return loop;
  }

  // Fills the context of a case; what was taken before is forgotten.
  Status begin(const CaseKey& key) {
    key_ = key;
    RETURN_IF_ERROR(table_.reserve(key.first + key.second));
    runner_->set_pages(table_.pages());
    RETURN_IF_ERROR(fill_context(key.first));
    RETURN_IF_ERROR(take(kWarmUpSteps));
    seconds_.clear();
    sums_.clear();
    return {};
  }

  Status take(int64_t num_steps) {
    const auto [context, rows] = key_;
    for (int64_t i = 0; i < num_steps; ++i) {
      const std::vector<int32_t> tokens = random_tokens(rows);
      if (timed_ != nullptr) timed_->set_timed(true);
      const Clock::time_point begin = Clock::now();
      const Wanted wanted = runner_->finds_in_logits() ? Wanted::kLargest : Wanted::kLogits;
      RETURN_IF_ERROR(runner_->main(tokens, context, rows, wanted));
      if (wanted == Wanted::kLogits) RETURN_IF_ERROR(sample(rows));
      const Clock::time_point end = Clock::now();
      if (timed_ != nullptr) {
        timed_->set_timed(false);
        ASSIGN_OR_RETURN(const std::vector<StageSpan> spans, timed_->read_spans());
        sums_.push_back(sum_step(spans, experts_here()));
      }
      seconds_.push_back(std::chrono::duration<double>(end - begin).count());
      if (is_cancelled()) return cancelled("the benchmark was stopped");
    }
    return {};
  }

  CaseTimes times() const {
    CaseTimes times{.step = median(seconds_), .profile = {}};
    if (timed_ != nullptr) times.profile = profile_steps(sums_);
    return times;
  }

 private:
  StepLoop(const api::SyntheticBenchOptions& options, const std::atomic<bool>* cancel,
           const SyntheticModel& made, RankGroup& group, TimedBackend* timed)
      : options_(options),
        cancel_(cancel),
        made_(made),
        group_(group),
        timed_(timed),
        table_(made.setup.need.cache.pages_for(made.setup.need.max_context),
               made.setup.need.cache.page_block_size),
        random_(options.seed) {}

  bool is_cancelled() const { return cancel_ != nullptr && cancel_->load(); }

  Status fill_context(int64_t context) {
    for (int64_t begin = 0; begin < context; begin += made_.setup.need.max_rows) {
      if (is_cancelled()) return cancelled("the benchmark was stopped");
      const int64_t count = std::min(made_.setup.need.max_rows, context - begin);
      RETURN_IF_ERROR(runner_->main(random_tokens(count), begin, 0));
    }
    return {};
  }

  // The greedy choice of every row, where the ranks do not make it themselves; tells of logits that
  // are not finite.
  Status sample(int64_t rows) {
    return group_.sampler().sample({.filter = {},
                                    .num_valid_ids = made_.model->dims().vocab_size,
                                    .logits = runner_->logits(),
                                    .argmax = View<int32_t, 1>(argmax_.data(), {rows}),
                                    .logsumexp = View<float, 1>(logsumexp_.data(), {rows}),
                                    .probs = {}});
  }

  // Anew for every step, so that the choice of experts differs.
  std::vector<int32_t> random_tokens(int64_t count) {
    const auto vocab_size = static_cast<double>(made_.model->dims().vocab_size);
    std::vector<int32_t> tokens;
    for (int64_t i = 0; i < count; ++i) {
      tokens.push_back(static_cast<int32_t>(random_.uniform() * vocab_size));
    }
    return tokens;
  }

  // Of the step that was taken last, by layer with experts.
  std::vector<int64_t> experts_here() const {
    std::vector<int64_t> counts;
    for (int64_t layer = 0; layer < made_.layers.moe; ++layer) {
      counts.push_back(made_.experts_here(layer, runner_->recorder().layer(layer).topk_idx));
    }
    return counts;
  }

  const api::SyntheticBenchOptions& options_;
  const std::atomic<bool>* const cancel_;
  const SyntheticModel& made_;
  RankGroup& group_;
  TimedBackend* const timed_;
  BlockTable table_;
  RandomStream random_;
  CaseKey key_;
  std::vector<double> seconds_;  // of the steps that were taken
  std::vector<StepSums> sums_;
  std::vector<int32_t> argmax_ = std::vector<int32_t>(api::kMaxStepRows);
  std::vector<float> logsumexp_ = std::vector<float>(api::kMaxStepRows);
  std::unique_ptr<StepRunner> runner_;
};

api::StageTime stage_time(const StageSum& sum, double bandwidth) {
  api::StageTime time{.stage = sum.stage,
                      .calls = sum.calls,
                      .microseconds = sum.seconds * 1e6,
                      .bytes = sum.bytes};
  if (sum.bytes > 0 && sum.seconds > 0) {
    time.gigabytes_per_second = sum.bytes / sum.seconds / 1e9;
    if (bandwidth > 0) time.share_of_bandwidth = sum.bytes / sum.seconds / bandwidth;
  }
  return time;
}

api::SyntheticCase make_case(const api::SyntheticBenchOptions& options, const SyntheticModel& made,
                             const CaseKey& key, double whole_step, const CaseTimes& timed) {
  api::SyntheticCase result{.model = options.shape,
                            .dtype = dtype_name(made.dtype),
                            .device = device_text(made.setup.chosen, *made.group),
                            .ranks = made.group->num_ranks(),
                            .threads = made.group->num_threads(),
                            .dense_layers = made.layers.dense,
                            .moe_layers = made.layers.moe,
                            .weight_bytes = made.weight_bytes,
                            .fill_seconds = made.fill_seconds,
                            .context = key.first,
                            .rows = key.second,
                            .steps = options.steps,
                            .step_microseconds = whole_step * 1e6,
                            .timed_step_microseconds = timed.step * 1e6,
                            .stages = {},
                            .rest_microseconds = timed.step * 1e6,
                            .bandwidth_gigabytes_per_second = made.bandwidth / 1e9,
                            .all_layers = extrapolate(timed.profile, whole_step, timed.step,
                                                      made.layers, made.all_layers)};
  for (const StageSum& sum : timed.profile.stages) {
    result.stages.push_back(stage_time(sum, made.bandwidth));
  }
  for (const api::StageTime& stage : result.stages) result.rest_microseconds -= stage.microseconds;
  if (key.second == 1) {
    result.all_layers.tokens_per_second = 1e3 / result.all_layers.step_milliseconds;
  }
  return result;
}

std::vector<CaseKey> all_cases(const api::SyntheticBenchOptions& options) {
  std::vector<CaseKey> keys;
  for (const int64_t context : options.contexts) {
    for (const int64_t rows : options.rows) keys.emplace_back(context, rows);
  }
  return keys;
}

Result<std::vector<api::SyntheticCase>> bench_with_threads(
    const api::SyntheticBenchOptions& options, const api::SyntheticBenchHooks& hooks,
    int32_t num_threads) {
  const std::vector<CaseKey> keys = all_cases(options);
  int64_t longest = 0;
  for (const auto& [context, rows] : keys) longest = std::max(longest, context + rows);
  ASSIGN_OR_RETURN(const std::unique_ptr<SyntheticModel> made,
                   make_synthetic_model(options, num_threads, longest, hooks.cancel));
  ASSIGN_OR_RETURN(const std::unique_ptr<StepLoop> whole,
                   StepLoop::create(options, hooks.cancel, *made, *made->group, nullptr));
  // Other backends on the same weights, so that whole steps have nothing around them.
  TimedBackend* timed_backend = nullptr;
  ASSIGN_OR_RETURN(const std::unique_ptr<RankGroup> timed_group,
                   make_group(made->engine, made->setup, made->model->dims(),
                              [&timed_backend](RankIdx rank, std::unique_ptr<Backend> backend) {
                                auto wrapped = std::make_unique<TimedBackend>(std::move(backend));
                                if (rank == RankIdx(0)) timed_backend = wrapped.get();
                                return wrapped;
                              }));
  ASSIGN_OR_RETURN(const std::unique_ptr<StepLoop> timed,
                   StepLoop::create(options, hooks.cancel, *made, *timed_group, timed_backend));
  std::vector<api::SyntheticCase> cases;
  for (const CaseKey& key : keys) {
    RETURN_IF_ERROR(whole->begin(key));
    RETURN_IF_ERROR(timed->begin(key));
    for (int64_t turn = 0; turn < kTurns; ++turn) {
      const Range steps = split_range(options.steps, turn, kTurns);
      for (StepLoop* loop : {whole.get(), timed.get()}) {
        std::this_thread::sleep_for(kPause);
        RETURN_IF_ERROR(loop->take(steps.size()));
      }
    }
    cases.push_back(make_case(options, *made, key, whole->times().step, timed->times()));
    if (hooks.on_case) hooks.on_case(cases.back());
  }
  return cases;
}

}  // namespace

namespace api {

Result<std::vector<SyntheticCase>> bench_synthetic(const SyntheticBenchOptions& options,
                                                   const SyntheticBenchHooks& hooks) {
  RETURN_IF_ERROR(check_bench_options(options));
  std::vector<SyntheticCase> all;
  for (const int32_t num_threads : options.threads) {
    ASSIGN_OR_RETURN(std::vector<SyntheticCase> cases,
                     bench_with_threads(options, hooks, num_threads));
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

}  // namespace api
}  // namespace octant
