#include "app/engine_process/messages.h"

namespace octant::engine_process {

Status check_hello(const Hello& hello) {
  if (hello.magic != kHelloMagic) return corrupt("the first frame is no hello");
  if (hello.version == kProtocolVersion) return {};
  return unsupported("the other side speaks version " + std::to_string(hello.version) +
                     " of the protocol, this one " + std::to_string(kProtocolVersion));
}

}  // namespace octant::engine_process
