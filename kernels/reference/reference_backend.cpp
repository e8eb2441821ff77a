#include "kernels/reference/reference_backend.h"

#include "kernels/reference/reference_stages.h"
#include "kernels/stages/validate.h"

namespace octant {
namespace {

// Checks the arguments, then computes.
template <typename Args>
Status run(const Args& args, void (*stage)(const Args&)) {
  RETURN_IF_ERROR(validate(args));
  stage(args);
  return {};
}

template <typename Args>
Status run(const Args& args, Status (*stage)(const Args&)) {
  RETURN_IF_ERROR(validate(args));
  return stage(args);
}

class ReferenceBackend final : public Backend {
 public:
  std::string_view name() const override { return "reference"; }

  Status embed(const EmbedArgs& args) override { return run(args, reference::embed); }
  Status attn_in(const AttnInArgs& args) override { return run(args, reference::attn_in); }
  Status attn_q(const AttnQArgs& args) override { return run(args, reference::attn_q); }
  Status mla_attend(const MlaAttendArgs& args) override { return run(args, reference::mla_attend); }
  Status attn_out(const AttnOutArgs& args) override { return run(args, reference::attn_out); }
  Status add_norm(const AddNormArgs& args) override { return run(args, reference::add_norm); }
  Status route(const RouteArgs& args) override { return run(args, reference::route); }
  Status moe_up(const MoeUpArgs& args) override { return run(args, reference::moe_up); }
  Status moe_down(const MoeDownArgs& args) override { return run(args, reference::moe_down); }
  Status dense_ffn(const DenseFfnArgs& args) override { return run(args, reference::dense_ffn); }
  Status head(const HeadArgs& args) override { return run(args, reference::head); }
  Status draft_in(const DraftInArgs& args) override { return run(args, reference::draft_in); }
  Status sample(const SampleArgs& args) override { return run(args, reference::sample); }
  Status candidates(const CandidatesArgs& args) override {
    return run(args, reference::candidates);
  }
};

}  // namespace

std::unique_ptr<Backend> make_reference_backend() {
  return std::make_unique<ReferenceBackend>();
}

}  // namespace octant
