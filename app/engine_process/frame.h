#pragma once
// Frames: messages with their length and kind in front (messages.h), made whole and taken apart.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "app/engine_process/byte_reader.h"
#include "app/engine_process/byte_writer.h"
#include "app/engine_process/messages.h"
#include "kernels/core/status.h"

namespace octant::engine_process {

// The longest message is an EvalResult: 0.5 MB a token with a vocabulary of 129,280, twice that
// with the MTP layer. 1 GiB are a thousand tokens, which is what can be waited for.
inline constexpr size_t kMaxPayloadBytes = size_t{1} << 30;
inline constexpr size_t kFrameHeadBytes = sizeof(uint32_t) + sizeof(uint8_t);

// A whole frame. Errors: kInvalidArgument if the payload is longer than `most`.
template <class... T>
Result<std::string> encode(const std::variant<T...>& message, size_t most = kMaxPayloadBytes) {
  std::string frame;
  ByteWriter writer(frame);
  writer.value(uint32_t{0});  // the length, known at the end
  writer.value(static_cast<uint8_t>(message.index()));
  std::visit([&writer](const auto& held) { writer.value(held); }, message);
  const size_t payload = frame.size() - kFrameHeadBytes;
  if (payload > most) {
    return invalid_argument("the message has " + std::to_string(payload) +
                            " bytes, a frame holds at most " + std::to_string(most));
  }
  std::string length;
  ByteWriter(length).value(static_cast<uint32_t>(payload));
  return frame.replace(0, length.size(), length);
}

struct FrameView {
  uint8_t kind = 0;
  std::string_view payload;
};

// The message in a frame of either direction: Message is ToEngine or FromEngine. Errors: kCorrupt,
// naming struct and field.
template <class Message>
Result<Message> decode(const FrameView& frame) {
  if (frame.kind >= std::variant_size_v<Message>) {
    return corrupt("a frame is of kind " + std::to_string(frame.kind) + ", there are " +
                   std::to_string(std::variant_size_v<Message>) + " kinds");
  }
  ByteReader reader(frame.payload);
  Message message;
  reader.alternative(message, frame.kind);
  RETURN_IF_ERROR(reader.finish());
  return message;
}

// Puts a stream of bytes together to frames. Holds the bytes that have come, whatever length they
// announce.
class FrameBuffer {
 public:
  void append(std::string_view bytes);
  // The next whole frame, valid until append() is called; none if more bytes are needed. Errors:
  // kCorrupt for a payload longer than `most`.
  Result<std::optional<FrameView>> next(size_t most = kMaxPayloadBytes);

 private:
  std::string bytes_;
  size_t taken_ = 0;  // of bytes_, from its beginning
};

// The messages of one direction, a valid hello first.
template <class Message>
class MessageStream {
 public:
  void append(std::string_view bytes) { frames_.append(bytes); }

  // The next message behind the hello; none if more bytes are needed. Errors: those of
  // check_hello() and decode(); after one the stream is of no use.
  Result<std::optional<Message>> next() {
    for (;;) {
      // A hello is small: whoever begins with more is not waited for.
      ASSIGN_OR_RETURN(const std::optional<FrameView> frame,
                       frames_.next(greeted_ ? kMaxPayloadBytes : sizeof(Hello)));
      if (!frame) return std::optional<Message>();
      if (!greeted_ && frame->kind != 0) return corrupt("the first frame is no hello");
      ASSIGN_OR_RETURN(Message message, decode<Message>(*frame));
      const auto* hello = std::get_if<Hello>(&message);
      if (hello == nullptr) return std::optional<Message>(std::move(message));
      RETURN_IF_ERROR(check_hello(*hello));
      greeted_ = true;
    }
  }

 private:
  FrameBuffer frames_;
  bool greeted_ = false;
};

}  // namespace octant::engine_process
