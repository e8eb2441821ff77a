#include "kernels/cuda/cuda_backend.h"

#include <map>
#include <string>
#include <vector>

#include "kernels/cuda/attention.h"
#include "kernels/cuda/device_memory.h"
#include "kernels/cuda/experts.h"
#include "kernels/cuda/faults.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"
#include "kernels/cuda/moe.h"
#include "kernels/cuda/residual.h"
#include "kernels/cuda/route.h"
#include "kernels/cuda/sample.h"
#include "kernels/stages/validate.h"

namespace octant::cuda {
namespace {

class Stages final : public CudaBackend {
 public:
  std::string_view name() const override { return "cuda"; }

  Status allocate(const CudaBackendOptions& options) {
    CUDA_TRY(cudaSetDevice(options.device));
    cudaDeviceProp properties;
    CUDA_TRY(cudaGetDeviceProperties(&properties, options.device));
    ASSIGN_OR_RETURN(stream_, Stream::create());
    ASSIGN_OR_RETURN(counters_, DeviceBuffer::allocate(kNumCounters * 4));
    ASSIGN_OR_RETURN(fault_, DeviceBuffer::allocate(4));
    ASSIGN_OR_RETURN(state_, DeviceBuffer::allocate(sizeof(StepState)));
    ASSIGN_OR_RETURN(block_table_, DeviceBuffer::allocate(4 * options.max_pages));
    ASSIGN_OR_RETURN(scratch_, DeviceBuffer::allocate(options.scratch_bytes));
    CUDA_TRY(cudaMemsetAsync(counters_.as<void>(), 0, kNumCounters * 4, stream_.get()));
    CUDA_TRY(cudaMemsetAsync(fault_.as<void>(), 0, 4, stream_.get()));
    context_ = {.stream = stream_.get(),
                .num_multiprocessors = properties.multiProcessorCount,
                .memory = {.counters = counters_.as<int32_t>(),
                           .fault = fault_.as<int32_t>(),
                           .scratch = scratch_.as<float>(),
                           .scratch_floats = options.scratch_bytes / 4}};
    return stream_.synchronize();
  }

  Status begin_step(int64_t first_position, int64_t page_block_size,
                    std::span<const int32_t> block_table) override {
    const auto table_bytes = static_cast<int64_t>(block_table.size_bytes());
    if (table_bytes > block_table_.size_bytes()) {
      return invalid_argument("a block table of " + std::to_string(block_table.size()) +
                              " pages, expected at most " +
                              std::to_string(block_table_.size_bytes() / 4));
    }
    const StepState state{.first_position = static_cast<int32_t>(first_position),
                          .page_block_size = static_cast<int32_t>(page_block_size),
                          .block_table = block_table_.as<int32_t>()};
    RETURN_IF_ERROR(upload(state_, &state, sizeof(state)));
    return upload(block_table_, block_table.data(), table_bytes);
  }

  void forget_experts() override { expert_tables_.clear(); }

  Status synchronize() override {
    int32_t word = 0;
    CUDA_TRY(cudaMemcpyAsync(&word, fault_.as<void>(), 4, cudaMemcpyDeviceToHost, stream_.get()));
    RETURN_IF_ERROR(stream_.synchronize());
    if (word == 0) return {};
    CUDA_TRY(cudaMemsetAsync(fault_.as<void>(), 0, 4, stream_.get()));
    RETURN_IF_ERROR(stream_.synchronize());
    return to_status(word);
  }

