#pragma once
// RoutingRecorder: the choices of experts of one step, every row and layer. `route` writes into its
// memory; between steps they are counted and turned into TokenRouting events. It knows no request
// and no position.
//
// Memory: topk_idx and topk_weights as [num_moe_layers][max_rows][k], taken once: a step allocates
// nothing. It is staging, where a device's copies end fastest. moe_layer counts the layers with
// experts from 0; an MTP layer wants a recorder of its own. Threads: the ranks call layer() during
// a step. All ranks choose the same experts, but only one of them may write here: the memory of a
// layer has one writer. Everything else belongs to the thread that starts steps, between steps.

#include <cstdint>

#include "kernels/core/buffer.h"
#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "models/model.h"
#include "runtime/api/events.h"
#include "runtime/telemetry/routing_counts.h"

namespace octant {

struct RoutingShape {
  int64_t num_moe_layers = 0;
  int64_t n_routed_experts = 0;     // E, at most 32767: TokenRouting stores ids in 16 bits
  int64_t num_experts_per_tok = 0;  // k
  int64_t max_rows = 0;             // most rows of a step
};

class RoutingRecorder {
 public:
  // Errors: kInvalidArgument for a negative extent, kUnsupported for too many experts,
  // kOutOfMemory.
  static Result<RoutingRecorder> create(const RoutingShape& shape, Memory& memory = host_memory());

  const RoutingShape& shape() const { return shape_; }

  // Forgets the last step. num_rows <= max_rows.
  void begin_step(int64_t num_rows);
  int64_t num_rows() const { return num_rows_; }

  // Where the routing of a layer goes: [num_rows, k] each.
  RoutingOut layer(int64_t moe_layer) const;

  // Adds the rows [begin, end) of the step, in every layer. Only rows that stay in the context are
  // counted: of a verified step, the first num_accepted + 1.
  void count(int64_t begin, int64_t end, RoutingCounts& counts) const;

  // The experts of one row. Identity of the token is the caller's to fill in.
  api::TokenRouting token_routing(int64_t row) const;

 private:
  RoutingRecorder(const RoutingShape& shape, Buffer topk_idx, Buffer topk_weights);

  RoutingShape shape_;
  Buffer topk_idx_;      // int32_t
  Buffer topk_weights_;  // float
  int64_t num_rows_ = 0;
};

}  // namespace octant
