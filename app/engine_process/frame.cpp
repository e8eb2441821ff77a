#include "app/engine_process/frame.h"

namespace octant::engine_process {
namespace {

// What an empty buffer keeps: many frames of tokens, but not those of an evaluation.
constexpr size_t kKeptBytes = size_t{1} << 20;

}  // namespace

void FrameBuffer::append(std::string_view bytes) {
  // Moved to the front only when the taken part is the larger one: each byte moves once at most.
  if (taken_ == bytes_.size() && bytes_.capacity() > kKeptBytes) {
    bytes_ = std::string();
    taken_ = 0;
  } else if (taken_ > bytes_.size() / 2) {
    bytes_.erase(0, taken_);
    taken_ = 0;
  }
  bytes_.append(bytes);
}

Result<std::optional<FrameView>> FrameBuffer::next(size_t most) {
  const std::string_view left = std::string_view(bytes_).substr(taken_);
  if (left.size() < kFrameHeadBytes) return std::optional<FrameView>();
  uint32_t length = 0;
  FrameView frame;
  ByteReader reader(left.substr(0, kFrameHeadBytes));
  reader.value(length);
  reader.value(frame.kind);
  RETURN_IF_ERROR(reader.finish());
  if (length > most) {
    return corrupt("a frame announces " + std::to_string(length) + " bytes, expected at most " +
                   std::to_string(most));
  }
  if (left.size() - kFrameHeadBytes < length) return std::optional<FrameView>();
  frame.payload = left.substr(kFrameHeadBytes, length);
  taken_ += kFrameHeadBytes + length;
  return std::optional<FrameView>(frame);
}

}  // namespace octant::engine_process
