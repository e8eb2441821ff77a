#pragma once
// StepRunner: one step of the model on all ranks. Turns "these tokens at this position" into a call
// of every rank's RankModel with that rank's weights, cache and buffers, and keeps what a later
// step needs: the hidden states for the MTP layer, the logits for the sampler, the routing for the
// record.
//
// Buffers are allocated once; a step allocates nothing. Where a rank's memory is a device's, what a
// step needs goes there first and what the host needs comes back last, as stages of the step:
// tokens; logits or what the ranks find in them, and rank 0's routing. Steps of a shape that comes
// again are recorded (recorded_steps.h). Owner: the engine's thread, which is also rank 0's.

#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "kernels/core/buffer.h"
#include "models/model.h"
#include "runtime/cache/kv_cache.h"
#include "runtime/generate/candidates.h"
#include "runtime/generate/found_logits.h"
#include "runtime/generate/recorded_steps.h"
#include "runtime/ranks/rank_group.h"
#include "runtime/telemetry/routing_recorder.h"

namespace octant {

struct StepRunnerOptions {
  int64_t max_rows = 512;  // rows of one step
  int64_t max_logits = 8;  // rows of logits of one step
  int64_t max_positions = 0;
  int64_t num_valid_ids = 0;  // of the vocabulary: others are never found; 0: all are
  bool with_draft = false;
  CacheShape cache;
  int64_t num_pages = 0;
};

class StepRunner {
 public:
  // `group`, `model` and `weights` outlive the runner. Errors: kOutOfMemory.
  static Result<std::unique_ptr<StepRunner>> create(RankGroup& group, const Model& model,
                                                    const std::vector<RankLayout>& layouts,
                                                    std::span<const WeightSource* const> weights,
                                                    const StepRunnerOptions& options);

  // Pages of the sequence that the following steps work on.
  void set_pages(std::span<const int32_t> pages);

  // The main model on tokens at first_position ..; logits of the last `num_logits` rows. Routing of
  // its rows is in recorder() until the next main().
  //   wanted       others than kLogits only where finds_in_logits()
  //   temperature  of kCandidates, above 0
  Status main(std::span<const int32_t> tokens, int64_t first_position, int64_t num_logits,
              Wanted wanted = Wanted::kLogits, float temperature = 0);
  // The MTP layer on the first next_tokens.size() rows of the last main(): row t sees that step's
  // hidden state and the token that followed. Logits of the last `num_logits` rows.
  Status draft(std::span<const int32_t> next_tokens, int64_t num_logits,
               Wanted wanted = Wanted::kLogits, float temperature = 0);
  // The MTP layer on its own last output and the token that it proposed, one position further.
  Status draft_again(int32_t next_token, Wanted wanted = Wanted::kLogits, float temperature = 0);

  // Makes room for logits of `num_rows` rows; allocates only if more than ever before.
  Status reserve_logits(int64_t num_rows);
  // [num_logits, vocab_size] of the last step, for rank 0's sampler: there if kLogits was wanted,
  // or after bring_logits().
  View<float, 2> logits() const { return logits_view_; }
  // Whether ranks look through their columns themselves: on devices, which are far from the host.
  bool finds_in_logits() const { return !memory(RankIdx(0)).is_host(); }
  // What each rank found in row `row` of the last step's logits, of which there are then at most
  // kMaxDecodeRows; lists only if kCandidates was wanted. Valid until the next call.
  std::span<const RankFound> found(int64_t row);
  int64_t max_candidates() const;  // of a row
  // Brings whole logits of the last step, which did not bring them. Errors: kDevice.
  Status bring_logits();
  const RoutingRecorder& recorder() const { return recorder_; }
  // Where main() and draft() look between layers whether to stop.
  void set_cancel(const std::atomic<bool>* cancel) { cancel_ = cancel; }
  // Called on rank 0 after every layer with the residual stream [T, H].
  void set_after_layer(std::function<void(LayerIdx, View<const float, 2>)> hook) {
    after_layer_ = std::move(hook);
  }
  int64_t cache_bytes(RankIdx rank) const { return ranks_[rank.as_size()].cache.size_bytes(); }

