#include "kernels/cuda/cuda_backend.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kernels/cuda/attention.h"
#include "kernels/cuda/attention_tiles.h"
#include "kernels/cuda/blas_products.h"
#include "kernels/cuda/device_memory.h"
#include "kernels/cuda/event_clock.h"
#include "kernels/cuda/experts.h"
#include "kernels/cuda/faults.h"
#include "kernels/cuda/graph.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"
#include "kernels/cuda/moe.h"
#include "kernels/cuda/moe_tiles.h"
#include "kernels/cuda/push_sum.h"
#include "kernels/cuda/residual.h"
#include "kernels/cuda/route.h"
#include "kernels/cuda/sample.h"
#include "kernels/cuda/tuning.h"
#include "kernels/stages/validate.h"

namespace octant::cuda {
namespace {

class Stages final : public CudaBackend {
 public:
  std::string_view name() const override { return "cuda"; }
  Memory& memory() override { return *memory_; }
  bool reads_peers() const override { return reads_peers_; }
  // The expanded form has no kernels.
  MlaForm mla_form(const MlaShape&, int64_t, int64_t) const override { return MlaForm::kAbsorbed; }

  Status open(const CudaBackendOptions& options) {
    device_ = options.device;
    sync_each_stage_ = options.sync_each_stage;
    max_pages_ = options.max_pages;
    recording_turns_ = options.recording_turns ? options.recording_turns : make_recording_turns();
    CUDA_TRY(cudaSetDevice(device_));
    cudaDeviceProp properties;
    CUDA_TRY(cudaGetDeviceProperties(&properties, device_));
    ASSIGN_OR_RETURN(stream_, Stream::create());
    for (Event& mark : marks_) {
      ASSIGN_OR_RETURN(mark, Event::create());
    }
    memory_ = std::make_unique<DeviceMemory>(device_, stream_.get());
    ASSIGN_OR_RETURN(counters_, memory_->allocate(kNumCounters * 4));
    ASSIGN_OR_RETURN(fault_, memory_->allocate(4));
    ASSIGN_OR_RETURN(host_fault_, memory_->allocate_staging(4));
    const int64_t state_bytes = sizeof(StepState) + max_pages_ * 4;
    ASSIGN_OR_RETURN(state_, memory_->allocate(state_bytes));
    ASSIGN_OR_RETURN(host_state_, memory_->allocate_staging(state_bytes));
    std::memset(host_state_.data(), 0, static_cast<size_t>(state_bytes));
    *host_fault_.as<int32_t>() = 0;
    CUDA_TRY(cudaMemsetAsync(counters_.data(), 0, kNumCounters * 4, stream_.get()));
    CUDA_TRY(cudaMemsetAsync(fault_.data(), 0, 4, stream_.get()));
    context_.stream = stream_.get();
    context_.num_multiprocessors = properties.multiProcessorCount;
    context_.blas = &blas_.emplace(device_, stream_.get());
    context_.max_shared_bytes = static_cast<int64_t>(properties.sharedMemPerBlockOptin);
    context_.memory.counters = counters_.as<int32_t>();
    context_.memory.fault = fault_.as<int32_t>();
    RETURN_IF_ERROR(open_peers(options));
    return stream_.synchronize();
  }

  Status place_step(const StepPlace& place) override {
    const auto num_pages = static_cast<int64_t>(place.block_table.size());
    if (num_pages > max_pages_) {
      return internal_error(std::to_string(num_pages) + " pages, at most " +
                            std::to_string(max_pages_));
    }
    const auto pages = [](const Buffer& state) {
      return reinterpret_cast<int32_t*>(state.data() + sizeof(StepState));
    };
    *host_state_.as<StepState>() = {.first_position = static_cast<int32_t>(place.first_position),
                                    .page_block_size = static_cast<int32_t>(place.page_block_size),
                                    .temperature = place.temperature,
                                    .block_table = pages(state_)};
    std::copy(place.block_table.begin(), place.block_table.end(), pages(host_state_));
    return {};
  }
  // All pages that there may be: a recording copies as many bytes each time.
  Status begin_step() override { return put_copy(state_, host_state_); }
  Status end_step() override { return put_copy(host_fault_, fault_); }

  void forget_experts() override { expert_tables_.clear(); }

