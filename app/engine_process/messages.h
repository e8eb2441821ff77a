#pragma once
// What the window's process and the engine's process say to each other: the protocol.
//
// A stream socket carries frames, both ways:
//
//   frame   = length kind payload
//   length  = u32                    bytes of the payload, at most kMaxPayloadBytes (frame.h)
//   kind    = u8                     place of the message in ToEngine or FromEngine, from 0
//   payload = the message's fields, in their order
//
//   number  = 1, 2, 4 or 8 bytes     little-endian; floating point: IEEE 754, bit by bit
//   bool    = u8                     0 or 1
//   enum    = u8                     the value; only those the enum has
//   string  = u32 bytes              count, then as many bytes
//   vector  = u32 element*           count, then as many elements
//   optional= u8 [value]             0: none; 1: the value follows
//   variant = u8 value               place of the type, from 0
//   struct  = its fields             in the order of its fields() (here and in api_fields.h)
//
// The first frame of each side is a Hello, whose form never changes. Both sides are the same
// program, so versions differ only if the program's file was replaced while it ran; then the window
// says so instead of misreading.
//
//   window                          engine
//   Hello                    ->
//                            <-     Hello
//   Open                     ->
//                            <-     Heartbeat                      from now on at its interval
//                            <-     Event(LoadProgress)*
//                            <-     Opened                         a failure is the last message
//   Submit(id)               ->
//                            <-     Submitted(id)
//                            <-     Event(id)*, the last a DoneEvent; Snapshot*
//   Cancel(id)               ->
//   Evaluate(ticket)         ->
//                            <-     Evaluated(ticket)
//   Shutdown                 ->     ends; so does end of file, without delay
//
// Submitted(id) and the events of id come from different threads, in any order.

#include <cstdint>
#include <string>
#include <variant>

#include "app/engine_process/api_fields.h"
#include "app/engine_process/record.h"
#include "kernels/core/status.h"
#include "runtime/api/engine.h"

namespace octant::engine_process {

// Raised with every change of a message or of a struct of runtime/api/ that one contains.
inline constexpr uint32_t kProtocolVersion = 2;

// "OCTE": a program that is no engine does not begin with it.
inline constexpr uint32_t kHelloMagic = 0x4554434F;

struct Hello {
  uint32_t magic = kHelloMagic;
  uint32_t version = kProtocolVersion;
};

// A Status as it crosses the socket.
struct Outcome {
  StatusCode code = StatusCode::kOk;
  std::string message;
};
inline Outcome outcome_of(const Status& status) {
  return {status.code(), std::string(status.message())};
}
inline Status status_of(const Outcome& outcome) {
  return outcome.code == StatusCode::kOk ? Status() : Status(outcome.code, outcome.message);
}

// To the engine.

struct Open {
  api::EngineOptions options;
  uint32_t heartbeat_ms = 1000;
};
// `id` is the window's; the events of the request carry it.
struct Submit {
  api::RequestId id = 0;
  api::ChatRequest request;
};
struct Cancel {
  api::RequestId id = 0;
};
struct Evaluate {
  uint64_t ticket = 0;  // comes back with the result
  api::EvalRequest request;
};
struct Shutdown {};

using ToEngine = std::variant<Hello, Open, Submit, Cancel, Evaluate, Shutdown>;

// From the engine.

struct Opened {
  Outcome outcome;
  api::ModelInfo model;  // of a success
};
struct Submitted {
  api::RequestId id = 0;
  Outcome outcome;
};
struct Evaluated {
  uint64_t ticket = 0;
  Outcome outcome;
  api::EvalResult result;  // of a success
};
// What the engine is at. A step of kPrefill may take a minute where one of kDecode takes a tenth of
// a second; how long kIdle (also: loading) and kEvaluate take says nothing.
enum class Phase { kIdle, kPrefill, kDecode, kEvaluate };
struct Heartbeat {
  Phase phase = Phase::kIdle;
  uint32_t stalled_ms = 0;  // since the last sign of a step; 0 in kIdle and kEvaluate
};

using FromEngine =
    std::variant<Hello, Opened, Submitted, api::Event, api::Snapshot, Evaluated, Heartbeat>;

// Errors: kCorrupt if it is no hello, kUnsupported for another version, naming both.
Status check_hello(const Hello& hello);

constexpr bool is_enumerator(Phase value) {
  switch (value) {
    case Phase::kIdle:
    case Phase::kPrefill:
    case Phase::kDecode:
    case Phase::kEvaluate:
      return true;
  }
  return false;
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Hello> v) {
  record(archive, "Hello").field("magic", v.magic).field("version", v.version);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Outcome> v) {
  record(archive, "Outcome").field("code", v.code).field("message", v.message);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Open> v) {
  record(archive, "Open").field("options", v.options).field("heartbeat_ms", v.heartbeat_ms);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Submit> v) {
  record(archive, "Submit").field("id", v.id).field("request", v.request);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Cancel> v) {
  record(archive, "Cancel").field("id", v.id);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Evaluate> v) {
  record(archive, "Evaluate").field("ticket", v.ticket).field("request", v.request);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Shutdown>) {
  record(archive, "Shutdown");
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Opened> v) {
  record(archive, "Opened").field("outcome", v.outcome).field("model", v.model);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Submitted> v) {
  record(archive, "Submitted").field("id", v.id).field("outcome", v.outcome);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Evaluated> v) {
  record(archive, "Evaluated")
      .field("ticket", v.ticket)
      .field("outcome", v.outcome)
      .field("result", v.result);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, Heartbeat> v) {
  record(archive, "Heartbeat").field("phase", v.phase).field("stalled_ms", v.stalled_ms);
}

}  // namespace octant::engine_process