 private:
  struct Rank {
    std::unique_ptr<RankModel> model;
    KvCache cache;
    Buffer hidden;            // [max_rows, H] of the last main()
    Buffer draft_hidden;      // [max_rows, H] of the last draft()
    Buffer topk_idx;          // [max_rows, k]: routing that is not recorded; on a device's rank 0 a
    Buffer topk_weights;      // layer's behind the other's
    Buffer tokens;            // [max_rows], of a device
    Buffer logits;            // [logits_capacity_, W], of a device
    Buffer found;             // FoundLogits of the last step, of a device
    int64_t vocab_begin = 0;  // this rank's columns of the logits
    int64_t vocab_end = 0;
  };
  StepRunner(RankGroup& group, const ModelDims& dims, const StepRunnerOptions& options,
             RoutingRecorder recorder);

  Status begin_step(std::span<const int32_t> tokens, int64_t first_position, int64_t num_logits,
                    Wanted wanted, float temperature);
  // Which hidden states the MTP layer starts from: the first rows of the last main(), or the last
  // row of the last draft().
  enum class HiddenSource { kMain, kDraft };
  Status run_draft(HiddenSource source, int64_t first_position, int64_t num_logits);
  Status run_stages(const StepShape& shape, FunctionRef<Status(RankIdx)> stages);
  View<const float, 2> hidden_in(const Rank& rank, HiddenSource source) const;
  // The first and last stages of a step on a rank: its tokens, then its logits and routing.
  Status begin_rank(RankIdx r);
  enum class Recorded { kNo, kYes };
  Status finish_rank(RankIdx r, Recorded recorded);
  Status bring_back(RankIdx r, Recorded recorded);
  Status bring_logits(RankIdx r);
  Status bring_found(RankIdx r);
  int64_t num_valid_ids(RankIdx r) const;
  Memory& memory(RankIdx r) const { return group_.backend(r).memory(); }
  View<const int32_t, 1> rank_tokens(RankIdx r) const;
  View<float, 2> rank_logits(RankIdx r) const;
  RankContext context_of(RankIdx r);
  std::function<void(LayerIdx, View<const float, 2>)> host_hook(Backend& backend) const;
  RoutingOut device_routing(const Rank& rank, int32_t ordinal) const;
  RoutingOut unrecorded_routing(RankIdx rank) const;
  RoutingOut main_routing(RankIdx rank, LayerIdx layer) const;

  RankGroup& group_;
  const ModelDims dims_;
  const StepRunnerOptions options_;
  std::vector<int32_t> moe_ordinal_;  // by layer: its place among the layers with experts, or -1
  std::vector<Rank> ranks_;
  RoutingRecorder recorder_;
  RecordedSteps recorded_;
  Buffer tokens_;  // staging: of the step under way, num_rows_ of max_rows
  int64_t num_rows_ = 0;
  Buffer logits_;  // staging: [logits_capacity_, vocab_size]
  int64_t logits_capacity_ = 0;
  View<float, 2> logits_view_;
  Wanted wanted_ = Wanted::kLogits;    // of the step under way
  float temperature_ = 0;              // likewise
  Buffer found_;                       // staging: what each rank found, as Rank::found
  std::vector<RankFound> rank_found_;  // of the row that was asked for last
  int64_t main_position_ = 0;          // first position of the last main()
  int64_t draft_position_ = 0;         // last position of the last draft()
  int64_t draft_rows_ = 0;             // rows of the last draft()
  const std::atomic<bool>* cancel_ = nullptr;
  std::function<void(LayerIdx, View<const float, 2>)> after_layer_;
};

}  // namespace octant
