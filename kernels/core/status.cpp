#include "kernels/core/status.h"

namespace octant {

std::string_view to_string(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return "ok";
    case StatusCode::kInvalidArgument:
      return "invalid argument";
    case StatusCode::kNotFound:
      return "not found";
    case StatusCode::kCorrupt:
      return "corrupt";
    case StatusCode::kUnsupported:
      return "unsupported";
    case StatusCode::kOutOfMemory:
      return "out of memory";
    case StatusCode::kDevice:
      return "device error";
    case StatusCode::kIo:
      return "i/o error";
    case StatusCode::kCancelled:
      return "cancelled";
    case StatusCode::kInternal:
      return "internal error";
  }
  return "unknown";
}

Status::Status(StatusCode code, std::string message)
    : rep_(code == StatusCode::kOk ? nullptr
                                   : std::make_unique<const Rep>(Rep{code, std::move(message)})) {}

Status::Status(const Status& other)
    : rep_(other.rep_ ? std::make_unique<const Rep>(*other.rep_) : nullptr) {}

Status& Status::operator=(const Status& other) {
  if (this != &other) rep_ = other.rep_ ? std::make_unique<const Rep>(*other.rep_) : nullptr;
  return *this;
}

std::string Status::to_string() const {
  std::string text(octant::to_string(code()));
  if (!ok()) text.append(": ").append(message());
  return text;
}

Status Status::with_context(std::string_view context) && {
  if (ok()) return {};
  std::string text(context);
  text.append(": ").append(rep_->message);
  return Status(rep_->code, std::move(text));
}

Status invalid_argument(std::string message) {
  return Status(StatusCode::kInvalidArgument, std::move(message));
}
Status not_found(std::string message) {
  return Status(StatusCode::kNotFound, std::move(message));
}
Status corrupt(std::string message) {
  return Status(StatusCode::kCorrupt, std::move(message));
}
Status unsupported(std::string message) {
  return Status(StatusCode::kUnsupported, std::move(message));
}
Status out_of_memory(std::string message) {
  return Status(StatusCode::kOutOfMemory, std::move(message));
}
Status device_error(std::string message) {
  return Status(StatusCode::kDevice, std::move(message));
}
Status io_error(std::string message) {
  return Status(StatusCode::kIo, std::move(message));
}
Status cancelled(std::string message) {
  return Status(StatusCode::kCancelled, std::move(message));
}
Status internal_error(std::string message) {
  return Status(StatusCode::kInternal, std::move(message));
}

}  // namespace octant
