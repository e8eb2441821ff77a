#include "runtime/generate/generator.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "runtime/generate/draft_policy.h"

namespace octant {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The token of row `row`: its largest logit's, or drawn.
int32_t next_token(const RowSampler& rows, int64_t row, const SamplingFilter& filter,
                   RandomStream& random) {
  if (filter.temperature == 0) return rows.argmax(row + 1).back();
  return draw(rows.probs(row + 1).back(), random.uniform());
}

// The tokens of a decode step, at most kMaxDecodeRows, without an allocation.
class TokenRow {
 public:
  void clear() { size_ = 0; }
  void push_back(int32_t id) { ids_[size_++] = id; }
  std::span<const int32_t> span() const { return {ids_.data(), size_}; }
  std::span<const int32_t> from(size_t begin) const { return span().subspan(begin); }
  int32_t back() const { return ids_[size_ - 1]; }
  int32_t size() const { return static_cast<int32_t>(size_); }

 private:
  std::array<int32_t, kMaxDecodeRows> ids_{};
  size_t size_ = 0;
};

}  // namespace

struct Generator::Answer {
  const GenerateRequest& request;
  const std::atomic<bool>& cancel;
  GenerateSink& sink;
  bool with_draft = false;
  int64_t token_limit = 0;  // tokens of the answer
  RandomStream random;
  DraftPolicy policy;
  GenerateOutcome outcome;
  bool done = false;
  Clock::time_point start = Clock::now();
  Clock::time_point first_token{};
  TokenRow step;       // what the next verification feeds: the last known token, then drafts
  TokenRow following;  // next tokens of the last main step's kept rows, for the MTP layer
  std::vector<int32_t> prompt_following;  // the same behind a prefill step
  double draft_ms = 0;                    // of the step under way
};

Result<std::unique_ptr<Generator>> Generator::create(StepRunner& runner, Backend& sampler,
                                                     BlockTable& table,
                                                     const GeneratorOptions& options) {
  std::unique_ptr<Generator> generator(new Generator(runner, table, options));
  RowSamplerOptions rows{.max_rows = kMaxDecodeRows,
                         .vocab_size = options.vocab_size,
                         .num_valid_ids = options.num_valid_ids};
  ASSIGN_OR_RETURN(generator->target_, RowSampler::create(runner, sampler, rows));
  rows.max_rows = api::kMaxDraftTokens;
  ASSIGN_OR_RETURN(generator->draft_, RowSampler::create(runner, sampler, rows));
  return generator;
}

Generator::Generator(StepRunner& runner, BlockTable& table, const GeneratorOptions& options)
    : runner_(runner), table_(table), options_(options), sequence_(options.max_context) {
  static_assert(api::kMaxDraftTokens + 1 == kMaxDecodeRows);
}

Result<GenerateOutcome> Generator::generate(const GenerateRequest& request,
                                            const std::atomic<bool>& cancel, GenerateSink& sink) {
  const auto prompt_tokens = static_cast<int64_t>(request.prompt.size());
  if (prompt_tokens < 1) return invalid_argument("the prompt is empty");
  const int64_t room = options_.max_context - prompt_tokens;
  if (room < 1) {
    return invalid_argument("the prompt has " + std::to_string(prompt_tokens) +
                            " tokens, the context holds " + std::to_string(options_.max_context));
  }
  const bool with_draft = options_.has_draft && request.draft.kind != api::DraftMode::Kind::kOff;
  Answer answer{.request = request,
                .cancel = cancel,
                .sink = sink,
                .with_draft = with_draft,
                .token_limit = request.max_tokens > 0 ? std::min(request.max_tokens, room) : room,
                .random = RandomStream(request.seed),
                .policy = DraftPolicy(request.draft, with_draft ? api::kMaxDraftTokens : 0),
                .outcome = {},
                .step = {},
                .following = {},
                .prompt_following = {}};
  answer.outcome.usage.prompt_tokens = prompt_tokens;
  runner_.set_cancel(&cancel);
  Status status = prefill(answer);
  while (status.ok() && !answer.done) status = decode(answer);
  runner_.set_cancel(nullptr);

  api::Timings& timings = answer.outcome.timings;
  const int64_t completion_tokens = answer.outcome.usage.completion_tokens;
  if (completion_tokens > 0) {
    timings.decode_ms = ms_since(answer.first_token);
    if (completion_tokens > 1 && timings.decode_ms > 0) {
      timings.tokens_per_second =
          static_cast<double>(completion_tokens - 1) * 1000.0 / timings.decode_ms;
    }
  }
  if (!status.ok()) {
    if (!cancel.load()) return status;
    answer.outcome.reason = api::FinishReason::kCancelled;
  }
  return answer.outcome;
}

