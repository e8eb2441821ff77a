#include "kernels/cpu/cpu_backend.h"

#include <type_traits>

#include "kernels/cpu/stage_context.h"
#include "kernels/stages/validate.h"

namespace octant {
namespace {

class CpuBackend final : public Backend {
 public:
  explicit CpuBackend(ThreadTeam& team) : team_(team) {}
  std::string_view name() const override { return "cpu"; }

  Status embed(const EmbedArgs& args) override {
    return run(args, args.tokens.extent(0), cpu::embed);
  }
  Status attn_in(const AttnInArgs& args) override {
    return run(args, args.x.extent(0), cpu::attn_in);
  }
  Status attn_q(const AttnQArgs& args) override {
    return run(args, args.kv_a.extent(0), cpu::attn_q);
  }
  Status mla_attend(const MlaAttendArgs& args) override {
    return run(args, args.shape.num_heads == 0 ? 0 : args.q.extent(0), cpu::mla_attend);
  }
  Status attn_out(const AttnOutArgs& args) override {
    return run(args, args.out.extent(0), cpu::attn_out);
  }
  Status add_norm(const AddNormArgs& args) override {
    return run(args, args.x.extent(0), cpu::add_norm);
  }
  Status route(const RouteArgs& args) override { return run(args, args.x.extent(0), cpu::route); }
  Status moe_up(const MoeUpArgs& args) override { return run(args, args.x.extent(0), cpu::moe_up); }
  Status moe_down(const MoeDownArgs& args) override {
    return run(args, args.out.extent(0), cpu::moe_down);
  }
  Status dense_ffn(const DenseFfnArgs& args) override {
    return run(args, args.out.extent(0), cpu::dense_ffn);
  }
  Status head(const HeadArgs& args) override { return run(args, args.x.extent(0), cpu::head); }
  Status draft_in(const DraftInArgs& args) override {
    return run(args, args.out.extent(0), cpu::draft_in);
  }
  Status sample(const SampleArgs& args) override {
    return run(args, args.logits.extent(0), cpu::sample);
  }

 private:
  template <typename Args, typename Stage>
  Status run(const Args& args, int64_t num_rows, Stage stage) {
    RETURN_IF_ERROR(validate(args));
    if (num_rows == 0) return {};
    RETURN_IF_ERROR(scratch_.reset());
    const cpu::StageContext context{team_, scratch_};
    if constexpr (std::is_void_v<decltype(stage(context, args))>) {
      stage(context, args);
      return {};
    } else {
      return stage(context, args);
    }
  }

  ThreadTeam& team_;
  Scratch scratch_;
};

}  // namespace

std::unique_ptr<Backend> make_cpu_backend(ThreadTeam& team) {
  return std::make_unique<CpuBackend>(team);
}

}  // namespace octant
