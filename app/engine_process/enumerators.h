#pragma once
// Which numbers are values of an enum. Each switch names every value, so that the compiler refuses
// a value that was added to the enum and is missing here.

#include "kernels/core/status.h"
#include "runtime/api/chat.h"
#include "runtime/api/events.h"
#include "runtime/api/options.h"

namespace octant::engine_process {

constexpr bool is_enumerator(StatusCode value) {
  switch (value) {
    case StatusCode::kOk:
    case StatusCode::kInvalidArgument:
    case StatusCode::kNotFound:
    case StatusCode::kCorrupt:
    case StatusCode::kUnsupported:
    case StatusCode::kOutOfMemory:
    case StatusCode::kDevice:
    case StatusCode::kIo:
    case StatusCode::kCancelled:
    case StatusCode::kInternal:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::Role value) {
  switch (value) {
    case api::Role::kSystem:
    case api::Role::kUser:
    case api::Role::kAssistant:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::Device value) {
  switch (value) {
    case api::Device::kAuto:
    case api::Device::kCpu:
    case api::Device::kCuda:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::BackendKind value) {
  switch (value) {
    case api::BackendKind::kReference:
    case api::BackendKind::kCpu:
    case api::BackendKind::kCuda:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::CacheDType value) {
  switch (value) {
    case api::CacheDType::kAuto:
    case api::CacheDType::kF32:
    case api::CacheDType::kBF16:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::DraftMode::Kind value) {
  switch (value) {
    case api::DraftMode::Kind::kOff:
    case api::DraftMode::Kind::kFixed:
    case api::DraftMode::Kind::kAuto:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::TextKind value) {
  switch (value) {
    case api::TextKind::kAnswer:
    case api::TextKind::kReasoning:
      return true;
  }
  return false;
}

constexpr bool is_enumerator(api::FinishReason value) {
  switch (value) {
    case api::FinishReason::kStop:
    case api::FinishReason::kLength:
    case api::FinishReason::kCancelled:
    case api::FinishReason::kError:
      return true;
  }
  return false;
}

}  // namespace octant::engine_process
