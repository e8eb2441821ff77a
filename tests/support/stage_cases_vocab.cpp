#include "tests/support/stage_cases.h"

#include <algorithm>

namespace octant::test {

EmbedArgs EmbedCase::args() {
  return {.tokens = tokens.const_view(), .table = table.view(), .x = x.view()};
}

EmbedCase make_embed_case(int64_t T, int64_t vocab_size, int64_t H, const CaseOptions& options) {
  Random random(options.seed);
  EmbedCase made;
  made.tokens = HostTensor<int32_t, 1>({T}, 0);
  for (int64_t t = 0; t < T; ++t) {
    made.tokens.view()(t) = static_cast<int32_t>(random.below(vocab_size));
  }
  made.table = make_weight(random, vocab_size, H, options);
  made.x = unwritten<2>({T, H});
  return made;
}

HeadArgs HeadCase::args() {
  return {.x = x.const_view(), .lm_head = lm_head.view(), .logits = logits.view()};
}

HeadCase make_head_case(int64_t T, int64_t H, int64_t rows, const CaseOptions& options) {
  Random random(options.seed);
  HeadCase made;
  made.x = random_tensor<2>(random, {T, H}, 1.0, 1);
  made.lm_head = make_weight(random, rows, H, options);
  made.logits = unwritten<2>({T, rows});
  return made;
}

DraftInArgs DraftInCase::args() {
  return {.embedding = embedding.const_view(),
          .hidden = hidden.const_view(),
          .enorm = enorm.const_view(),
          .hnorm = hnorm.const_view(),
          .eps = 1e-6f,
          .eh_proj = eh_proj.view(),
          .col_begin = col_begin,
          .out = out.view()};
}

DraftInCase make_draft_in_case(int64_t T, int64_t H, int64_t col_begin, int64_t cols,
                               const CaseOptions& options) {
  Random random(options.seed);
  DraftInCase made;
  made.embedding = random_tensor<2>(random, {T, H}, 0.1, 1);
  made.hidden = random_tensor<2>(random, {T, H}, 3.0, 1);
  made.enorm = random_tensor<1>(random, {H});
  made.hnorm = random_tensor<1>(random, {H});
  made.eh_proj = make_weight(random, H, cols, options);
  made.col_begin = col_begin;
  made.out = unwritten<2>({T, H});
  return made;
}

SampleArgs SampleCase::args() {
  return {.filter = filter,
          .num_valid_ids = num_valid_ids,
          .logits = logits.const_view(),
          .argmax = argmax.view(),
          .logsumexp = with_logsumexp ? logsumexp.view() : View<float, 1>(),
          .largest = largest.view(),
          .probs = with_probs ? probs.view() : View<float, 2>()};
}

SampleCase make_sample_case(int64_t T, int64_t vocab_size, int64_t num_valid_ids,
                            const SamplingFilter& filter, const CaseOptions& options) {
  Random random(options.seed);
  SampleCase made;
  made.filter = filter;
  made.num_valid_ids = num_valid_ids;
  made.logits = random_tensor<2>(random, {T, vocab_size}, 2.0, 1);
  made.argmax = HostTensor<int32_t, 1>({T}, -7);
  made.logsumexp = unwritten<1>({T});
  made.largest = unwritten<1>({T});
  made.probs = unwritten<2>({T, vocab_size});
  return made;
}

CandidatesArgs CandidatesCase::args() {
  return {.temperature = temperature,
          .num_valid_ids = num_valid_ids,
          .logits = logits.const_view(),
          .largest = largest.const_view(),
          .total = total.view(),
          .floor = floor.view(),
          .count = count.view(),
          .ids = ids.view(),
          .values = values.view()};
}

void CandidatesCase::find_largest() {
  for (int64_t t = 0; t < logits.view().extent(0); ++t) {
    const auto row = logits.view().row(t).first(static_cast<size_t>(num_valid_ids));
    largest.view()(t) = *std::max_element(row.begin(), row.end());
  }
}

CandidatesCase make_candidates_case(int64_t T, int64_t vocab_size, int64_t num_valid_ids,
                                    int64_t capacity, float temperature,
                                    const CaseOptions& options) {
  Random random(options.seed);
  CandidatesCase made;
  made.temperature = temperature;
  made.num_valid_ids = num_valid_ids;
  made.logits = random_tensor<2>(random, {T, vocab_size}, 2.0, 1);
  made.largest = unwritten<1>({T});
  made.total = unwritten<1>({T});
  made.floor = unwritten<1>({T});
  made.count = HostTensor<int32_t, 1>({T}, -7);
  made.ids = HostTensor<int32_t, 2>({T, capacity}, -7);
  made.values = unwritten<2>({T, capacity});
  made.find_largest();
  return made;
}

}  // namespace octant::test
