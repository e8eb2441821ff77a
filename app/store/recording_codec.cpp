#include "app/store/recording_codec.h"

#include <zstd.h>

#include <bit>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>

namespace octant::store {

namespace {

static_assert(std::endian::native == std::endian::little, "arrays are written as they lie");

constexpr uint8_t kVersion = 1;
// Of one recording, uncompressed. A chunk of a trace is a few hundred kB, and a prompt of 32,768
// tokens in DeepSeek-V3 (58 layers, 8 experts) 92 MB: what is larger is damage.
constexpr uint64_t kMostBytes = uint64_t{512} << 20;
// zstd's default. Chunks are compressed on the history's thread, between two pieces of an answer.
constexpr int kLevel = 3;

using Sizes = std::vector<uint32_t>;

// The product, or nothing above kMostBytes.
uint64_t product(std::initializer_list<uint64_t> factors) {
  uint64_t result = 1;
  for (const uint64_t factor : factors) {
    if (factor == 0) return 0;
    if (result > kMostBytes / factor) return kMostBytes + 1;
    result *= factor;
  }
  return result;
}

// Arrays on their way into the data of a recording.
class Writer {
 public:
  template <typename T>
  void add(std::span<const T> values) {
    const auto bytes = std::as_bytes(values);
    const size_t begin = data_.size();
    data_.resize(begin + bytes.size());
    for (size_t plane = 0; plane < sizeof(T); ++plane) {
      std::byte* to = data_.data() + begin + plane * values.size();
      for (size_t i = 0; i < values.size(); ++i) to[i] = bytes[i * sizeof(T) + plane];
    }
  }

  Result<std::vector<std::byte>> finish(char kind, const Sizes& sizes) const {
    if (data_.size() > kMostBytes) return invalid_argument("a recording is too large");
    const size_t header = 2 + sizes.size() * sizeof(uint32_t);
    std::vector<std::byte> recording(header + ZSTD_compressBound(data_.size()));
    recording[0] = static_cast<std::byte>(kind);
    recording[1] = static_cast<std::byte>(kVersion);
    std::memcpy(recording.data() + 2, sizes.data(), header - 2);
    const size_t written = ZSTD_compress(recording.data() + header, recording.size() - header,
                                         data_.data(), data_.size(), kLevel);
    if (ZSTD_isError(written) != 0) {
      return internal_error(fmt::format("zstd: {}", ZSTD_getErrorName(written)));
    }
    recording.resize(header + written);
    return recording;
  }

 private:
  std::vector<std::byte> data_;
};

// Arrays on their way out of it; get() needs no more bytes than there are.
class Reader {
 public:
  static Result<Reader> open(std::span<const std::byte> recording, size_t header,
                             uint64_t num_bytes) {
    if (num_bytes > kMostBytes) return corrupt("a recording claims to be too large");
    const auto frame = recording.subspan(header);
    if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != num_bytes) {
      return corrupt("a recording has not the size that it claims");
    }
    Reader reader;
    reader.data_.resize(num_bytes);
    const size_t read = ZSTD_decompress(reader.data_.data(), num_bytes, frame.data(), frame.size());
    if (ZSTD_isError(read) != 0 || read != num_bytes) {
      return corrupt("a recording cannot be decompressed");
    }
    return reader;
  }

  template <typename T>
  void get(std::span<T> values) {
    const auto bytes = std::as_writable_bytes(values);
    CHECK(bytes.size() <= data_.size() - at_);
    for (size_t plane = 0; plane < sizeof(T); ++plane) {
      const std::byte* from = data_.data() + at_ + plane * values.size();
      for (size_t i = 0; i < values.size(); ++i) bytes[i * sizeof(T) + plane] = from[i];
    }
    at_ += bytes.size();
  }

  template <typename T>
  std::vector<T> get(size_t count) {
    std::vector<T> values(count);
    get(std::span<T>(values));
    return values;
  }

 private:
  std::vector<std::byte> data_;
  size_t at_ = 0;
};

Result<Sizes> read_header(std::span<const std::byte> recording, char kind, size_t num_sizes) {
  const size_t header = 2 + num_sizes * sizeof(uint32_t);
  if (recording.size() < header || recording[0] != static_cast<std::byte>(kind)) {
    return corrupt("a recording does not begin as one");
  }
  if (const auto version = static_cast<uint8_t>(recording[1]); version != kVersion) {
    return unsupported(fmt::format("a recording has version {}, not {}", version, kVersion));
  }
  Sizes sizes(num_sizes);
  std::memcpy(sizes.data(), recording.data() + 2, header - 2);
  for (const uint32_t size : sizes) {
    if (size > INT32_MAX) return corrupt("a recording claims to be too large");
  }
  return sizes;
}

size_t header_size(const Sizes& sizes) {
  return 2 + sizes.size() * sizeof(uint32_t);
}

constexpr uint8_t kFirstFlag = 1;   // prompt, drafted
constexpr uint8_t kSecondFlag = 2;  // accepted, reasoning

uint8_t flags_of(bool first, bool second) {
  return static_cast<uint8_t>((first ? kFirstFlag : 0) | (second ? kSecondFlag : 0));
}

}  // namespace

Result<std::vector<std::byte>> encode(const ExpertHistogram& histogram) {
  const auto layers = static_cast<uint32_t>(histogram.num_moe_layers);
  const auto experts = static_cast<uint32_t>(histogram.n_routed_experts);
  if (histogram.num_moe_layers < 0 || histogram.n_routed_experts < 0 ||
      histogram.counts.size() != product({layers, experts})) {
    return invalid_argument("a histogram's counts do not fit its layers and experts");
  }
  Writer writer;
  writer.add(std::span(histogram.counts));
  return writer.finish('h', {layers, experts});
}

