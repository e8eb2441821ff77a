#pragma once
// Whether a model can be opened on this machine, for people: a verdict in three words, its reason
// in a line, and what each place's memory would be used for.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/inspect.h"
#include "runtime/api/options.h"
#include "runtime/api/plan.h"

namespace octant::session {

enum class Verdict {
  kFits,
  kTight,           // opens, but memory ends before the context does
  kContextTooLong,  // a shorter context would fit
  kTooLarge,
  kNoGpu,         // GPUs are asked for and there are none
  kNoWeights,     // config.json alone
  kNotComplete,   // files are missing or contradict each other
  kNotSupported,  // of a family or a format that the engine does not have
  kNotFound,
};

// Whether opening is worth trying.
bool can_open(Verdict verdict);

// What a part of a place's memory is for. Weights come in as many parts as are worth telling apart.
enum class FitKind { kWeights, kWorkspace, kCache, kUsed, kFree };

struct FitPart {
  FitKind kind = FitKind::kWeights;
  std::string name;  // "Routed experts"
  int64_t bytes = 0;
};

// A GPU, or the machine's main memory.
struct FitPlace {
  std::string name;    // "GPU 3", "Main memory"
  std::string ranks;   // "ranks 0 to 7"
  bool grows = false;  // the cache is taken as a conversation grows, up to what is shown
  // In the order in which they are stacked: weights, workspace, cache, what others use, what is
  // left. The same parts in the same order for every place; the last two only where it is known.
  std::vector<FitPart> parts;
  int64_t needed_bytes = 0;  // weights, workspace and cache
  int64_t free_bytes = 0;    // 0: not known
  int64_t total_bytes = 0;   // 0: not known
};

struct ModelFit {
  Verdict verdict = Verdict::kNotFound;
  std::string words;   // the verdict, three at most
  std::string reason;  // one line, and what to do if it does not fit
  std::vector<FitPlace> places;
  // Of kTight and kContextTooLong: the longest context that fits.
  std::optional<int64_t> context_that_fits;
};

// `options` as they were planned with. Without a report nothing is said of missing files.
ModelFit judge(const std::optional<api::InspectReport>& report, const Result<api::MemoryPlan>& plan,
               const api::EngineOptions& options);
// Of a model that was not found.
ModelFit not_found_fit(const Status& status);

// "0 to 7", "0, 8": ranks are sorted and not empty.
std::string rank_list(const std::vector<int32_t>& ranks);

}  // namespace octant::session
