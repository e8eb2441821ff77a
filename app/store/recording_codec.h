#pragma once
// Recordings of answers as compressed bytes.
//
//   recording = kind version sizes data
//   kind      = "h" histogram | "r" routing trace | "t" tokens, 1 byte
//   version   = 1, 1 byte
//   sizes     = "h": layers, experts; "r": tokens, layers, k; "t": tokens; each 4 bytes
//   data      = one zstd frame of the arrays below, one after the other
//     "h"     = counts 8 bytes [layers, experts]
//     "r"     = position 8 bytes [tokens], flags 1 byte [tokens] (1: prompt, 2: accepted),
//               topk_idx 2 bytes [tokens, layers, k], topk_weights f32 [tokens, layers, k]
//     "t"     = id 4 bytes [tokens], logprob f32 [tokens], num_text_bytes 4 bytes [tokens],
//               flags 1 byte [tokens] (1: drafted, 2: reasoning)
// All little-endian. Arrays of elements wider than a byte lie by planes, the first bytes of all
// elements first: the high bytes resemble each other, which zstd uses.
//
// Reading checks every size before it allocates. Errors: kCorrupt; kUnsupported for a newer
// version.

#include <cstddef>
#include <span>
#include <vector>

#include "app/store/records.h"
#include "kernels/core/status.h"

namespace octant::store {

// Writing: kInvalidArgument if the sizes contradict each other, or there are too many (see
// kMostBytes in recording_codec.cpp).
Result<std::vector<std::byte>> encode(const ExpertHistogram& histogram);
Result<std::vector<std::byte>> encode(const RoutingTrace& trace);
Result<std::vector<std::byte>> encode(std::span<const TokenRecord> tokens);

Result<ExpertHistogram> decode_histogram(std::span<const std::byte> recording);

// These append to what was read before. A trace must have the layers and k of the one before.
Status decode_onto(std::span<const std::byte> recording, RoutingTrace& trace);
Status decode_onto(std::span<const std::byte> recording, std::vector<TokenRecord>& tokens);

}  // namespace octant::store
