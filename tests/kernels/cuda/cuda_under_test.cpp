#include "tests/kernels/cuda/cuda_under_test.h"

#include <algorithm>

#include "kernels/stages/validate.h"
#include "tests/kernels/cuda/device_copies.h"

namespace octant::test {
namespace {

// Calls `stage` with copies of its arguments, waits, and brings the results back. Values that the
// device cannot check are checked on the way.
template <typename Args, typename Stage>
Status on_device(cuda::CudaBackend& backend, const Args& args, Stage stage) {
  RETURN_IF_ERROR(validate(args));
  DeviceCopies copies(backend.memory());
  RETURN_IF_ERROR(stage(copies));
  RETURN_IF_ERROR(backend.end_step());
  RETURN_IF_ERROR(backend.synchronize());
  backend.forget_experts();
  copies.finish();
  return {};
}

// Bytes of all pages that a case's cache may have: one more than its block table names.
int64_t cache_bytes(const LatentCacheView& cache) {
  const auto pages = static_cast<int64_t>(cache.block_table.size());
  return (pages + 1) * cache.page_stride * size_of(cache.dtype);
}

std::vector<GatedFfn> experts_of(DeviceCopies& copies, std::span<const GatedFfn> experts) {
  std::vector<GatedFfn> copied;
  for (const GatedFfn& ffn : experts) copied.push_back(copies.ffn(ffn));
  return copied;
}

}  // namespace

CudaUnderTest::CudaUnderTest() {
  auto backend = cuda::CudaBackend::create({});
  CHECK(backend.ok());
  backend_ = std::move(backend).value();
}

Status CudaUnderTest::embed(const EmbedArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->embed({.tokens = copies.in(args.tokens),
                            .table = copies.weight(args.table),
                            .x = copies.out(args.x)});
  });
}

Status CudaUnderTest::attn_in(const AttnInArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->attn_in({.x = copies.in(args.x),
                              .norm_weight = copies.in(args.norm_weight),
                              .eps = args.eps,
                              .q_a = copies.weight(args.q_a),
                              .kv_a = copies.weight(args.kv_a),
                              .q_a_out = copies.out(args.q_a_out),
                              .kv_a_out = copies.out(args.kv_a_out)});
  });
}

Status CudaUnderTest::attn_q(const AttnQArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    RETURN_IF_ERROR(backend_->place_step({.first_position = args.first_position,
                                          .page_block_size = args.cache.page_block_size,
                                          .block_table = args.cache.block_table}));
    RETURN_IF_ERROR(backend_->begin_step());
    AttnQArgs copied = args;
    copied.q_a = copies.in(args.q_a);
    copied.kv_a = copies.in(args.kv_a);
    copied.q_a_norm = copies.in(args.q_a_norm);
    copied.kv_a_norm = copies.in(args.kv_a_norm);
    copied.q_b = copies.weight(args.q_b);
    copied.kv_b = copies.weight(args.kv_b);
    copied.rope = {copies.in(args.rope.cos), copies.in(args.rope.sin)};
    copied.cache = copies.cache(args.cache, cache_bytes(args.cache));
    copied.q = copies.out(args.q);
    return backend_->attn_q(copied);
  });
}

Status CudaUnderTest::mla_attend(const MlaAttendArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    RETURN_IF_ERROR(backend_->place_step({.first_position = args.first_position,
                                          .page_block_size = args.cache.page_block_size,
                                          .block_table = args.cache.block_table}));
    RETURN_IF_ERROR(backend_->begin_step());
    MlaAttendArgs copied = args;
    copied.q = copies.in(args.q);
    copied.cache = copies.cache(args.cache, cache_bytes(args.cache));
    copied.kv_b = copies.weight(args.kv_b);
    copied.out = copies.out(args.out);
    return backend_->mla_attend(copied);
  });
}

Status CudaUnderTest::attn_out(const AttnOutArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    AttnOutArgs copied = args;
    copied.attended = copies.in(args.attended);
    copied.kv_b = copies.weight(args.kv_b);
    copied.o_proj = copies.weight(args.o_proj);
    copied.out = copies.out(args.out);
    return backend_->attn_out(copied);
  });
}