  Status synchronize() override {
    Status status = stream_.synchronize();
    if (!status.ok()) {
      return std::move(status).with_context("device " + std::to_string(device_) +
                                            ", in one of the stages of a step");
    }
    const int32_t word = std::exchange(*host_fault_.as<int32_t>(), 0);
    if (word == 0) return {};
    CUDA_TRY(cudaMemsetAsync(fault_.data(), 0, 4, stream_.get()));
    RETURN_IF_ERROR(stream_.synchronize());
    return to_status(word);
  }

  Status copy(const RowsCopy& rows) override {
    const auto turn = recording_turns_->take();
    return memory_->put_rows(rows);
  }

  bool records() const override { return !sync_each_stage_; }
  Status begin_recording() override {
    CUDA_TRY(cudaSetDevice(device_));
    recording_turns_->set_recording(true);
    return begin_capture(stream_.get());
  }
  Result<std::unique_ptr<Recording>> end_recording() override {
    recording_turns_->set_recording(false);
    return end_capture(stream_.get());
  }

  Status mark(int32_t mark) override {
    const auto turn = recording_turns_->take();
    CUDA_TRY(cudaEventRecord(marks_[static_cast<size_t>(mark)].get(), stream_.get()));
    return {};
  }
  Status wait_for(Backend& other, int32_t mark) override {
    const auto& peer = static_cast<const Stages&>(other);  // of the same kind, says the interface
    const Event& event = peer.marks_[static_cast<size_t>(mark)];
    const auto turn = recording_turns_->take();
    CUDA_TRY(cudaStreamWaitEvent(stream_.get(), event.get(), 0));
    return {};
  }

  std::unique_ptr<StageClock> make_clock() override {
    return make_event_clock(device_, stream_.get());
  }

  Status embed(const EmbedArgs& args) override {
    return run("embed", args, args.tokens.extent(0), 0,
               [&] { return cuda::embed(context_, args); });
  }
  Status attn_in(const AttnInArgs& args) override {
    return run("attn_in", args, args.x.extent(0),
               linear_scratch_floats(args.x.extent(0), args.x.extent(1)), [&] {
                 if (!args.q_a.is_null() && args.q_a.dtype == args.kv_a.dtype) {
                   return project(args, args.q_a, args.q_a_out, args.kv_a, args.kv_a_out);
                 }
                 RETURN_IF_ERROR(project(args, args.q_a, args.q_a_out));
                 return project(args, args.kv_a, args.kv_a_out);
               });
  }
  Status attn_q(const AttnQArgs& args) override {
    const int64_t num_rows = args.kv_a.extent(0);
    const int64_t scratch_floats = attn_q_takes_tiles(args) ? attn_q_tiles_scratch_floats(args)
                                                            : attention_scratch_floats(args.shape);
    return run("attn_q", args, num_rows, scratch_floats,
               [&] { return cuda::attn_q(context_, args, state_.as<StepState>()); });
  }
  Status mla_attend(const MlaAttendArgs& args) override {
    const int64_t num_rows = args.shape.num_heads == 0 ? 0 : args.q.extent(0);
    const int64_t scratch_floats =
        mla_attend_takes_tiles(context_, args) ? 0 : attention_scratch_floats(args.shape);
    return run("mla_attend", args, num_rows, scratch_floats,
               [&] { return cuda::mla_attend(context_, args, state_.as<StepState>()); });
  }
  Status attn_out(const AttnOutArgs& args) override {
    const int64_t scratch_floats = attn_out_takes_tiles(args)
                                       ? attn_out_tiles_scratch_floats(args)
                                       : attention_scratch_floats(args.shape);
    return run("attn_out", args, args.out.extent(0), scratch_floats,
               [&] { return cuda::attn_out(context_, args); });
  }
  Status add_norm(const AddNormArgs& args) override {
    return run("add_norm", args, args.x.extent(0), 0,
               [&] { return cuda::add_norm(context_, args); });
  }
  bool pushes() const override { return true; }
  Status push_sum(const PushSumArgs& args) override {
    return run_valid("push_sum", args.x.extent(0), 0,
                     [&] { return cuda::push_sum(context_, args); });
  }
  Status route(const RouteArgs& args) override {
    return run("route", args, args.x.extent(0), args.x.extent(0) * args.shape.n_routed_experts,
               [&] { return cuda::route(context_, args); });
  }
  Status moe_up(const MoeUpArgs& args) override {
    return run("moe_up", args, args.x.extent(0), moe_up_scratch_floats(args), [&]() -> Status {
      ASSIGN_OR_RETURN(const Expert* experts, expert_table(args.experts));
      return cuda::moe_up(context_, args, experts);
    });
  }
  Status moe_down(const MoeDownArgs& args) override {
    return run("moe_down", args, args.out.extent(0), moe_down_scratch_floats(args),
               [&]() -> Status {
                 ASSIGN_OR_RETURN(const Expert* experts, expert_table(args.experts));
                 return cuda::moe_down(context_, args, experts);
               });
  }
  Status dense_ffn(const DenseFfnArgs& args) override {
    return run("dense_ffn", args, args.out.extent(0), dense_ffn_scratch_floats(args),
               [&] { return cuda::dense_ffn(context_, args); });
  }
  Status head(const HeadArgs& args) override {
    return run("head", args, args.x.extent(0),
               linear_scratch_floats(args.x.extent(0), args.x.extent(1)), [&] {
                 return linear(
                     context_,
                     {.name = "head", .x = args.x, .weight = args.lm_head, .out = args.logits});
               });
  }
  Status draft_in(const DraftInArgs& args) override {
    return run("draft_in", args, args.out.extent(0), draft_in_scratch_floats(args),
               [&] { return cuda::draft_in(context_, args); });
  }
  Status sample(const SampleArgs& args) override {
    return run("sample", args, args.logits.extent(0), sample_scratch_floats(args),
               [&] { return cuda::sample(context_, args); });
  }
  Status candidates(const CandidatesArgs& args) override {
    return run("candidates", args, args.logits.extent(0), candidates_scratch_floats(args),
               [&] { return cuda::candidates(context_, args, state_.as<StepState>()); });
  }

