#pragma once
// The engine's side of the protocol (messages.h): what `octant engine` does.

#include <functional>
#include <memory>

#include "app/engine_process/unique_fd.h"
#include "kernels/core/status.h"
#include "runtime/api/engine.h"

namespace octant::engine_process {

using OpenEngine = std::function<Result<std::unique_ptr<api::Engine>>(const api::EngineOptions&,
                                                                      const api::OpenHooks&)>;

// Speaks on `socket` until the window says Shutdown or the engine could not be opened, which the
// window has been told. `open` and later evaluations run on the calling thread; one thread reads,
// one passes on events and snapshots, one sends heartbeats, so that neither a load nor a step keeps
// this process from answering.
//
// When the socket ends, `on_window_gone` is called at once, on any of these threads and perhaps
// more than once, also in the middle of a step or a load; a program ends itself in it, since a load
// or a step can take longer than anybody wants to wait. If it returns, the engine is closed in the
// orderly way.
//
// Errors: those of opening; kCorrupt or kUnsupported if the window speaks something else; kIo.
Status serve_engine(UniqueFd socket, const OpenEngine& open,
                    const std::function<void()>& on_window_gone);

}  // namespace octant::engine_process
