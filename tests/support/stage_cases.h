#pragma once
// One complete set of arguments of each stage, made from a seed, with an owner: so that one test
// can run the same case on two backends and compare.
//
//   AttnQCase expected = make_attn_q_case(shape, T, options);
//   AttnQCase actual = expected;                      // a value: its own copy of everything
//   reference->attn_q(expected.args());  fast->attn_q(actual.args());
//   expect_close(actual.q.values(), expected.q.values(), ...)
//
// args() points into the case: it is valid while the case lives and is not moved. Outputs start as
// NaN with NaN padding behind each row (HostTensor::padding_intact).

#include <cstdint>
#include <vector>

#include "kernels/stages/backend.h"
#include "tests/support/host_tensor.h"
#include "tests/support/paged_cache.h"
#include "tests/support/random_matrix.h"

namespace octant::test {

struct CaseOptions {
  uint64_t seed = 1;
  DType dtype = DType::kF32;        // of weight matrices; embed and route want kF32 or kBF16
  DType cache_dtype = DType::kF32;  // kF32 or kBF16
  MlaForm form = MlaForm::kAbsorbed;
  int64_t first_position = 0;
  int64_t page_block_size = 16;
  bool power_of_two_scales = false;
  bool inside_larger = false;  // weights are rectangles of larger matrices, see MatrixOptions
  int64_t col_unit = 1;
};

// Weights of deviation cols^-1/2, so that products of unit vectors stay of order 1.
RandomMatrix make_weight(Random& random, int64_t rows, int64_t cols, const CaseOptions& options);

struct EmbedCase {
  HostTensor<int32_t, 1> tokens;
  RandomMatrix table;
  HostTensor<float, 2> x;
  EmbedArgs args();
};
EmbedCase make_embed_case(int64_t T, int64_t vocab_size, int64_t H, const CaseOptions& options);

struct AttnInCase {
  HostTensor<float, 2> x;
  HostTensor<float, 1> norm_weight;
  RandomMatrix q_a, kv_a;
  HostTensor<float, 2> q_a_out, kv_a_out;
  AttnInArgs args();
};
AttnInCase make_attn_in_case(int64_t T, int64_t H, int64_t q_rows, int64_t kv_rows,
                             const CaseOptions& options);

struct AttnQCase {
  MlaShape shape;
  CaseOptions options;
  bool has_q_b = true;
  HostTensor<float, 2> q_a, kv_a;
  HostTensor<float, 1> q_a_norm, kv_a_norm;
  RandomMatrix q_b, kv_b;
  HostTensor<float, 2> cos, sin;
  PagedCache cache;
  HostTensor<float, 3> q;
  AttnQArgs args();
};
// q_lora_rank 0: no q_b.
AttnQCase make_attn_q_case(const MlaShape& shape, int64_t T, int64_t q_lora_rank,
                           const CaseOptions& options);

struct MlaAttendCase {
  MlaShape shape;
  CaseOptions options;
  HostTensor<float, 3> q;
  PagedCache cache;  // rows 0 .. first_position + T - 1 are filled, the others NaN
  RandomMatrix kv_b;
  HostTensor<float, 3> out;
  MlaAttendArgs args();
};
MlaAttendCase make_mla_attend_case(const MlaShape& shape, int64_t T, const CaseOptions& options);

struct AttnOutCase {
  MlaShape shape;
  CaseOptions options;
  HostTensor<float, 3> attended;
  RandomMatrix kv_b, o_proj;
  HostTensor<float, 2> out;
  AttnOutArgs args();
};
AttnOutCase make_attn_out_case(const MlaShape& shape, int64_t T, int64_t H,
                               const CaseOptions& options);

struct AddNormCase {
  std::vector<HostTensor<float, 2>> partials;
  HostTensor<float, 2> x;
  HostTensor<float, 1> norm_weight;
  HostTensor<float, 2> normed;
  bool accumulate = true;
  bool with_norm = true;
  AddNormArgs args();
  std::vector<View<const float, 2>> partial_views;  // filled by args()
};
AddNormCase make_add_norm_case(int64_t T, int64_t H, int64_t num_partials,
                               const CaseOptions& options);

struct RouteCase {
  RouteShape shape;
  HostTensor<float, 2> x;
  RandomMatrix gate;
  HostTensor<float, 1> bias;  // positive, of order 1; drop it by setting with_bias
  bool with_bias = true;
  HostTensor<int32_t, 2> topk_idx;
  HostTensor<float, 2> topk_weights;
  RouteArgs args();
};
RouteCase make_route_case(const RouteShape& shape, int64_t T, int64_t H,
                          const CaseOptions& options);

struct FfnMatrices {
  RandomMatrix gate, up, down;
  GatedFfn view() const { return {gate.view(), up.view(), down.view()}; }
};

struct MoeShape {
  int64_t hidden_size = 0;
  int64_t moe_intermediate_size = 0;
  int64_t n_routed_experts = 0;
  int64_t num_experts_per_tok = 0;
  int64_t num_local_experts = 0;  // a random choice of so many logical experts lives here
  int64_t shared_width = 0;       // 0: no shared expert
};

// Both halves: moe_up's outputs are moe_down's inputs. topk_idx has no expert twice in a row.
struct MoeCase {
  MoeShape shape;
  HostTensor<float, 2> x;
  HostTensor<int32_t, 2> topk_idx;
  HostTensor<float, 2> topk_weights;
  HostTensor<int32_t, 1> local_of_logical;
  std::vector<FfnMatrices> experts;
  FfnMatrices shared;
  HostTensor<float, 2> act, shared_act, out;
  MoeUpArgs up_args();
  MoeDownArgs down_args();
  // Random values in the rows of act that a local expert reads, and in shared_act: for moe_down
  // alone.
  void fill_activations(uint64_t seed);
  std::vector<GatedFfn> expert_views;  // filled by up_args() and down_args()
};
MoeCase make_moe_case(const MoeShape& shape, int64_t T, const CaseOptions& options);

struct DenseFfnCase {
  HostTensor<float, 2> x;
  FfnMatrices ffn;
  HostTensor<float, 2> out;
  DenseFfnArgs args();
};
DenseFfnCase make_dense_ffn_case(int64_t T, int64_t H, int64_t width, const CaseOptions& options);

struct HeadCase {
  HostTensor<float, 2> x;
  RandomMatrix lm_head;
  HostTensor<float, 2> logits;
  HeadArgs args();
};
HeadCase make_head_case(int64_t T, int64_t H, int64_t rows, const CaseOptions& options);

struct DraftInCase {
  HostTensor<float, 2> embedding, hidden;
  HostTensor<float, 1> enorm, hnorm;
  RandomMatrix eh_proj;
  int64_t col_begin = 0;
  HostTensor<float, 2> out;
  DraftInArgs args();
};
DraftInCase make_draft_in_case(int64_t T, int64_t H, int64_t col_begin, int64_t cols,
                               const CaseOptions& options);

struct SampleCase {
  SamplingFilter filter;
  int64_t num_valid_ids = 0;
  HostTensor<float, 2> logits;
  HostTensor<int32_t, 1> argmax;
  HostTensor<float, 1> logsumexp;
  HostTensor<float, 1> largest;
  HostTensor<float, 2> probs;
  bool with_logsumexp = true;
  bool with_probs = true;
  SampleArgs args();
};
SampleCase make_sample_case(int64_t T, int64_t vocab_size, int64_t num_valid_ids,
                            const SamplingFilter& filter, const CaseOptions& options);

struct CandidatesCase {
  float temperature = 1;
  int64_t num_valid_ids = 0;
  HostTensor<float, 2> logits;
  HostTensor<float, 1> largest;
  HostTensor<float, 1> total;
  HostTensor<float, 1> floor;
  HostTensor<int32_t, 1> count;
  HostTensor<int32_t, 2> ids;
  HostTensor<float, 2> values;
  CandidatesArgs args();
  // Of the valid ids of the logits as they are now.
  void find_largest();
};
CandidatesCase make_candidates_case(int64_t T, int64_t vocab_size, int64_t num_valid_ids,
                                    int64_t capacity, float temperature,
                                    const CaseOptions& options);

}  // namespace octant::test
