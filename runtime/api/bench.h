#pragma once
// Speed of a model on this machine: `octant bench`. Every figure stands beside the read bandwidth
// that the same threads reached in the same run.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/options.h"

namespace octant::api {

struct BenchOptions {
  EngineOptions engine;                  // num_threads and max_context are set by the bench
  std::vector<int32_t> threads = {0};    // the model is opened once for each; 0: one a core
  std::vector<int64_t> contexts = {0};   // decode: tokens in the context when it starts
  std::vector<int64_t> prompts = {512};  // prefill: tokens of the prompt; may be empty
  std::vector<DraftMode> drafts = {{DraftMode::Kind::kOff, 0}};
  int64_t decode_tokens = 32;  // of one repetition
  int32_t repetitions = 5;     // medians are reported
  bool telemetry = false;      // also: decode with routing events on against off
  uint64_t seed = 0;           // of the random prompt ids
};

// One result; a line of JSON on the command line. What does not apply is 0.
struct BenchCase {
  std::string name;  // "load", "prefill", "decode", "telemetry"
  std::string model;
  std::string device;
  int32_t ranks = 0;
  int32_t threads = 0;
  std::string draft;    // "off", "2", "auto"
  int64_t context = 0;  // tokens in the context before the first of `tokens`
  int64_t tokens = 0;   // of one repetition
  int32_t repetitions = 0;
  double tokens_per_second = 0;  // median
  double tokens_per_second_p10 = 0;
  double tokens_per_second_p90 = 0;
  double bytes_per_token = 0;       // weights and cache that decoding one token reads, all ranks
  double gigabytes_per_second = 0;  // 1e9 bytes: of weights and cache, or of loading
  double bandwidth_gigabytes_per_second = 0;  // measured: all threads reading memory
  double share_of_bandwidth = 0;
  double acceptance = 0;  // of drafted tokens
  double overhead = 0;    // "telemetry": median time with, over median time without, minus 1
};

struct BenchHooks {
  std::function<void(const BenchCase&)> on_case;  // as each is done
  const std::atomic<bool>* cancel = nullptr;
};

// Errors: those of opening the model; kInvalidArgument, naming the option; kCancelled.
Result<std::vector<BenchCase>> bench(const BenchOptions& options, const BenchHooks& hooks = {});

}  // namespace octant::api
