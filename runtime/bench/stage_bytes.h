#pragma once
// How many bytes of weights and of the cache a stage has to read, from its arguments: what its
// speed is judged by. Activations are not counted; a step of few rows has few of them.

#include <cstdint>

#include "kernels/stages/backend.h"

namespace octant {

struct StageBytes {
  int64_t always = 0;
  int64_t per_expert = 0;  // and this for every routed expert that is chosen and lives here
};

// Matrices with their scales, vectors, cache rows of all positions up to the last row; of kv_b the
// half that the stage multiplies by.
StageBytes bytes_read(const EmbedArgs& args);
StageBytes bytes_read(const AttnInArgs& args);
StageBytes bytes_read(const AttnQArgs& args);
StageBytes bytes_read(const MlaAttendArgs& args);
StageBytes bytes_read(const AttnOutArgs& args);
StageBytes bytes_read(const AddNormArgs& args);
StageBytes bytes_read(const RouteArgs& args);
StageBytes bytes_read(const MoeUpArgs& args);
StageBytes bytes_read(const MoeDownArgs& args);
StageBytes bytes_read(const DenseFfnArgs& args);
StageBytes bytes_read(const HeadArgs& args);
StageBytes bytes_read(const DraftInArgs& args);
StageBytes bytes_read(const SampleArgs& args);      // none: the logits were made by the step
StageBytes bytes_read(const CandidatesArgs& args);  // likewise

}  // namespace octant
