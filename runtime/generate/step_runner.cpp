#include "runtime/generate/step_runner.h"

#include <algorithm>

namespace octant {
namespace {

Result<Buffer> elements(int64_t count, int64_t size) {
  return Buffer::allocate(count * size);
}

View<float, 2> first_rows(const Buffer& buffer, int64_t rows, int64_t cols) {
  return View<float, 2>(buffer.as<float>(), {rows, cols});
}

const TensorSpec& head_spec(const Model& model) {
  for (const TensorSpec& tensor : model.weight_plan()) {
    if (tensor.role == WeightRole::kHead && !tensor.draft) return tensor;
  }
  CHECK(false);
  return model.weight_plan().front();
}

}  // namespace

StepRunner::StepRunner(RankGroup& group, const ModelDims& dims, const StepRunnerOptions& options,
                       RoutingRecorder recorder)
    : group_(group), dims_(dims), options_(options), recorder_(std::move(recorder)) {
  int32_t count = 0;
  for (int64_t layer = 0; layer < dims.num_hidden_layers; ++layer) {
    moe_ordinal_.push_back(dims.layer_has_experts[static_cast<size_t>(layer)] ? count++ : -1);
  }
  tokens_.resize(static_cast<size_t>(options.max_rows));
}

Result<std::unique_ptr<StepRunner>> StepRunner::create(RankGroup& group, const Model& model,
                                                       const std::vector<RankLayout>& layouts,
                                                       std::span<const WeightSource* const> weights,
                                                       const StepRunnerOptions& options) {
  const ModelDims& dims = model.dims();
  const int64_t rows = options.max_rows;
  constexpr int64_t kFloat = sizeof(float);
  ASSIGN_OR_RETURN(RoutingRecorder recorder,
                   RoutingRecorder::create({.num_moe_layers = dims.num_moe_layers(),
                                            .n_routed_experts = dims.n_routed_experts,
                                            .num_experts_per_tok = dims.num_experts_per_tok,
                                            .max_rows = rows}));
  std::unique_ptr<StepRunner> runner(new StepRunner(group, dims, options, std::move(recorder)));
  RETURN_IF_ERROR(runner->reserve_logits(std::min(kMaxDecodeRows, rows)));
  for (int32_t r = 0; r < group.num_ranks(); ++r) {
    const auto i = static_cast<size_t>(r);
    Rank& rank = runner->ranks_.emplace_back();
    ASSIGN_OR_RETURN(rank.model, model.bind(layouts[i], *weights[i],
                                            {.max_positions = options.max_positions,
                                             .max_rows = rows,
                                             .with_draft = options.with_draft}));
    ASSIGN_OR_RETURN(rank.cache, KvCache::allocate(options.cache, options.num_pages));
    ASSIGN_OR_RETURN(rank.hidden, elements(rows * dims.hidden_size, kFloat));
    ASSIGN_OR_RETURN(rank.draft_hidden, elements(rows * dims.hidden_size, kFloat));
    ASSIGN_OR_RETURN(rank.topk_idx, elements(rows * dims.num_experts_per_tok, kFloat));
    ASSIGN_OR_RETURN(rank.topk_weights, elements(rows * dims.num_experts_per_tok, kFloat));
    const ShardRect head = shard_of(head_spec(model), layouts[i]);
    rank.vocab_begin = head.row_begin;
    rank.vocab_end = head.row_end;
  }
  return runner;
}

void StepRunner::set_pages(std::span<const int32_t> pages) {
  for (Rank& rank : ranks_) rank.cache.set_pages(pages);
}

Status StepRunner::reserve_logits(int64_t num_rows) {
  if (num_rows <= logits_capacity_) return {};
  ASSIGN_OR_RETURN(logits_, elements(num_rows * dims_.vocab_size, sizeof(float)));
  logits_capacity_ = num_rows;
  return {};
}

void StepRunner::begin_step(std::span<const int32_t> tokens, int64_t num_logits) {
  num_rows_ = static_cast<int64_t>(tokens.size());
  CHECK(num_rows_ <= options_.max_rows);
  CHECK(num_logits <= num_rows_);
  CHECK(num_logits <= logits_capacity_);
  std::copy(tokens.begin(), tokens.end(), tokens_.begin());
  logits_view_ = first_rows(logits_, num_logits, dims_.vocab_size);
}

Status StepRunner::main(std::span<const int32_t> tokens, int64_t first_position,
                        int64_t num_logits) {
  begin_step(tokens, num_logits);
  main_position_ = first_position;
  recorder_.begin_step(num_rows_);
  return group_.run([&](RankIdx r) {
    Rank& rank = ranks_[r.as_size()];
    RankContext context{.backend = group_.backend(r),
                        .exchange = group_.exchange(r),
                        .cancel = cancel_,
                        .after_layer = {}};
    if (r == RankIdx(0)) context.after_layer = after_layer_;
    const ForwardArgs args{.tokens = View<const int32_t, 1>(tokens_.data(), {num_rows_}),
                           .first_position = first_position,
                           .caches = &rank.cache,
                           .routing = [this, r](LayerIdx layer) { return main_routing(r, layer); },
                           .hidden = first_rows(rank.hidden, num_rows_, dims_.hidden_size),
                           .num_logits = num_logits,
                           .logits = rank_logits(rank)};
    return rank.model->forward(args, context);
  });
}

Status StepRunner::draft(std::span<const int32_t> next_tokens, int64_t num_logits) {
  begin_step(next_tokens, num_logits);
  draft_position_ = main_position_ + num_rows_ - 1;
  return run_draft(HiddenSource::kMain, main_position_, num_logits);
}

Status StepRunner::draft_again(int32_t next_token) {
  begin_step({&next_token, 1}, 1);
  ++draft_position_;
  // Reads the last row of draft_hidden and writes row 0: the stage that reads it is done with it
  // before the layer's last exchange writes.
  return run_draft(HiddenSource::kDraft, draft_position_, 1);
}

Status StepRunner::run_draft(HiddenSource source, int64_t first_position, int64_t num_logits) {
  const Status status = group_.run([&](RankIdx r) {
    Rank& rank = ranks_[r.as_size()];
    RankContext context{.backend = group_.backend(r),
                        .exchange = group_.exchange(r),
                        .cancel = cancel_,
                        .after_layer = {}};
    const DraftArgs args{.next_tokens = View<const int32_t, 1>(tokens_.data(), {num_rows_}),
                         .hidden_in = hidden_in(rank, source),
                         .first_position = first_position,
                         .caches = &rank.cache,
                         .routing = [this, r](LayerIdx) { return unrecorded_routing(r); },
                         .hidden = first_rows(rank.draft_hidden, num_rows_, dims_.hidden_size),
                         .num_logits = num_logits,
                         .logits = rank_logits(rank)};
    return rank.model->draft(args, context);
  });
  draft_rows_ = num_rows_;
  return status;
}

View<const float, 2> StepRunner::hidden_in(const Rank& rank, HiddenSource source) const {
  if (source == HiddenSource::kMain) return first_rows(rank.hidden, num_rows_, dims_.hidden_size);
  return first_rows(rank.draft_hidden, draft_rows_, dims_.hidden_size)
      .slice(0, draft_rows_ - 1, draft_rows_);
}

View<float, 2> StepRunner::rank_logits(const Rank& rank) const {
  return logits_view_.slice(1, rank.vocab_begin, rank.vocab_end);
}

RoutingOut StepRunner::unrecorded_routing(RankIdx r) const {
  const Rank& rank = ranks_[r.as_size()];
  const int64_t k = dims_.num_experts_per_tok;
  return {.topk_idx = View<int32_t, 2>(rank.topk_idx.as<int32_t>(), {num_rows_, k}),
          .topk_weights = View<float, 2>(rank.topk_weights.as<float>(), {num_rows_, k})};
}

RoutingOut StepRunner::main_routing(RankIdx rank, LayerIdx layer) const {
  const int32_t ordinal = moe_ordinal_[layer.as_size()];
  if (ordinal < 0) return {};
  // Every rank chooses the same experts; rank 0's choice is the record.
  return rank == RankIdx(0) ? recorder_.layer(ordinal) : unrecorded_routing(rank);
}

}  // namespace octant