  Status embed(const EmbedArgs& args) override {
    return run(args, args.tokens.extent(0), [&] { return cuda::embed(context_, args); });
  }
  Status attn_in(const AttnInArgs& args) override {
    return run(args, args.x.extent(0), [&] {
      if (!args.q_a.is_null() && args.q_a.dtype == args.kv_a.dtype) {
        return linear(context_, {.name = "attn_in",
                                 .x = args.x,
                                 .norm_weight = args.norm_weight,
                                 .eps = args.eps,
                                 .weight = args.q_a,
                                 .out = args.q_a_out,
                                 .second = args.kv_a,
                                 .second_out = args.kv_a_out});
      }
      RETURN_IF_ERROR(project(args, args.q_a, args.q_a_out));
      return project(args, args.kv_a, args.kv_a_out);
    });
  }
  Status attn_q(const AttnQArgs& args) override {
    return run(args, args.kv_a.extent(0),
               [&] { return cuda::attn_q(context_, args, state_.as<StepState>()); });
  }
  Status mla_attend(const MlaAttendArgs& args) override {
    return run(args, args.shape.num_heads == 0 ? 0 : args.q.extent(0),
               [&] { return cuda::mla_attend(context_, args, state_.as<StepState>()); });
  }
  Status attn_out(const AttnOutArgs& args) override {
    return run(args, args.out.extent(0), [&] { return cuda::attn_out(context_, args); });
  }
  Status add_norm(const AddNormArgs& args) override {
    return run(args, args.x.extent(0), [&] { return cuda::add_norm(context_, args); });
  }
  Status route(const RouteArgs& args) override {
    return run(args, args.x.extent(0), [&] { return cuda::route(context_, args); });
  }
  Status moe_up(const MoeUpArgs& args) override {
    return run(args, args.x.extent(0), [&] {
      ASSIGN_OR_RETURN(const Expert* experts, expert_table(args.experts));
      return cuda::moe_up(context_, args, experts);
    });
  }
  Status moe_down(const MoeDownArgs& args) override {
    return run(args, args.out.extent(0), [&] {
      ASSIGN_OR_RETURN(const Expert* experts, expert_table(args.experts));
      return cuda::moe_down(context_, args, experts);
    });
  }
  Status dense_ffn(const DenseFfnArgs& args) override {
    return run(args, args.out.extent(0), [&] { return cuda::dense_ffn(context_, args); });
  }
  Status head(const HeadArgs& args) override {
    return run(args, args.x.extent(0), [&] {
      return linear(context_,
                    {.name = "head", .x = args.x, .weight = args.lm_head, .out = args.logits});
    });
  }
  Status draft_in(const DraftInArgs& args) override {
    return run(args, args.out.extent(0), [&] { return cuda::draft_in(context_, args); });
  }
  Status sample(const SampleArgs& args) override {
    return run(args, args.logits.extent(0), [&] { return cuda::sample(context_, args); });
  }

 private:
  template <typename Args, typename Stage>
  Status run(const Args& args, int64_t num_rows, Stage stage) {
    RETURN_IF_ERROR(validate(args, Values::kOnDevice));
    if (num_rows == 0) return {};
    return stage();
  }

  Status project(const AttnInArgs& args, const WeightView& weight, const View<float, 2>& out) {
    return linear(context_, {.name = "attn_in",
                             .x = args.x,
                             .norm_weight = args.norm_weight,
                             .eps = args.eps,
                             .weight = weight,
                             .out = out});
  }

  // Host memory may be reused when this returns.
  Status upload(const DeviceBuffer& to, const void* from, int64_t bytes) {
    if (bytes == 0) return {};
    CUDA_TRY(cudaMemcpyAsync(to.as<void>(), from, static_cast<size_t>(bytes),
                             cudaMemcpyHostToDevice, stream_.get()));
    return stream_.synchronize();
  }

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
    const auto bytes = static_cast<int64_t>(table.size() * sizeof(Expert));
    ASSIGN_OR_RETURN(DeviceBuffer buffer, DeviceBuffer::allocate(bytes));
    RETURN_IF_ERROR(upload(buffer, table.data(), bytes));
    const auto* data = buffer.as<const Expert>();
    expert_tables_[experts.data()] = std::move(buffer);
    return data;
  }

  Stream stream_;
  DeviceBuffer counters_;
  DeviceBuffer fault_;
  DeviceBuffer state_;
  DeviceBuffer block_table_;
  DeviceBuffer scratch_;
  std::map<const GatedFfn*, DeviceBuffer> expert_tables_;
  StageContext context_;
};

}  // namespace

Result<std::unique_ptr<CudaBackend>> CudaBackend::create(const CudaBackendOptions& options) {
  auto backend = std::make_unique<Stages>();
  RETURN_IF_ERROR(backend->allocate(options));
  return std::unique_ptr<CudaBackend>(std::move(backend));
}

}  // namespace octant::cuda
