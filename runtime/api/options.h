#pragma once
// How a model is opened, and how an answer is generated. Plain values with their defaults, so that
// they can be stored, serialised and shown.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace octant::api {

enum class Device { kAuto, kCpu, kCuda };
enum class BackendKind { kReference, kCpu, kCuda };
enum class CacheDType { kAuto, kF32, kBF16 };  // kAuto: F32 on the reference backend, else BF16

struct EngineOptions {
  std::string model_dir;
  int32_t num_ranks = 8;
  int32_t num_threads = 0;  // of all ranks together; 0: one a core, at least one a rank
  Device device = Device::kAuto;
  std::optional<BackendKind> backend;  // none: what fits the device
  int64_t max_context = 0;             // tokens; 0: what the model allows, at most 32768
  int64_t prefill_chunk = 512;         // rows of one prefill step
  int32_t page_block_size = 64;        // tokens in a cache page
  CacheDType cache_dtype = CacheDType::kAuto;
  std::string chat_format;  // empty: what the checkpoint says
  bool load_draft = true;   // load the MTP layer if there is one
};

// Number of drafted tokens a step.
struct DraftMode {
  enum class Kind { kOff, kFixed, kAuto };
  Kind kind = Kind::kAuto;
  int32_t num_drafted = 1;  // of kFixed, 1 .. kMaxDraftTokens
  bool operator==(const DraftMode&) const = default;
};
inline constexpr int32_t kMaxDraftTokens = 7;  // verification then has at most eight rows

struct GenerateOptions {
  std::optional<float> temperature;  // none: generation_config.json, else 0.6
  std::optional<float> top_p;        // none: generation_config.json, else 0.95
  std::optional<int32_t> top_k;      // none: generation_config.json, else off (0)
  float min_p = 0;                   // 0: off
  std::optional<uint64_t> seed;      // none: drawn from the system
  int64_t max_tokens = 0;            // 0: until the context is full
  std::vector<std::string> stop;     // strings that end the answer; they are not part of it
  bool thinking = false;
  DraftMode draft;
  bool ignore_eos = false;  // go on past the end token: for benchmarks
  bool operator==(const GenerateOptions&) const = default;
};

}  // namespace octant::api
