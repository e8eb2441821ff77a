#pragma once
// SumCheck: whether an exchange brings what was sent. Machines are about where the driver says that
// one device reaches another's memory and what arrives is something else (an IOMMU in between,
// say), so it is tried once, with values whose sums are exact.
//
// One object a rank: prepare(), then add() on all ranks as a step, then is_right().

#include "kernels/core/buffer.h"
#include "kernels/core/index.h"
#include "kernels/stages/backend.h"
#include "kernels/stages/exchange.h"

namespace octant {

struct SumCheckShape {
  int32_t num_ranks = 1;
  int64_t num_rows = 0;
  int64_t hidden_size = 0;
};

class SumCheck {
 public:
  SumCheck(Backend& backend, Exchange& exchange, RankIdx rank, const SumCheckShape& shape)
      : backend_(backend), exchange_(exchange), rank_(rank), shape_(shape) {}

  // Allocates, which nobody may do while others wait on their devices.
  Status prepare();
  Status add();
  Result<bool> is_right() const;

 private:
  Backend& backend_;
  Exchange& exchange_;
  const RankIdx rank_;
  const SumCheckShape shape_;
  Buffer partial_;
  Buffer sum_;
};

}  // namespace octant
