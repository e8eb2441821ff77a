#pragma once
// The argument checks of the stages, the same for every backend: each says which argument
// contradicts which, with the values, and costs nothing that shows beside a stage.

#include "kernels/core/status.h"
#include "kernels/stages/backend.h"

namespace octant {

Status validate(const EmbedArgs& args);
Status validate(const AttnInArgs& args);
Status validate(const AttnQArgs& args);
Status validate(const MlaAttendArgs& args);
Status validate(const AttnOutArgs& args);
Status validate(const AddNormArgs& args);
Status validate(const RouteArgs& args);
Status validate(const MoeUpArgs& args);
Status validate(const MoeDownArgs& args);
Status validate(const DenseFfnArgs& args);
Status validate(const HeadArgs& args);
Status validate(const DraftInArgs& args);
Status validate(const SampleArgs& args);

}  // namespace octant