// Feeds what the cache does not hold yet in chunks, and samples the first token.
Status Generator::prefill(Answer& answer) {
  const std::span<const int32_t> prompt = answer.request.prompt;
  const auto total = static_cast<int64_t>(prompt.size());
  const SamplingFilter& filter = answer.request.filter;
  const int64_t cached = sequence_.reuse(prompt, answer.with_draft);
  table_.truncate(cached);
  answer.outcome.usage.cached_tokens = cached;
  answer.sink.on_prefill(cached, total, cached);
  for (int64_t begin = cached; begin < total;) {
    const int64_t end = std::min(total, begin + options_.prefill_chunk);
    const bool is_last = end == total;
    const auto part = [&](int64_t from, int64_t to) {
      return prompt.subspan(static_cast<size_t>(from), static_cast<size_t>(to - from));
    };
    RETURN_IF_ERROR(make_room(end));
    RETURN_IF_ERROR(runner_.main(part(begin, end), begin, is_last ? 1 : 0, target_->wanted(filter),
                                 filter.temperature));
    sequence_.append_main(part(begin, end));
    answer.sink.on_routing(runner_.recorder(), begin, end - begin, end - begin, true);
    answer.sink.on_prefill(end, total, cached);
    if (is_last) {
      answer.prompt_following.assign(prompt.begin() + begin + 1, prompt.end());
    } else if (answer.with_draft) {
      RETURN_IF_ERROR(runner_.draft(part(begin + 1, end + 1), 0));
      sequence_.set_draft_length(end);
    }
    begin = end;
  }
  RETURN_IF_ERROR(target_->take(filter));
  const int32_t first = next_token(*target_, 0, filter, answer.random);
  answer.first_token = Clock::now();
  answer.outcome.timings.prefill_ms = ms_since(answer.start);
  answer.outcome.timings.ttft_ms = answer.outcome.timings.prefill_ms;
  answer.step.push_back(first);
  answer.prompt_following.push_back(first);
  emit(answer, first, 0, false);
  return {};
}

// One step: drafts, verification, acceptance.
Status Generator::decode(Answer& answer) {
  const int64_t emitted = answer.outcome.usage.completion_tokens;
  // A step emits at most one token more than it drafts, and its rows must fit the context.
  const int64_t most =
      std::min(answer.token_limit - emitted, options_.max_context - sequence_.main_length()) - 1;
  const auto num_drafted = static_cast<int32_t>(
      std::clamp<int64_t>(answer.policy.next_num_drafted(), 0, std::max<int64_t>(most, 0)));
  const Clock::time_point begin = Clock::now();
  if (answer.with_draft) RETURN_IF_ERROR(propose(answer, num_drafted));
  answer.draft_ms = ms_since(begin);
  return verify(answer);
}

// Brings the MTP layer's cache up to the last known token and drafts behind it. It runs even if
// nothing is drafted: its cache must not have holes.
Status Generator::propose(Answer& answer, int32_t num_drafted) {
  const SamplingFilter& filter = answer.request.filter;
  const Wanted wanted = draft_->wanted(filter);
  RETURN_IF_ERROR(make_room(sequence_.main_length() + num_drafted));
  const std::span<const int32_t> following =
      answer.prompt_following.empty() ? answer.following.span()
                                      : std::span<const int32_t>(answer.prompt_following);
  RETURN_IF_ERROR(runner_.draft(following, num_drafted > 0 ? 1 : 0, wanted, filter.temperature));
  sequence_.set_draft_length(sequence_.main_length());
  for (int32_t i = 0; i < num_drafted; ++i) {
    if (i > 0) {
      RETURN_IF_ERROR(runner_.draft_again(answer.step.back(), wanted, filter.temperature));
    }
    RETURN_IF_ERROR(draft_->take(filter, i));
    answer.step.push_back(next_token(*draft_, i, filter, answer.random));
  }
  return {};
}

// The main model on the last known token and the drafts; keeps what it agrees with.
Status Generator::verify(Answer& answer) {
  const SamplingFilter& filter = answer.request.filter;
  const std::span<const int32_t> rows = answer.step.span();
  const std::span<const int32_t> drafted = rows.subspan(1);
  const auto num_rows = static_cast<int64_t>(rows.size());
  const int64_t position = sequence_.main_length();
  const Clock::time_point begin = Clock::now();
  RETURN_IF_ERROR(make_room(position + num_rows));
  RETURN_IF_ERROR(
      runner_.main(rows, position, num_rows, target_->wanted(filter), filter.temperature));
  const double verify_ms = ms_since(begin);

  RETURN_IF_ERROR(target_->take(filter));
  const auto num_drafted = static_cast<int64_t>(drafted.size());
  const Acceptance accepted = filter.temperature == 0
                                  ? accept_greedy(drafted, target_->argmax(num_rows))
                                  : accept_sampled({.drafted = drafted,
                                                    .draft_probs = draft_->probs(num_drafted),
                                                    .target_probs = target_->probs(num_rows)},
                                                   answer.random);
  const int64_t num_kept = accepted.num_accepted + 1;
  sequence_.append_main(rows.first(static_cast<size_t>(num_kept)));
  answer.sink.on_routing(runner_.recorder(), position, num_rows, num_kept, false);

  const api::StepEvent step{.request = 0,
                            .num_rows = num_rows,
                            .num_drafted = static_cast<int32_t>(num_drafted),
                            .num_accepted = accepted.num_accepted,
                            .verify_ms = verify_ms,
                            .draft_ms = answer.draft_ms};
  answer.outcome.timings.num_steps += 1;
  answer.outcome.timings.draft_proposed += step.num_drafted;
  answer.outcome.timings.draft_accepted += step.num_accepted;
  answer.policy.observe({.num_drafted = step.num_drafted,
                         .num_accepted = step.num_accepted,
                         .verify_ms = verify_ms,
                         .draft_ms = answer.draft_ms});
  answer.sink.on_step(step);

  const TokenRow verified = answer.step;
  answer.prompt_following.clear();
  answer.following.clear();
  answer.step.clear();
  for (int32_t i = 0; i < accepted.num_accepted; ++i) {
    const int32_t id = verified.from(1)[static_cast<size_t>(i)];
    answer.following.push_back(id);
    emit(answer, id, i, true);
  }
  answer.following.push_back(accepted.next_token);
  answer.step.push_back(accepted.next_token);
  emit(answer, accepted.next_token, accepted.num_accepted, false);
  return {};
}