 private:
  template <typename Args, typename Stage>
  Status run(std::string_view name, const Args& args, int64_t num_rows, int64_t scratch_floats,
             Stage stage) {
    RETURN_IF_ERROR(validate(args, Values::kOnDevice));
    return run_valid(name, num_rows, scratch_floats, stage);
  }
  template <typename Stage>
  Status run_valid(std::string_view name, int64_t num_rows, int64_t scratch_floats, Stage stage) {
    if (num_rows == 0) return {};
    Status status =
        num_rows <= kMaxTokens ? decode_scratch(scratch_floats) : prefill_scratch(scratch_floats);
    if (status.ok()) {
      const auto turn = recording_turns_->take();
      status = stage();
    }
    if (status.ok() && sync_each_stage_) status = stream_.synchronize();
    if (status.ok()) return {};
    return std::move(status).with_context("device " + std::to_string(device_) + ", " +
                                          std::string(name));
  }

  Status project(const AttnInArgs& args, const WeightView& weight, const View<float, 2>& out,
                 const WeightView& second = {}, const View<float, 2>& second_out = {}) {
    return linear(context_, {.name = "attn_in",
                             .x = args.x,
                             .norm_weight = args.norm_weight,
                             .eps = args.eps,
                             .weight = weight,
                             .out = out,
                             .second = second,
                             .second_out = second_out});
  }

  // Lets this device's kernels reach the memory of all others, where the machine allows it.
  Status open_peers(const CudaBackendOptions& options) {
    for (int peer = 0; peer < options.num_devices && reads_peers_; ++peer) {
      if (peer == device_) continue;
      int can_access = 0;
      CUDA_TRY(cudaDeviceCanAccessPeer(&can_access, device_, peer));
      if (can_access == 0) {
        reads_peers_ = false;
        return {};
      }
      const cudaError_t error = cudaDeviceEnablePeerAccess(peer, 0);
      if (error == cudaErrorPeerAccessAlreadyEnabled) {  // another rank of this device was here
        (void)cudaGetLastError();
      } else if (error != cudaSuccess) {
        return to_status(error, "cudaDeviceEnablePeerAccess");
      }
    }
    return {};
  }

  Status put_copy(const Buffer& to, const Buffer& from) {
    return copy(RowsCopy::whole(to.data(), from.data(), from.size_bytes()));
  }