Status CudaUnderTest::add_norm(const AddNormArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    std::vector<View<const float, 2>> partials;
    for (const View<const float, 2>& partial : args.partials) {
      partials.push_back(copies.in(partial));
    }
    AddNormArgs copied = args;
    copied.partials = partials;
    copied.x = copies.out(args.x);
    copied.norm_weight = copies.in(args.norm_weight);
    copied.normed = copies.out(args.normed);
    return backend_->add_norm(copied);
  });
}

Status CudaUnderTest::route(const RouteArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->route({.shape = args.shape,
                            .x = copies.in(args.x),
                            .gate = copies.weight(args.gate),
                            .bias = copies.in(args.bias),
                            .topk_idx = copies.out(args.topk_idx),
                            .topk_weights = copies.out(args.topk_weights)});
  });
}

Status CudaUnderTest::moe_up(const MoeUpArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    MoeUpArgs copied = args;
    const std::vector<GatedFfn> experts = experts_of(copies, args.experts);
    copied.x = copies.in(args.x);
    copied.topk_idx = copies.in(args.topk_idx);
    copied.local_of_logical = copies.in(args.local_of_logical);
    copied.experts = experts;
    copied.shared = copies.ffn(args.shared);
    copied.act = copies.out(args.act);
    copied.shared_act = copies.out(args.shared_act);
    return backend_->moe_up(copied);
  });
}

Status CudaUnderTest::moe_down(const MoeDownArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    MoeDownArgs copied = args;
    const std::vector<GatedFfn> experts = experts_of(copies, args.experts);
    copied.act = copies.in(args.act);
    copied.shared_act = copies.in(args.shared_act);
    copied.topk_idx = copies.in(args.topk_idx);
    copied.topk_weights = copies.in(args.topk_weights);
    copied.local_of_logical = copies.in(args.local_of_logical);
    copied.experts = experts;
    copied.shared = copies.ffn(args.shared);
    copied.out = copies.out(args.out);
    return backend_->moe_down(copied);
  });
}

Status CudaUnderTest::dense_ffn(const DenseFfnArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->dense_ffn(
        {.x = copies.in(args.x), .ffn = copies.ffn(args.ffn), .out = copies.out(args.out)});
  });
}

Status CudaUnderTest::head(const HeadArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->head({.x = copies.in(args.x),
                           .lm_head = copies.weight(args.lm_head),
                           .logits = copies.out(args.logits)});
  });
}

Status CudaUnderTest::draft_in(const DraftInArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->draft_in({.embedding = copies.in(args.embedding),
                               .hidden = copies.in(args.hidden),
                               .enorm = copies.in(args.enorm),
                               .hnorm = copies.in(args.hnorm),
                               .eps = args.eps,
                               .eh_proj = copies.weight(args.eh_proj),
                               .col_begin = args.col_begin,
                               .out = copies.out(args.out)});
  });
}

Status CudaUnderTest::sample(const SampleArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    return backend_->sample({.filter = args.filter,
                             .num_valid_ids = args.num_valid_ids,
                             .logits = copies.in(args.logits),
                             .argmax = copies.out(args.argmax),
                             .logsumexp = copies.out(args.logsumexp),
                             .largest = copies.out(args.largest),
                             .probs = copies.out(args.probs)});
  });
}

Status CudaUnderTest::candidates(const CandidatesArgs& args) {
  return on_device(*backend_, args, [&](DeviceCopies& copies) {
    RETURN_IF_ERROR(backend_->place_step({.temperature = args.temperature}));
    RETURN_IF_ERROR(backend_->begin_step());
    return backend_->candidates({.temperature = args.temperature,
                                 .num_valid_ids = args.num_valid_ids,
                                 .logits = copies.in(args.logits),
                                 .largest = copies.in(args.largest),
                                 .total = copies.out(args.total),
                                 .floor = copies.out(args.floor),
                                 .count = copies.out(args.count),
                                 .ids = copies.out(args.ids),
                                 .values = copies.out(args.values)});
  });
}

}  // namespace octant::test