Status Generator::make_room(int64_t num_tokens) {
  RETURN_IF_ERROR(table_.reserve(num_tokens));
  runner_.set_pages(table_.pages());
  return {};
}

// Hands out a token whose logits are row `row` of the last step, unless the answer is over.
void Generator::emit(Answer& answer, int32_t id, int64_t row, bool drafted) {
  if (answer.done) return;
  api::Usage& usage = answer.outcome.usage;
  const std::vector<int32_t>& stop_ids = answer.request.stop_ids;
  const bool is_stop = std::find(stop_ids.begin(), stop_ids.end(), id) != stop_ids.end();
  const bool goes_on =
      answer.sink.on_token({.id = id,
                            .position = usage.prompt_tokens + usage.completion_tokens,
                            .logprob = target_->logprob(row, id),
                            .drafted = drafted,
                            .is_stop = is_stop});
  usage.completion_tokens += 1;
  if (is_stop || !goes_on) {
    answer.outcome.reason = api::FinishReason::kStop;
    answer.done = true;
  } else if (usage.completion_tokens >= answer.token_limit) {
    answer.outcome.reason = api::FinishReason::kLength;
    answer.done = true;
  }
}

Result<api::EvalResult> Generator::evaluate(std::span<const int32_t> tokens, bool with_draft) {
  const auto num_tokens = static_cast<int64_t>(tokens.size());
  if (num_tokens < 1 || num_tokens > options_.max_context) {
    return invalid_argument("got " + std::to_string(num_tokens) + " tokens, expected 1 to " +
                            std::to_string(options_.max_context));
  }
  if (with_draft && !options_.has_draft) {
    return unsupported("the model has no MTP layer, or it was not loaded");
  }
  for (const int32_t id : tokens) {
    if (id < 0 || id >= options_.vocab_size) {
      return invalid_argument("token " + std::to_string(id) + " is not below vocab_size " +
                              std::to_string(options_.vocab_size));
    }
  }
  sequence_.truncate(0);
  table_.truncate(0);
  const RoutingShape& shape = runner_.recorder().shape();
  api::EvalResult result{.num_tokens = num_tokens,
                         .vocab_size = options_.vocab_size,
                         .num_moe_layers = shape.num_moe_layers,
                         .num_experts_per_tok = shape.num_experts_per_tok};
  const auto per_layer = static_cast<size_t>(num_tokens * shape.num_experts_per_tok);
  result.topk_idx.resize(static_cast<size_t>(shape.num_moe_layers) * per_layer);
  result.topk_weights.resize(result.topk_idx.size());
  const auto append_logits = [this](std::vector<float>& all) {
    const View<float, 2> logits = runner_.logits();
    all.insert(all.end(), logits.data(), logits.data() + logits.size());
  };
  for (int64_t begin = 0; begin < num_tokens;) {
    const int64_t end = std::min(num_tokens, begin + options_.prefill_chunk);
    const std::span<const int32_t> part =
        tokens.subspan(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
    RETURN_IF_ERROR(make_room(end));
    RETURN_IF_ERROR(runner_.reserve_logits(end - begin));
    RETURN_IF_ERROR(runner_.main(part, begin, end - begin));
    append_logits(result.logits);
    for (int64_t layer = 0; layer < shape.num_moe_layers; ++layer) {
      const RoutingOut routing = runner_.recorder().layer(layer);
      const auto at = static_cast<int64_t>(per_layer) * layer + begin * shape.num_experts_per_tok;
      std::copy_n(routing.topk_idx.data(), routing.topk_idx.size(), result.topk_idx.begin() + at);
      std::copy_n(routing.topk_weights.data(), routing.topk_weights.size(),
                  result.topk_weights.begin() + at);
    }
    const int64_t draft_end = std::min(end, num_tokens - 1);  // the last token has no follower
    if (with_draft && draft_end > begin) {
      RETURN_IF_ERROR(runner_.draft(
          tokens.subspan(static_cast<size_t>(begin + 1), static_cast<size_t>(draft_end - begin)),
          draft_end - begin));
      append_logits(result.draft_logits);
    }
    begin = end;
  }
  return result;
}

}  // namespace octant
