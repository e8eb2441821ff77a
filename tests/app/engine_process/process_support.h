#pragma once
// What the tests with real processes share.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/engine_process/engine_process.h"

namespace octant::engine_process {

// `octant` itself.
ProcessOptions octant_program();
// The tests' actor in a mode of a child (actor.cpp).
ProcessOptions actor(const std::string& mode);
// The bundled model, one rank, one thread.
api::EngineOptions demo();

// Waits until it is not loading any more, a minute at most.
EngineState wait_loaded(const EngineProcess& engine);

// What came, until a DoneEvent of `request`, or a FaultEvent if it is 0, or for a minute.
struct Heard {
  std::string text;
  std::vector<int32_t> ids;
  std::vector<api::DoneEvent> done;
  std::vector<api::FaultEvent> faults;
  bool done_before_fault = false;
};
Heard listen(EngineProcess& engine, api::RequestId request);
// For as long as this, or until a FaultEvent.
void listen_for(EngineProcess& engine, std::chrono::milliseconds time, Heard& heard);

// Of this process.
int64_t num_open_files();
// Children that run or were not reaped; reaps those that have ended.
bool has_children();

// The variable's value, or this if it is not set.
int runs_wanted(const char* variable, int otherwise);

}  // namespace octant::engine_process
