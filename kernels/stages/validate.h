#pragma once
// The argument checks of the stages, the same for every backend: each says which argument
// contradicts which, with the values, and costs nothing that shows beside a stage.

#include "kernels/core/status.h"
#include "kernels/stages/backend.h"

namespace octant {

// Where the elements of an argument's views lie. On a device they cannot be looked at here: tokens,
// topk_idx, local_of_logical and bias are then taken as they are, and the device checks what it
// can.
enum class Values { kOnHost, kOnDevice };

Status validate(const EmbedArgs& args, Values values = Values::kOnHost);
Status validate(const AttnInArgs& args, Values values = Values::kOnHost);
Status validate(const AttnQArgs& args, Values values = Values::kOnHost);
Status validate(const MlaAttendArgs& args, Values values = Values::kOnHost);
Status validate(const AttnOutArgs& args, Values values = Values::kOnHost);
Status validate(const AddNormArgs& args, Values values = Values::kOnHost);
Status validate(const RouteArgs& args, Values values = Values::kOnHost);
Status validate(const MoeUpArgs& args, Values values = Values::kOnHost);
Status validate(const MoeDownArgs& args, Values values = Values::kOnHost);
Status validate(const DenseFfnArgs& args, Values values = Values::kOnHost);
Status validate(const HeadArgs& args, Values values = Values::kOnHost);
Status validate(const DraftInArgs& args, Values values = Values::kOnHost);
Status validate(const SampleArgs& args, Values values = Values::kOnHost);
Status validate(const CandidatesArgs& args, Values values = Values::kOnHost);

}  // namespace octant
