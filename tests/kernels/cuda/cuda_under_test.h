#pragma once
// The CUDA backend as a backend on host memory: every call copies its arguments to the device, runs
// the stage, waits, and copies the results back. So the cases and comparisons of the other backends
// serve here too, on a GPU as well as on the SIMT executor.

#include <memory>
#include <vector>

#include "kernels/cuda/cuda_backend.h"

namespace octant::test {

class CudaUnderTest final : public Backend {
 public:
  // Aborts if there is no device.
  CudaUnderTest();

  std::string_view name() const override { return "cuda"; }
  Status embed(const EmbedArgs& args) override;
  Status attn_in(const AttnInArgs& args) override;
  Status attn_q(const AttnQArgs& args) override;
  Status mla_attend(const MlaAttendArgs& args) override;
  Status attn_out(const AttnOutArgs& args) override;
  Status add_norm(const AddNormArgs& args) override;
  Status route(const RouteArgs& args) override;
  Status moe_up(const MoeUpArgs& args) override;
  Status moe_down(const MoeDownArgs& args) override;
  Status dense_ffn(const DenseFfnArgs& args) override;
  Status head(const HeadArgs& args) override;
  Status draft_in(const DraftInArgs& args) override;
  Status sample(const SampleArgs& args) override;
  Status candidates(const CandidatesArgs& args) override;

 private:
  std::unique_ptr<cuda::CudaBackend> backend_;
};

}  // namespace octant::test
