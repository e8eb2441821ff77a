#include "kernels/stages/validate.h"

#include "kernels/stages/argument_checks.h"

namespace octant {
namespace {

using namespace argument_checks;  // NOLINT: these files consist of its functions

}  // namespace

Status validate(const EmbedArgs& args, Values values) {
  const int64_t tokens = args.tokens.extent(0);
  RETURN_IF_ERROR(
      expect_weight("table", args.table, args.table.rows, args.table.cols, WeightKind::kUnscaled));
  RETURN_IF_ERROR(expect_shape("tokens", args.tokens, {tokens}));
  RETURN_IF_ERROR(expect_shape("x", args.x, {tokens, args.table.cols}));
  if (values == Values::kOnDevice) return {};
  for (int64_t t = 0; t < tokens; ++t) {
    const int64_t token = args.tokens(t);
    if (token < 0 || token >= args.table.rows) {
      return refuse("tokens[" + std::to_string(t) + "]", std::to_string(token),
                    "in [0, " + std::to_string(args.table.rows) + ")");
    }
  }
  return {};
}

Status validate(const AddNormArgs& args, Values) {
  const int64_t tokens = args.x.extent(0);
  const int64_t hidden_size = args.x.extent(1);
  RETURN_IF_ERROR(expect_shape("x", args.x, args.x.shape()));
  for (size_t r = 0; r < args.partials.size(); ++r) {
    Status partial = expect_shape("partial", args.partials[r], {tokens, hidden_size});
    if (!partial.ok())
      return std::move(partial).with_context("partials[" + std::to_string(r) + "]");
  }
  if (tokens == 0) return {};
  if (args.normed.is_null()) {
    if (args.norm_weight.is_null()) return {};
    return refuse("norm_weight", "given", "null, as normed is");
  }
  RETURN_IF_ERROR(expect_eps(args.eps));
  RETURN_IF_ERROR(expect_shape("norm_weight", args.norm_weight, {hidden_size}));
  return expect_shape("normed", args.normed, {tokens, hidden_size});
}

Status validate(const HeadArgs& args, Values) {
  const int64_t tokens = args.x.extent(0);
  RETURN_IF_ERROR(expect_weight("lm_head", args.lm_head, args.lm_head.rows, args.lm_head.cols));
  RETURN_IF_ERROR(expect_shape("x", args.x, {tokens, args.lm_head.cols}));
  return expect_shape("logits", args.logits, {tokens, args.lm_head.rows});
}

Status validate(const DraftInArgs& args, Values) {
  const int64_t tokens = args.embedding.extent(0);
  const int64_t hidden_size = args.enorm.extent(0);
  const int64_t cols = args.eh_proj.cols;
  RETURN_IF_ERROR(expect_eps(args.eps));
  RETURN_IF_ERROR(expect_shape("enorm", args.enorm, {hidden_size}));
  RETURN_IF_ERROR(expect_shape("hnorm", args.hnorm, {hidden_size}));
  RETURN_IF_ERROR(expect_shape("embedding", args.embedding, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_shape("hidden", args.hidden, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_shape("out", args.out, {tokens, hidden_size}));
  RETURN_IF_ERROR(expect_weight("eh_proj", args.eh_proj, hidden_size, cols));
  if (args.col_begin < 0 || args.col_begin > 2 * hidden_size - cols) {
    return refuse("col_begin", std::to_string(args.col_begin),
                  "between 0 and " + std::to_string(2 * hidden_size - cols));
  }
  return {};
}

Status validate(const SampleArgs& args, Values) {
  const int64_t tokens = args.logits.extent(0);
  const int64_t vocab_size = args.logits.extent(1);
  const SamplingFilter& filter = args.filter;
  if (!std::isfinite(filter.temperature) || filter.temperature < 0) {
    return refuse("temperature", std::to_string(filter.temperature), "finite and not negative");
  }
  if (filter.top_k < 0) return refuse("top_k", std::to_string(filter.top_k), "at least 0");
  // Written so that NaN fails.
  if (!(filter.top_p >= 0 && filter.top_p <= 1)) {
    return refuse("top_p", std::to_string(filter.top_p), "between 0 and 1");
  }
  if (!(filter.min_p >= 0 && filter.min_p <= 1)) {
    return refuse("min_p", std::to_string(filter.min_p), "between 0 and 1");
  }
  RETURN_IF_ERROR(expect_shape("argmax", args.argmax, {tokens}));
  if (!args.logsumexp.is_null()) {
    RETURN_IF_ERROR(expect_shape("logsumexp", args.logsumexp, {tokens}));
  }
  if (!args.largest.is_null()) RETURN_IF_ERROR(expect_shape("largest", args.largest, {tokens}));
  if (tokens == 0) return {};
  if (args.num_valid_ids < 1 || args.num_valid_ids > vocab_size) {
    return refuse("num_valid_ids", std::to_string(args.num_valid_ids),
                  "between 1 and " + std::to_string(vocab_size));
  }
  RETURN_IF_ERROR(expect_shape("logits", args.logits, {tokens, vocab_size}));
  if (args.probs.is_null()) return {};
  return expect_shape("probs", args.probs, {tokens, vocab_size});
}

Status validate(const CandidatesArgs& args, Values) {
  const int64_t tokens = args.logits.extent(0);
  const int64_t vocab_size = args.logits.extent(1);
  const int64_t capacity = args.ids.extent(1);
  if (!std::isfinite(args.temperature) || args.temperature <= 0) {
    return refuse("temperature", std::to_string(args.temperature), "finite and above 0");
  }
  RETURN_IF_ERROR(expect_shape("largest", args.largest, {tokens}));
  RETURN_IF_ERROR(expect_shape("total", args.total, {tokens}));
  RETURN_IF_ERROR(expect_shape("floor", args.floor, {tokens}));
  RETURN_IF_ERROR(expect_shape("count", args.count, {tokens}));
  RETURN_IF_ERROR(expect_shape("ids", args.ids, {tokens, capacity}));
  RETURN_IF_ERROR(expect_shape("values", args.values, {tokens, capacity}));
  if (tokens == 0) return {};
  if (args.num_valid_ids < 1 || args.num_valid_ids > vocab_size) {
    return refuse("num_valid_ids", std::to_string(args.num_valid_ids),
                  "between 1 and " + std::to_string(vocab_size));
  }
  return expect_shape("logits", args.logits, {tokens, vocab_size});
}

}  // namespace octant