Result<std::vector<std::byte>> encode(const RoutingTrace& trace) {
  const auto layers = static_cast<uint32_t>(trace.num_moe_layers);
  const auto k = static_cast<uint32_t>(trace.num_experts_per_tok);
  const uint64_t num_choices = product({trace.tokens.size(), layers, k});
  if (trace.num_moe_layers < 0 || trace.num_experts_per_tok < 0 ||
      trace.topk_idx.size() != num_choices || trace.topk_weights.size() != num_choices) {
    return invalid_argument("a routing trace's experts do not fit its tokens, layers and k");
  }
  std::vector<int64_t> positions;
  std::vector<uint8_t> flags;
  for (const RoutingTrace::Token& token : trace.tokens) {
    positions.push_back(token.position);
    flags.push_back(flags_of(token.is_prompt, token.accepted));
  }
  Writer writer;
  writer.add(std::span<const int64_t>(positions));
  writer.add(std::span<const uint8_t>(flags));
  writer.add(std::span(trace.topk_idx));
  writer.add(std::span(trace.topk_weights));
  return writer.finish('r', {static_cast<uint32_t>(trace.tokens.size()), layers, k});
}

Result<std::vector<std::byte>> encode(std::span<const TokenRecord> tokens) {
  if (tokens.size() > kMostBytes) return invalid_argument("a recording is too large");
  std::vector<int32_t> ids;
  std::vector<float> logprobs;
  std::vector<int32_t> text_bytes;
  std::vector<uint8_t> flags;
  for (const TokenRecord& token : tokens) {
    ids.push_back(token.id);
    logprobs.push_back(token.logprob);
    text_bytes.push_back(token.num_text_bytes);
    flags.push_back(flags_of(token.drafted, token.is_reasoning));
  }
  Writer writer;
  writer.add(std::span<const int32_t>(ids));
  writer.add(std::span<const float>(logprobs));
  writer.add(std::span<const int32_t>(text_bytes));
  writer.add(std::span<const uint8_t>(flags));
  return writer.finish('t', {static_cast<uint32_t>(tokens.size())});
}

Result<ExpertHistogram> decode_histogram(std::span<const std::byte> recording) {
  ASSIGN_OR_RETURN(const Sizes sizes, read_header(recording, 'h', 2));
  const uint64_t num_bytes = product({sizes[0], sizes[1], sizeof(uint64_t)});
  ASSIGN_OR_RETURN(Reader reader, Reader::open(recording, header_size(sizes), num_bytes));
  return ExpertHistogram{static_cast<int32_t>(sizes[0]), static_cast<int32_t>(sizes[1]),
                         reader.get<uint64_t>(num_bytes / sizeof(uint64_t))};
}

Status decode_onto(std::span<const std::byte> recording, RoutingTrace& trace) {
  ASSIGN_OR_RETURN(const Sizes sizes, read_header(recording, 'r', 3));
  const auto layers = static_cast<int32_t>(sizes[1]);
  const auto k = static_cast<int32_t>(sizes[2]);
  const uint64_t num_tokens = sizes[0];
  const uint64_t num_choices = product({num_tokens, sizes[1], sizes[2]});
  constexpr uint64_t kTokenBytes = sizeof(int64_t) + sizeof(uint8_t);
  constexpr uint64_t kChoiceBytes = sizeof(int16_t) + sizeof(float);
  // Both factors are at most kMostBytes + 1, so the sum cannot overflow.
  const uint64_t num_bytes = num_tokens * kTokenBytes + num_choices * kChoiceBytes;
  ASSIGN_OR_RETURN(Reader reader, Reader::open(recording, header_size(sizes), num_bytes));
  if (!trace.tokens.empty() && (trace.num_moe_layers != layers || trace.num_experts_per_tok != k)) {
    return corrupt("parts of a routing trace have different layers or k");
  }
  trace.num_moe_layers = layers;
  trace.num_experts_per_tok = k;
  const auto positions = reader.get<int64_t>(num_tokens);
  const auto flags = reader.get<uint8_t>(num_tokens);
  for (size_t i = 0; i < num_tokens; ++i) {
    trace.tokens.push_back(
        {positions[i], (flags[i] & kFirstFlag) != 0, (flags[i] & kSecondFlag) != 0});
  }
  const size_t before = trace.topk_idx.size();
  trace.topk_idx.resize(before + num_choices);
  trace.topk_weights.resize(before + num_choices);
  reader.get(std::span(trace.topk_idx).subspan(before));
  reader.get(std::span(trace.topk_weights).subspan(before));
  return {};
}

Status decode_onto(std::span<const std::byte> recording, std::vector<TokenRecord>& tokens) {
  ASSIGN_OR_RETURN(const Sizes sizes, read_header(recording, 't', 1));
  constexpr uint64_t kTokenBytes = 2 * sizeof(int32_t) + sizeof(float) + sizeof(uint8_t);
  const uint64_t num_tokens = sizes[0];
  ASSIGN_OR_RETURN(Reader reader,
                   Reader::open(recording, header_size(sizes), num_tokens * kTokenBytes));
  const auto ids = reader.get<int32_t>(num_tokens);
  const auto logprobs = reader.get<float>(num_tokens);
  const auto text_bytes = reader.get<int32_t>(num_tokens);
  const auto flags = reader.get<uint8_t>(num_tokens);
  for (size_t i = 0; i < num_tokens; ++i) {
    tokens.push_back({ids[i], logprobs[i], text_bytes[i], (flags[i] & kFirstFlag) != 0,
                      (flags[i] & kSecondFlag) != 0});
  }
  return {};
}

}  // namespace octant::store
