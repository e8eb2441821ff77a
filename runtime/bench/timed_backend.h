#pragma once
// TimedBackend: a backend that looks at the clock before and after every stage. It gives the
// results of the backend that it wraps; a step takes longer by its stamps, and since the stages
// have to come one by one, none is recorded and no sum is pushed under it.

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "kernels/stages/backend.h"
#include "runtime/bench/stage_bytes.h"

namespace octant {

// Where ranks wait for each other before they add up: from mark() to the first stage behind it.
inline constexpr std::string_view kWaitStage = "wait";

struct StageSpan {
  std::string_view stage;  // the method's name, or kWaitStage
  StageBytes bytes;
  double begin = 0;  // seconds since the step's first stamp
  double end = 0;
};

class TimedBackend final : public Backend {
 public:
  explicit TimedBackend(std::unique_ptr<Backend> inner)
      : inner_(std::move(inner)), clock_(inner_->make_clock()) {}

  // Whether the stages of the steps that follow are timed; off at first. Between steps.
  void set_timed(bool timed) { is_timed_ = timed; }
  // The last step's stages, in their order. Between steps. Errors: kDevice.
  Result<std::vector<StageSpan>> read_spans();

  std::string_view name() const override { return inner_->name(); }
  Memory& memory() override { return inner_->memory(); }
  Status place_step(const StepPlace& place) override { return inner_->place_step(place); }
  Status begin_step() override;
  Status end_step() override { return inner_->end_step(); }
  Status copy(const RowsCopy& rows) override { return inner_->copy(rows); }
  Status synchronize() override { return inner_->synchronize(); }
  Status mark(int32_t mark) override;
  Status wait_for(Backend& other, int32_t mark) override;
  std::unique_ptr<StageClock> make_clock() override { return inner_->make_clock(); }
  bool reads_peers() const override { return inner_->reads_peers(); }
  MlaForm mla_form(const MlaShape& shape, int64_t num_rows, int64_t seqlen_k) const override {
    return inner_->mla_form(shape, num_rows, seqlen_k);
  }

  Status embed(const EmbedArgs& args) override { return timed("embed", &Backend::embed, args); }
  Status attn_in(const AttnInArgs& args) override {
    return timed("attn_in", &Backend::attn_in, args);
  }
  Status attn_q(const AttnQArgs& args) override { return timed("attn_q", &Backend::attn_q, args); }
  Status mla_attend(const MlaAttendArgs& args) override {
    return timed("mla_attend", &Backend::mla_attend, args);
  }
  Status attn_out(const AttnOutArgs& args) override {
    return timed("attn_out", &Backend::attn_out, args);
  }
  Status add_norm(const AddNormArgs& args) override {
    return timed("add_norm", &Backend::add_norm, args);
  }
  Status route(const RouteArgs& args) override { return timed("route", &Backend::route, args); }
  Status moe_up(const MoeUpArgs& args) override { return timed("moe_up", &Backend::moe_up, args); }
  Status moe_down(const MoeDownArgs& args) override {
    return timed("moe_down", &Backend::moe_down, args);
  }
  Status dense_ffn(const DenseFfnArgs& args) override {
    return timed("dense_ffn", &Backend::dense_ffn, args);
  }
  Status head(const HeadArgs& args) override { return timed("head", &Backend::head, args); }
  Status draft_in(const DraftInArgs& args) override {
    return timed("draft_in", &Backend::draft_in, args);
  }
  Status sample(const SampleArgs& args) override { return timed("sample", &Backend::sample, args); }
  Status candidates(const CandidatesArgs& args) override {
    return timed("candidates", &Backend::candidates, args);
  }

 private:
  struct Stamps {
    std::string_view stage;
    StageBytes bytes;
    size_t begin = 0;
    size_t end = 0;
  };

  Result<size_t> stamp() {
    RETURN_IF_ERROR(clock_->stamp());
    return num_stamps_++;
  }

  template <typename Args>
  Status timed(std::string_view stage, Status (Backend::*method)(const Args&), const Args& args) {
    if (!is_timed_) return (inner_.get()->*method)(args);
    Stamps stamps{.stage = stage, .bytes = bytes_read(args)};
    ASSIGN_OR_RETURN(stamps.begin, stamp());
    if (is_waiting_) {
      is_waiting_ = false;
      stamps_.push_back({.stage = kWaitStage, .bytes = {}, .begin = marked_, .end = stamps.begin});
    }
    RETURN_IF_ERROR((inner_.get()->*method)(args));
    ASSIGN_OR_RETURN(stamps.end, stamp());
    stamps_.push_back(stamps);
    return {};
  }

  const std::unique_ptr<Backend> inner_;
  const std::unique_ptr<StageClock> clock_;
  bool is_timed_ = false;
  bool is_waiting_ = false;  // wait_for() was called since the last stage
  size_t marked_ = 0;        // the stamp behind the last mark()
  size_t num_stamps_ = 0;
  std::vector<Stamps> stamps_;  // of the step, in the order of their ends
};

}  // namespace octant
