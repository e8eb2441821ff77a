#include "app/session/model_fit.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "app/text/numbers.h"

namespace octant::session {
namespace {

// Weights smaller than this share of all are shown together: a stripe of a pixel says nothing.
constexpr double kWorthShowing = 0.02;
// Below, a conversation is over before it has begun (runtime/plan has the same).
constexpr int64_t kLeastContext = 1024;
// Contexts are suggested in steps that people recognise.
constexpr int64_t kContextStep = 256;

// The beginning of a sentence; the name of a file stays as it is.
std::string capitalised(std::string text) {
  const std::string word = text.substr(0, text.find(' '));
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_small)) text[0] += 'A' - 'a';
  return text;
}

int64_t sum(const std::vector<int64_t>& values) {
  return std::accumulate(values.begin(), values.end(), int64_t{0});
}

bool is_weights(const api::MemoryPlan::Part& part) {
  return part.name != "cache" && part.name != "working memory";
}

std::string place_name(const api::MemoryPlan::Place& place) {
  if (place.is_host) return "Main memory";
  if (place.name.starts_with("device ")) return "GPU " + place.name.substr(7);
  return capitalised(place.name);
}

int64_t bytes_of(const api::MemoryPlan::Part& part, const api::MemoryPlan::Place& place) {
  int64_t bytes = 0;
  for (const int32_t rank : place.ranks) bytes += part.rank_bytes[static_cast<size_t>(rank)];
  return bytes;
}

int64_t bytes_of(const FitPlace& place, FitKind kind) {
  int64_t bytes = 0;
  for (const FitPart& part : place.parts) {
    if (part.kind == kind) bytes += part.bytes;
  }
  return bytes;
}

// Those that are shown by their names, the largest first.
std::vector<const api::MemoryPlan::Part*> large_weights(const api::MemoryPlan& plan) {
  std::vector<const api::MemoryPlan::Part*> large;
  int64_t all = plan.shared_bytes;
  for (const api::MemoryPlan::Part& part : plan.parts) {
    if (is_weights(part)) all += sum(part.rank_bytes);
  }
  for (const api::MemoryPlan::Part& part : plan.parts) {
    const auto bytes = static_cast<double>(sum(part.rank_bytes));
    if (is_weights(part) && bytes >= kWorthShowing * static_cast<double>(all)) {
      large.push_back(&part);
    }
  }
  std::stable_sort(large.begin(), large.end(), [](const auto* a, const auto* b) {
    return sum(a->rank_bytes) > sum(b->rank_bytes);
  });
  return large;
}

FitPlace place_of(const api::MemoryPlan& plan, const api::MemoryPlan::Place& from) {
  FitPlace place{.name = place_name(from),
                 .ranks = (from.ranks.size() == 1 ? "rank " : "ranks ") + rank_list(from.ranks),
                 .grows = from.is_host,
                 .parts = {},
                 .free_bytes = from.free_bytes,
                 .total_bytes = from.total_bytes};
  int64_t others = 0;
  for (const api::MemoryPlan::Part& part : plan.parts) {
    if (is_weights(part)) others += bytes_of(part, from);
  }
  for (const api::MemoryPlan::Part* part : large_weights(plan)) {
    const int64_t bytes = bytes_of(*part, from);
    place.parts.push_back({FitKind::kWeights, capitalised(part->name), bytes});
    others -= bytes;
  }
  if (plan.shared_bytes > 0) {
    place.parts.push_back(
        {FitKind::kWeights, "Shared by all ranks", from.is_host ? plan.shared_bytes : 0});
  }
  place.parts.push_back({FitKind::kWeights, "Other weights", others});
  for (const auto& [name, kind, shown] :
       {std::tuple{"working memory", FitKind::kWorkspace, "Workspace"},
        std::tuple{"cache", FitKind::kCache, "Cache"}}) {
    for (const api::MemoryPlan::Part& part : plan.parts) {
      if (part.name == name) place.parts.push_back({kind, shown, bytes_of(part, from)});
    }
  }
  for (const FitPart& part : place.parts) place.needed_bytes += part.bytes;
  if (place.total_bytes > 0) {
    const int64_t left = std::max<int64_t>(0, place.free_bytes - place.needed_bytes);
    place.parts.push_back({FitKind::kUsed, "Used by others", place.total_bytes - place.free_bytes});
    place.parts.push_back({FitKind::kFree, "Left over", left});
  }
  return place;
}

// The longest context whose cache every place has room for; 0 if that is none worth having.
int64_t context_that_fits(const api::MemoryPlan& plan, const std::vector<FitPlace>& places) {
  double longest = std::numeric_limits<int32_t>::max();
  for (const FitPlace& place : places) {
    const int64_t cache = bytes_of(place, FitKind::kCache);
    const int64_t room = place.free_bytes - (place.needed_bytes - cache);
    if (room <= 0) return 0;
    if (cache == 0) continue;
    const double per_token = static_cast<double>(cache) / static_cast<double>(plan.max_context);
    longest = std::min(longest, static_cast<double>(room) / per_token);
  }
  const int64_t context = static_cast<int64_t>(longest) / kContextStep * kContextStep;
  return context >= kLeastContext ? context : 0;
}

