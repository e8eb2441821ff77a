#pragma once
// How the project reports that the world is wrong: a file, a device, a user, a network.
//
// Functions that can fail for such a reason return `Status`, or `Result<T>` where they also return
// a value. Both are [[nodiscard]]. Nothing is thrown across a function boundary of the project.
// That *we* are wrong is reported by CHECK (check.h), which aborts.
//
// The code is for programs, the message for people. A message is one line without a full stop; each
// caller puts what it knows in front on the way up:
//   model-00031-of-000163.safetensors: model.layers.12.mlp.gate.weight: shape is [16, 55], expected
//   [16, 56]

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kernels/core/check.h"

namespace octant {

enum class StatusCode {
  kOk,
  kInvalidArgument,  // the caller asked for something that makes no sense
  kNotFound,         // a file, tensor, name or device that is not there
  kCorrupt,          // data that contradicts itself or its format
  kUnsupported,      // well-formed, but not something this program does
  kOutOfMemory,      // host or device
  kDevice,           // a device fault
  kIo,               // the operating system could not read or write
  kCancelled,        // the user stopped it
  kInternal,         // a computation gave what it must never give, e.g. NaN logits
};

// "ok", "invalid argument", ...: stable names for logs and JSON.
std::string_view to_string(StatusCode code);

// The outcome of an operation. A success costs one null pointer.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, std::string message);

  Status(const Status& other);
  Status& operator=(const Status& other);
  Status(Status&&) noexcept = default;
  Status& operator=(Status&&) noexcept = default;
  ~Status() = default;

  static Status ok_status() { return {}; }

  bool ok() const { return rep_ == nullptr; }
  StatusCode code() const { return rep_ ? rep_->code : StatusCode::kOk; }
  // Empty when ok().
  std::string_view message() const { return rep_ ? std::string_view(rep_->message) : ""; }
  // "corrupt: model.safetensors: header is 12 bytes, file is 8"
  std::string to_string() const;

  // The same failure with "context: " in front of its message; a success stays one.
  Status with_context(std::string_view context) &&;

 private:
  struct Rep {
    StatusCode code;
    std::string message;
  };
  std::unique_ptr<const Rep> rep_;
};

Status invalid_argument(std::string message);
Status not_found(std::string message);
Status corrupt(std::string message);
Status unsupported(std::string message);
Status out_of_memory(std::string message);
Status device_error(std::string message);
Status io_error(std::string message);
Status cancelled(std::string message);
Status internal_error(std::string message);

// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}  // NOLINT: implicit on purpose, `return value;`
  Result(Status status) : state_(std::move(status)) {  // NOLINT: likewise, `return status;`
    CHECK(!std::get<Status>(state_).ok());
  }

  bool ok() const { return std::holds_alternative<T>(state_); }
  // ok_status() when there is a value.
  Status status() const& { return ok() ? Status() : std::get<Status>(state_); }
  Status status() && { return ok() ? Status() : std::move(std::get<Status>(state_)); }

  // Need ok().
  T& value() & {
    CHECK(ok());
    return std::get<T>(state_);
  }
  const T& value() const& {
    CHECK(ok());
    return std::get<T>(state_);
  }
  T&& value() && {
    CHECK(ok());
    return std::move(std::get<T>(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace octant

#define OCTANT_CONCAT_INNER(a, b) a##b
#define OCTANT_CONCAT(a, b) OCTANT_CONCAT_INNER(a, b)

// Returns from the enclosing function if `expr` (a Status) failed.
#define RETURN_IF_ERROR(expr)                                                               \
  do {                                                                                      \
    if (::octant::Status octant_status = (expr); !octant_status.ok()) return octant_status; \
  } while (false)

// ASSIGN_OR_RETURN(auto x, f()): x takes the value of a Result, or its Status is returned.
#define ASSIGN_OR_RETURN(decl, expr) \
  OCTANT_ASSIGN_OR_RETURN(OCTANT_CONCAT(octant_result_, __LINE__), decl, expr)
#define OCTANT_ASSIGN_OR_RETURN(tmp, decl, expr) \
  auto tmp = (expr);                             \
  if (!tmp.ok()) return std::move(tmp).status(); \
  decl = std::move(tmp).value()
