#include "runtime/generate/step_runner.h"

#include <algorithm>

namespace octant {
namespace {

constexpr int64_t kElement = 4;  // bytes of a logit, of an expert's id and of its weight
constexpr int64_t kFoundBytes = FoundLogits::candidates_bytes(kMaxDecodeRows);  // of a rank

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
    : group_(group),
      dims_(dims),
      options_(options),
      recorder_(std::move(recorder)),
      recorded_(group) {
  rank_found_.reserve(static_cast<size_t>(group.num_ranks()));
  int32_t count = 0;
  for (int64_t layer = 0; layer < dims.num_hidden_layers; ++layer) {
    moe_ordinal_.push_back(dims.layer_has_experts[static_cast<size_t>(layer)] ? count++ : -1);
  }
}

Result<std::unique_ptr<StepRunner>> StepRunner::create(RankGroup& group, const Model& model,
                                                       const std::vector<RankLayout>& layouts,
                                                       std::span<const WeightSource* const> weights,
                                                       const StepRunnerOptions& options) {
  const ModelDims& dims = model.dims();
  const int64_t rows = options.max_rows;
  constexpr int64_t kFloat = sizeof(float);
  Memory& staging = group.backend(RankIdx(0)).memory();
  ASSIGN_OR_RETURN(RoutingRecorder recorder,
                   RoutingRecorder::create({.num_moe_layers = dims.num_moe_layers(),
                                            .n_routed_experts = dims.n_routed_experts,
                                            .num_experts_per_tok = dims.num_experts_per_tok,
                                            .max_rows = rows},
                                           staging));
  std::unique_ptr<StepRunner> runner(new StepRunner(group, dims, options, std::move(recorder)));
  ASSIGN_OR_RETURN(runner->tokens_, staging.allocate_staging(rows * kFloat));
  if (runner->finds_in_logits()) {
    ASSIGN_OR_RETURN(runner->found_, staging.allocate_staging(group.num_ranks() * kFoundBytes));
  }
  for (int32_t r = 0; r < group.num_ranks(); ++r) {
    const auto i = static_cast<size_t>(r);
    Rank& rank = runner->ranks_.emplace_back();
    Memory& memory = runner->memory(RankIdx(r));
    // A device's rank 0 keeps the routing of all layers until the step is over.
    const bool keeps_routing = r == 0 && !memory.is_host();
    const int64_t routings = keeps_routing ? std::max<int64_t>(dims.num_moe_layers(), 1) : 1;
    const int64_t topk = routings * rows * dims.num_experts_per_tok;
    ASSIGN_OR_RETURN(rank.model, model.bind(layouts[i], *weights[i],
                                            {.memory = &memory,
                                             .max_positions = options.max_positions,
                                             .max_rows = rows,
                                             .with_draft = options.with_draft}));
    ASSIGN_OR_RETURN(rank.cache, KvCache::allocate(options.cache, options.num_pages, memory));
    ASSIGN_OR_RETURN(rank.hidden, memory.allocate(rows * dims.hidden_size * kFloat));
    ASSIGN_OR_RETURN(rank.draft_hidden, memory.allocate(rows * dims.hidden_size * kFloat));
    ASSIGN_OR_RETURN(rank.topk_idx, memory.allocate(topk * kFloat));
    ASSIGN_OR_RETURN(rank.topk_weights, memory.allocate(topk * kFloat));
    if (!memory.is_host()) {
      ASSIGN_OR_RETURN(rank.tokens, memory.allocate(rows * kFloat));
      // Zeroed, since the unused end of a list is copied too.
      ASSIGN_OR_RETURN(rank.found, memory.allocate_zeroed(kFoundBytes));
    }
    const ShardRect head = shard_of(head_spec(model), layouts[i]);
    rank.vocab_begin = head.row_begin;
    rank.vocab_end = head.row_end;
  }
  RETURN_IF_ERROR(runner->reserve_logits(std::min(kMaxDecodeRows, rows)));
  return runner;
}

void StepRunner::set_pages(std::span<const int32_t> pages) {
  for (Rank& rank : ranks_) rank.cache.set_pages(pages);
}

Status StepRunner::reserve_logits(int64_t num_rows) {
  if (num_rows <= logits_capacity_) return {};
  constexpr int64_t kFloat = sizeof(float);
  recorded_.forget();
  ASSIGN_OR_RETURN(logits_,
                   memory(RankIdx(0)).allocate_staging(num_rows * dims_.vocab_size * kFloat));
  for (int32_t r = 0; r < group_.num_ranks(); ++r) {
    if (memory(RankIdx(r)).is_host()) continue;
    Rank& rank = ranks_[static_cast<size_t>(r)];
    const int64_t width = rank.vocab_end - rank.vocab_begin;
    ASSIGN_OR_RETURN(rank.logits, memory(RankIdx(r)).allocate(num_rows * width * kFloat));
  }
  logits_capacity_ = num_rows;
  return {};
}

// What the host has to say before a step.
Status StepRunner::begin_step(std::span<const int32_t> tokens, int64_t first_position,
                              int64_t num_logits, Wanted wanted, float temperature) {
  if (wanted != Wanted::kLogits) CHECK(finds_in_logits());
  wanted_ = wanted;
  temperature_ = temperature;
  num_rows_ = static_cast<int64_t>(tokens.size());
  CHECK(num_rows_ <= options_.max_rows);
  CHECK(num_logits <= num_rows_);
  CHECK(num_logits <= logits_capacity_);
  std::copy(tokens.begin(), tokens.end(), tokens_.as<int32_t>());
  logits_view_ = first_rows(logits_, num_logits, dims_.vocab_size);
  for (int32_t r = 0; r < group_.num_ranks(); ++r) {
    const LatentCacheView cache = ranks_[static_cast<size_t>(r)].cache.layer(LayerIdx(0));
    RETURN_IF_ERROR(group_.backend(RankIdx(r))
                        .place_step({.first_position = first_position,
                                     .page_block_size = cache.page_block_size,
                                     .block_table = cache.block_table,
                                     .temperature = temperature}));
  }
  return {};
}

Status StepRunner::run_stages(const StepShape& shape, FunctionRef<Status(RankIdx)> stages) {
  // A hook wants to see every layer on the host.
  const bool comes_again = shape.num_rows <= kMaxDecodeRows && !after_layer_;
  return comes_again ? recorded_.run(shape, stages) : recorded_.run_once(stages);
}

Status StepRunner::main(std::span<const int32_t> tokens, int64_t first_position, int64_t num_logits,
                        Wanted wanted, float temperature) {
  RETURN_IF_ERROR(begin_step(tokens, first_position, num_logits, wanted, temperature));
  main_position_ = first_position;
  recorder_.begin_step(num_rows_);
  const StepShape shape{.kind = StepShape::Kind::kMain,
                        .num_rows = num_rows_,
                        .num_logits = num_logits,
                        .wanted = wanted_};
  return run_stages(shape, [&](RankIdx r) -> Status {
    Rank& rank = ranks_[r.as_size()];
    RETURN_IF_ERROR(begin_rank(r));
    RankContext context = context_of(r);
    if (r == RankIdx(0)) context.after_layer = host_hook(context.backend);
    const ForwardArgs args{.tokens = rank_tokens(r),
                           .first_position = first_position,
                           .caches = &rank.cache,
                           .routing = [this, r](LayerIdx layer) { return main_routing(r, layer); },
                           .hidden = first_rows(rank.hidden, num_rows_, dims_.hidden_size),
                           .num_logits = num_logits,
                           .logits = rank_logits(r)};
    RETURN_IF_ERROR(rank.model->forward(args, context));
    return finish_rank(r, Recorded::kYes);
  });
}

Status StepRunner::draft(std::span<const int32_t> next_tokens, int64_t num_logits, Wanted wanted,
                         float temperature) {
  RETURN_IF_ERROR(begin_step(next_tokens, main_position_, num_logits, wanted, temperature));
  draft_position_ = main_position_ + num_rows_ - 1;
  return run_draft(HiddenSource::kMain, main_position_, num_logits);
}

Status StepRunner::draft_again(int32_t next_token, Wanted wanted, float temperature) {
  RETURN_IF_ERROR(begin_step({&next_token, 1}, draft_position_ + 1, 1, wanted, temperature));
  ++draft_position_;
  // Reads the last row of draft_hidden and writes row 0: the stage that reads it is done with it
  // before the layer's last exchange writes.
  return run_draft(HiddenSource::kDraft, draft_position_, 1);
}

Status StepRunner::run_draft(HiddenSource source, int64_t first_position, int64_t num_logits) {
  const bool again = source == HiddenSource::kDraft;
  const StepShape shape{.kind = again ? StepShape::Kind::kDraftAgain : StepShape::Kind::kDraft,
                        .num_rows = num_rows_,
                        .num_logits = num_logits,
                        .wanted = wanted_,
                        .hidden_row = again ? draft_rows_ - 1 : 0};
  Status status = run_stages(shape, [&](RankIdx r) -> Status {
    Rank& rank = ranks_[r.as_size()];
    RETURN_IF_ERROR(begin_rank(r));
    RankContext context = context_of(r);
    const DraftArgs args{.next_tokens = rank_tokens(r),
                         .hidden_in = hidden_in(rank, source),
                         .first_position = first_position,
                         .caches = &rank.cache,
                         .routing = [this, r](LayerIdx) { return unrecorded_routing(r); },
                         .hidden = first_rows(rank.draft_hidden, num_rows_, dims_.hidden_size),
                         .num_logits = num_logits,
                         .logits = rank_logits(r)};
    RETURN_IF_ERROR(rank.model->draft(args, context));
    return finish_rank(r, Recorded::kNo);
  });
  draft_rows_ = num_rows_;
  return status;
}

View<const float, 2> StepRunner::hidden_in(const Rank& rank, HiddenSource source) const {
  if (source == HiddenSource::kMain) return first_rows(rank.hidden, num_rows_, dims_.hidden_size);
  return first_rows(rank.draft_hidden, draft_rows_, dims_.hidden_size)
      .slice(0, draft_rows_ - 1, draft_rows_);
}

RankContext StepRunner::context_of(RankIdx r) {
  return {.backend = group_.backend(r),
          .exchange = group_.exchange(r),
          .cancel = cancel_,
          .after_layer = {}};
}

Status StepRunner::begin_rank(RankIdx r) {
  Backend& backend = group_.backend(r);
  RETURN_IF_ERROR(backend.begin_step());
  if (backend.memory().is_host()) return {};
  const int64_t bytes = num_rows_ * static_cast<int64_t>(sizeof(int32_t));
  return backend.copy(RowsCopy::whole(ranks_[r.as_size()].tokens.data(), tokens_.data(), bytes));
}

Status StepRunner::finish_rank(RankIdx r, Recorded recorded) {
  Backend& backend = group_.backend(r);
  if (!backend.memory().is_host()) RETURN_IF_ERROR(bring_back(r, recorded));
  return backend.end_step();
}

Status StepRunner::bring_back(RankIdx r, Recorded recorded) {
  RETURN_IF_ERROR(wanted_ == Wanted::kLogits ? bring_logits(r) : bring_found(r));
  if (r != RankIdx(0) || recorded == Recorded::kNo || dims_.num_moe_layers() == 0) return {};
  Backend& backend = group_.backend(r);
  const Rank& rank = ranks_[r.as_size()];
  // Layers lie equally far apart on both sides.
  const RoutingOut from = device_routing(rank, 0);
  const RoutingOut to = recorder_.layer(0);
  const int64_t k = dims_.num_experts_per_tok;
  RowsCopy layers{.to_stride = options_.max_rows * k * kElement,
                  .from_stride = options_.max_rows * k * kElement,
                  .row_bytes = num_rows_ * k * kElement,
                  .num_rows = dims_.num_moe_layers()};
  layers.to = to.topk_idx.data();
  layers.from = from.topk_idx.data();
  RETURN_IF_ERROR(backend.copy(layers));
  layers.to = to.topk_weights.data();
  layers.from = from.topk_weights.data();
  return backend.copy(layers);
}

Status StepRunner::bring_logits(RankIdx r) {
  const View<float, 2> logits = rank_logits(r);
  return group_.backend(r).copy({.to = logits_view_.data() + ranks_[r.as_size()].vocab_begin,
                                 .to_stride = logits_view_.stride(0) * kElement,
                                 .from = logits.data(),
                                 .from_stride = logits.stride(0) * kElement,
                                 .row_bytes = logits.extent(1) * kElement,
                                 .num_rows = logits.extent(0)});
}

// Looks through the rank's own columns.
Status StepRunner::bring_found(RankIdx r) {
  Backend& backend = group_.backend(r);
  const View<float, 2> logits = rank_logits(r);
  const int64_t num_rows = logits.extent(0);
  CHECK(num_rows <= kMaxDecodeRows);
  const int64_t num_ids = num_valid_ids(r);
  if (num_rows == 0 || num_ids == 0) return {};
  const Buffer& buffer = ranks_[r.as_size()].found;
  const FoundLogits found = FoundLogits::at(buffer.data(), num_rows);
  RETURN_IF_ERROR(backend.sample({.filter = {},
                                  .num_valid_ids = num_ids,
                                  .logits = logits,
                                  .argmax = found.argmax,
                                  .logsumexp = found.logsumexp,
                                  .largest = found.largest,
                                  .probs = {}}));
  int64_t bytes = FoundLogits::largest_bytes(num_rows);
  if (wanted_ == Wanted::kCandidates) {
    RETURN_IF_ERROR(backend.candidates({.temperature = temperature_,
                                        .num_valid_ids = num_ids,
                                        .logits = logits,
                                        .largest = found.largest,
                                        .total = found.total,
                                        .floor = found.floor,
                                        .count = found.count,
                                        .ids = found.ids,
                                        .values = found.values}));
    bytes = FoundLogits::candidates_bytes(num_rows);
  }
  return backend.copy(RowsCopy::whole(found_.data() + r.value * kFoundBytes, buffer.data(), bytes));
}

std::span<const RankFound> StepRunner::found(int64_t row) {
  CHECK(wanted_ != Wanted::kLogits);
  rank_found_.clear();
  for (int32_t r = 0; r < group_.num_ranks(); ++r) {
    if (num_valid_ids(RankIdx(r)) == 0) continue;
    const FoundLogits found =
        FoundLogits::at(found_.data() + r * kFoundBytes, logits_view_.extent(0));
    const auto first_id = static_cast<int32_t>(ranks_[static_cast<size_t>(r)].vocab_begin);
    RankFound& rank = rank_found_.emplace_back();
    rank.largest = {.id = first_id + found.argmax(row),
                    .logit = found.largest(row),
                    .logsumexp = found.logsumexp(row)};
    if (wanted_ == Wanted::kLargest) continue;
    const auto count = static_cast<size_t>(found.count(row));
    rank.total = found.total(row);
    rank.floor = found.floor(row);
    rank.first_id = first_id;
    rank.ids = std::span<const int32_t>(found.ids.row(row)).first(count);
    rank.logits = std::span<const float>(found.values.row(row)).first(count);
  }
  return rank_found_;
}

int64_t StepRunner::max_candidates() const {
  return finds_in_logits() ? group_.num_ranks() * kCandidateCapacity : 0;
}

Status StepRunner::bring_logits() {
  return recorded_.run_once([this](RankIdx r) { return bring_logits(r); });
}

int64_t StepRunner::num_valid_ids(RankIdx r) const {
  const Rank& rank = ranks_[r.as_size()];
  const int64_t valid = options_.num_valid_ids > 0 ? options_.num_valid_ids : dims_.vocab_size;
  return std::clamp<int64_t>(valid - rank.vocab_begin, 0, rank.vocab_end - rank.vocab_begin);
}

View<const int32_t, 1> StepRunner::rank_tokens(RankIdx r) const {
  const Buffer& on_device = ranks_[r.as_size()].tokens;
  const int32_t* tokens = memory(r).is_host() ? tokens_.as<int32_t>() : on_device.as<int32_t>();
  return View<const int32_t, 1>(tokens, {num_rows_});
}

View<float, 2> StepRunner::rank_logits(RankIdx r) const {
  const Rank& rank = ranks_[r.as_size()];
  if (memory(r).is_host()) return logits_view_.slice(1, rank.vocab_begin, rank.vocab_end);
  return first_rows(rank.logits, logits_view_.extent(0), rank.vocab_end - rank.vocab_begin);
}

// The residual stream as the hook wants it: in host memory.
std::function<void(LayerIdx, View<const float, 2>)> StepRunner::host_hook(Backend& backend) const {
  if (!after_layer_ || backend.memory().is_host()) return after_layer_;
  return [this, &backend](LayerIdx layer, View<const float, 2> x) {
    std::vector<float> copy(static_cast<size_t>(x.size()));
    const Status status = backend.memory().download(copy.data(), x.data(),
                                                    x.size() * static_cast<int64_t>(sizeof(float)));
    // A device that fails tells so at the end of the step.
    if (status.ok()) after_layer_(layer, View<const float, 2>(copy.data(), x.shape()));
  };
}

// Layer `ordinal` of what a device's rank 0 keeps.
RoutingOut StepRunner::device_routing(const Rank& rank, int32_t ordinal) const {
  const int64_t k = dims_.num_experts_per_tok;
  const int64_t begin = ordinal * options_.max_rows * k;
  return {.topk_idx = View<int32_t, 2>(rank.topk_idx.as<int32_t>() + begin, {num_rows_, k}),
          .topk_weights = View<float, 2>(rank.topk_weights.as<float>() + begin, {num_rows_, k})};
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
  if (rank != RankIdx(0)) return unrecorded_routing(rank);
  if (memory(rank).is_host()) return recorder_.layer(ordinal);
  return device_routing(ranks_.front(), ordinal);
}

}  // namespace octant