// The place that has least left, or misses most.
const FitPlace& tightest(const std::vector<FitPlace>& places) {
  return *std::min_element(places.begin(), places.end(), [](const auto& a, const auto& b) {
    return a.free_bytes - a.needed_bytes < b.free_bytes - b.needed_bytes;
  });
}

std::string needs(const FitPlace& place, int64_t bytes) {
  return place.name + " needs " + bytes_text(bytes) + " and has " + bytes_text(place.free_bytes) +
         " free";
}

// Fills in the verdict of a plan whose free memory is known.
void judge_memory(const api::MemoryPlan& plan, ModelFit& fit) {
  const FitPlace& place = tightest(fit.places);
  const int64_t cache = bytes_of(place, FitKind::kCache);
  const int64_t context = context_that_fits(plan, fit.places);
  const bool whole_context = place.needed_bytes <= place.free_bytes;
  if (plan.too_small.empty() && whole_context) {
    fit.verdict = Verdict::kFits;
    fit.words = place.grows              ? "Fits this machine"
                : fit.places.size() == 1 ? "Fits the GPU"
                                         : "Fits the GPUs";
    fit.reason = needs(place, place.needed_bytes) + ", with a context of " +
                 with_thousands(plan.max_context) + " tokens";
    return;
  }
  if (context > 0) {
    fit.context_that_fits = std::min(context, plan.max_context);
    fit.verdict = plan.too_small.empty() ? Verdict::kTight : Verdict::kContextTooLong;
    fit.words = plan.too_small.empty() ? "Fits, but tightly" : "Context too long";
    fit.reason = needs(place, place.needed_bytes) + " for a context of " +
                 with_thousands(plan.max_context) + " tokens; " +
                 with_thousands(*fit.context_that_fits) + " would fit";
    return;
  }
  if (plan.too_small.empty()) {
    fit.verdict = Verdict::kTight;
    fit.words = "Fits, but tightly";
    fit.reason = needs(place, place.needed_bytes) + ", so that a conversation can hardly grow";
    return;
  }
  fit.verdict = Verdict::kTooLarge;
  fit.words = "Too large here";
  fit.reason = needs(place, place.needed_bytes - (place.grows ? cache : 0)) +
               (place.grows ? ". It takes a machine with more memory, or GPUs"
                            : ". It takes more GPUs with a rank each, or larger ones");
}

}  // namespace

bool can_open(Verdict verdict) {
  return verdict == Verdict::kFits || verdict == Verdict::kTight;
}

std::string rank_list(const std::vector<int32_t>& ranks) {
  const bool is_run = ranks.back() - ranks.front() + 1 == std::ssize(ranks);
  if (is_run && ranks.size() > 2) {
    return std::to_string(ranks.front()) + " to " + std::to_string(ranks.back());
  }
  std::string text;
  for (const int32_t rank : ranks) text += (text.empty() ? "" : ", ") + std::to_string(rank);
  return text;
}

ModelFit not_found_fit(const Status& status) {
  return {.verdict = Verdict::kNotFound,
          .words = "Not found",
          .reason = capitalised(std::string(status.message())),
          .places = {}};
}

ModelFit judge(const std::optional<api::InspectReport>& report, const Result<api::MemoryPlan>& plan,
               const api::EngineOptions& options) {
  ModelFit fit;
  if (!plan.ok()) {
    const bool unsupported = plan.status().code() == StatusCode::kUnsupported;
    fit.verdict = unsupported ? Verdict::kNotSupported : Verdict::kNotComplete;
    fit.words = unsupported ? "Not supported" : "Cannot be opened";
    fit.reason = capitalised(std::string(plan.status().message()));
    return fit;
  }
  for (const api::MemoryPlan::Place& place : plan->places) {
    fit.places.push_back(place_of(*plan, place));
  }
  if (plan->places.front().free_bytes == 0) {
    fit.verdict = Verdict::kNoGpu;
    fit.words = "No GPU found";
    fit.reason = capitalised(plan->no_gpu) + "; the bars show what GPUs would need";
    return fit;
  }
  judge_memory(*plan, fit);
  if (!can_open(fit.verdict) || !report) return fit;
  if (report->num_files == 0) {
    fit.verdict = Verdict::kNoWeights;
    fit.words = "No weights here";
    fit.reason = "There would be room, but only config.json is there: download the weights";
  } else if (!report->problems.empty()) {
    fit.verdict = Verdict::kNotComplete;
    fit.words = "Cannot be opened";
    fit.reason = capitalised(report->problems.front());
    const auto more = std::ssize(report->problems) - 1;
    if (more == 1) fit.reason += ", and one more problem";
    if (more > 1) fit.reason += ", and " + with_thousands(more) + " more problems";
  } else if (!plan->no_gpu.empty() && options.device == api::Device::kAuto) {
    fit.reason += "; on the CPU, since " + plan->no_gpu;
  }
  return fit;
}

}  // namespace octant::session