  // Scratch of at least `floats`. Of decode's, whose size hardly depends on the step, what there
  // was before stays: recordings use it.
  Status decode_scratch(int64_t floats) {
    if (floats > decode_scratch_floats_) {
      ASSIGN_OR_RETURN(Buffer grown, memory_->allocate(floats * 4));
      decode_scratch_.push_back(std::move(grown));
      decode_scratch_floats_ = floats;
    }
    if (!decode_scratch_.empty()) use_scratch(decode_scratch_.back());
    return {};
  }
  // Prefill's grows with the rows of a step, and nobody remembers it.
  Status prefill_scratch(int64_t floats) {
    if (prefill_scratch_.size_bytes() < floats * 4) {
      RETURN_IF_ERROR(stream_.synchronize());
      prefill_scratch_ = {};
      ASSIGN_OR_RETURN(prefill_scratch_, memory_->allocate(floats * 4));
    }
    use_scratch(prefill_scratch_);
    return {};
  }
  void use_scratch(const Buffer& scratch) { context_.memory.scratch = scratch.as<float>(); }

  // The device's copy of a layer's experts, made when a layer comes the first time. Known by where
  // the layer's views lie: they stay as long as the model is bound.
  Result<const Expert*> expert_table(std::span<const GatedFfn> experts) {
    if (experts.empty()) return static_cast<const Expert*>(nullptr);
    const auto found = expert_tables_.find(experts.data());
    if (found != expert_tables_.end()) return found->second.as<const Expert>();
    std::vector<Expert> table;
    for (const GatedFfn& ffn : experts) {
      ASSIGN_OR_RETURN(Expert expert, to_expert(ffn));
      table.push_back(expert);
    }
    ASSIGN_OR_RETURN(Buffer buffer, memory_->copy_of(std::span<const Expert>(table)));
    const auto* data = buffer.as<const Expert>();
    expert_tables_[experts.data()] = std::move(buffer);
    return data;
  }

  int device_ = 0;
  bool sync_each_stage_ = false;
  bool reads_peers_ = true;
  int64_t max_pages_ = 0;
  std::shared_ptr<RecordingTurns> recording_turns_;
  Stream stream_;
  std::array<Event, kNumMarks> marks_;
  std::unique_ptr<DeviceMemory> memory_;
  Buffer counters_;
  Buffer fault_;
  Buffer host_fault_;  // page-locked, as is host_state_
  Buffer state_;       // StepState, then the pages
  Buffer host_state_;
  std::vector<Buffer> decode_scratch_;  // the last is in use
  int64_t decode_scratch_floats_ = 0;
  Buffer prefill_scratch_;
  std::optional<BlasProducts> blas_;
  std::map<const GatedFfn*, Buffer> expert_tables_;
  StageContext context_;
};

}  // namespace

bool is_built_in() {
  return true;
}

std::shared_ptr<RecordingTurns> make_recording_turns() {
  return std::make_shared<RecordingTurns>();
}

Result<int> device_count() {
  int count = 0;
  const cudaError_t error = cudaGetDeviceCount(&count);
  if (error == cudaSuccess && count > 0) return count;
  (void)cudaGetLastError();
  if (error == cudaErrorInsufficientDriver) {
    int version = 0;
    (void)cudaDriverGetVersion(&version);
    if (version == 0) return unsupported("there is no NVIDIA driver");
    return unsupported("the NVIDIA driver is for CUDA " + std::to_string(version / 1000) + "." +
                       std::to_string(version % 1000 / 10) + ", this program needs a newer one");
  }
  if (error == cudaSuccess || error == cudaErrorNoDevice) {
    return unsupported("there is no CUDA device");
  }
  return unsupported(std::string("CUDA does not start: ") + cudaGetErrorString(error));
}

Result<int64_t> free_bytes(int device) {
  RETURN_IF_ERROR(device_count().status());
  return DeviceMemory(device, nullptr).free_bytes();
}

Result<int64_t> total_bytes(int device) {
  RETURN_IF_ERROR(device_count().status());
  return DeviceMemory(device, nullptr).total_bytes();
}

Result<std::unique_ptr<CudaBackend>> CudaBackend::create(const CudaBackendOptions& options) {
  ASSIGN_OR_RETURN(const int count, device_count());
  if (options.device >= count) {
    return not_found("CUDA device " + std::to_string(options.device) + " of " +
                     std::to_string(count));
  }
  auto backend = std::make_unique<Stages>();
  RETURN_IF_ERROR(backend->open(options));
  return std::unique_ptr<CudaBackend>(std::move(backend));
}

}  // namespace octant::cuda
