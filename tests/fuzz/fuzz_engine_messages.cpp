// Feeds arbitrary bytes to both sides of the protocol between window and engine. The first byte
// chooses the side and whether a good hello comes first; the rest is the stream. Besides not
// crashing, a refusal must be one line, and a message that is accepted must be written again as the
// bytes that it was read from.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/engine_process/frame.h"
#include "kernels/core/check.h"

namespace octant::engine_process {
namespace {

void check_refusal(const Status& status) {
  CHECK(!status.message().empty());
  CHECK(status.message().find('\n') == std::string_view::npos);
}

template <class Message>
void fuzz_stream(std::string_view bytes, bool with_hello) {
  MessageStream<Message> stream;
  if (with_hello) stream.append(*encode(Message(Hello{})));
  stream.append(bytes);
  for (;;) {
    const auto message = stream.next();
    if (!message.ok()) return check_refusal(message.status());
    if (!*message) return;
    const auto frame = encode(**message);
    CHECK(frame.ok());
    CHECK(bytes.find(*frame) != std::string_view::npos);
  }
}

}  // namespace
}  // namespace octant::engine_process

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  using octant::engine_process::FromEngine;
  using octant::engine_process::ToEngine;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool with_hello = (data[0] & 2) != 0;
  if ((data[0] & 1) == 0) {
    octant::engine_process::fuzz_stream<ToEngine>(rest, with_hello);
  } else {
    octant::engine_process::fuzz_stream<FromEngine>(rest, with_hello);
  }
  return 0;
}
