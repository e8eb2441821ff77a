#include "runtime/generate/row_sampler.h"

#include <utility>

#include "kernels/core/check.h"

namespace octant {

Result<std::unique_ptr<RowSampler>> RowSampler::create(StepRunner& runner, Backend& sampler,
                                                       const RowSamplerOptions& options) {
  const int64_t bytes = options.max_rows * options.vocab_size * static_cast<int64_t>(sizeof(float));
  ASSIGN_OR_RETURN(Buffer dense, Buffer::allocate(bytes));
  return std::unique_ptr<RowSampler>(new RowSampler(runner, sampler, options, std::move(dense)));
}

RowSampler::RowSampler(StepRunner& runner, Backend& sampler, const RowSamplerOptions& options,
                       Buffer dense)
    : runner_(runner),
      sampler_(sampler),
      options_(options),
      argmax_(static_cast<size_t>(options.max_rows)),
      largest_(static_cast<size_t>(options.max_rows)),
      logsumexp_(static_cast<size_t>(options.max_rows)),
      probs_(static_cast<size_t>(options.max_rows)),
      dense_(std::move(dense)),
      lists_(static_cast<size_t>(options.max_rows)) {
  const auto most = static_cast<size_t>(runner.max_candidates());
  scratch_.reserve(most);
  for (TokenList& list : lists_) {
    list.ids.reserve(most);
    list.probs.reserve(most);
    list.logits.reserve(most);
  }
}

// Devices are far from the host: what is enough for the filter saves them the way of a whole row.
// Without a filter every id can be drawn, and nothing less is enough.
Wanted RowSampler::wanted(const SamplingFilter& filter) const {
  if (!runner_.finds_in_logits()) return Wanted::kLogits;
  if (filter.temperature == 0) return Wanted::kLargest;
  const bool has_top_k = filter.top_k > 0 && filter.top_k < options_.num_valid_ids;
  return has_top_k || filter.top_p < 1 || filter.min_p > 0 ? Wanted::kCandidates : Wanted::kLogits;
}

Status RowSampler::take(const SamplingFilter& filter, int64_t first_row) {
  const int64_t num_rows = runner_.logits().extent(0);
  CHECK(num_rows <= options_.max_rows - first_row);
  const Wanted brought = wanted(filter);
  if (brought == Wanted::kLogits) return take_from_logits(filter, 0, num_rows, first_row);
  bool has_logits = false;
  for (int64_t t = 0; t < num_rows; ++t) {
    const auto row = static_cast<size_t>(first_row + t);
    const std::span<const RankFound> found = runner_.found(t);
    const LargestLogit largest = merge_largest(found);
    argmax_[row] = largest.id;
    largest_[row] = largest.logit;
    logsumexp_[row] = largest.logsumexp;
    if (brought == Wanted::kLargest) continue;
    if (list_tokens(found, filter, options_.num_valid_ids, scratch_, lists_[row])) {
      probs_[row] = lists_[row].row(options_.vocab_size);
      ++num_from_candidates_;
      continue;
    }
    if (!has_logits) RETURN_IF_ERROR(runner_.bring_logits());
    has_logits = true;
    RETURN_IF_ERROR(take_from_logits(filter, t, t + 1, first_row + t));
  }
  return {};
}

Status RowSampler::take_from_logits(const SamplingFilter& filter, int64_t begin, int64_t end,
                                    int64_t first_row) {
  const int64_t num_rows = end - begin;
  const bool greedy = filter.temperature == 0;
  const View<float, 2> dense =
      View<float, 2>(dense_.as<float>(), {options_.max_rows, options_.vocab_size})
          .slice(0, first_row, first_row + num_rows);
  RETURN_IF_ERROR(
      sampler_.sample({.filter = filter,
                       .num_valid_ids = options_.num_valid_ids,
                       .logits = runner_.logits().slice(0, begin, end),
                       .argmax = View<int32_t, 1>(argmax_.data() + first_row, {num_rows}),
                       .logsumexp = View<float, 1>(logsumexp_.data() + first_row, {num_rows}),
                       .largest = View<float, 1>(largest_.data() + first_row, {num_rows}),
                       .probs = greedy ? View<float, 2>() : dense}));
  if (greedy) return {};
  for (int64_t t = 0; t < num_rows; ++t) {
    probs_[static_cast<size_t>(first_row + t)] = TokenProbs::of_all(dense.row(t));
  }
  num_from_logits_ += num_rows;
  return {};
}

float RowSampler::logprob(int64_t row, int32_t id) const {
  const auto r = static_cast<size_t>(row);
  const float logsumexp = logsumexp_[r];
  // A greedy token is the largest of its row, of which nothing else may be here.
  if (id == argmax_[r]) return largest_[r] - logsumexp;
  if (!probs_[r].is_list()) return runner_.logits()(row, id) - logsumexp;
  const int64_t place = probs_[r].find(id);
  CHECK(place >= 0);
  return lists_[r].logits[static_cast<size_t>(place)] - logsumexp;
}

}  // namespace octant
