#pragma once
// Block: one thread block of a kernel, a fiber a lane, all on one thread.
//
// Lanes run in turn until they wait: at __syncthreads, at a warp call, or in a polling loop. run()
// goes on until every lane has ended, or until all that are left wait for something outside. When
// nobody can go on, it says who waits where. A wrong access (access_hooks.cpp) stops the block.
//
// Blocks are reused: fibers and shared memory stay from one block to the next.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/simt/fiber.h"
#include "tests/simt/memory_map.h"
#include "tests/simt/shared_memory.h"
#include "tests/simt/warp_call.h"

namespace octant::simt {

struct Dim3 {
  uint32_t x = 1, y = 1, z = 1;
  uint32_t count() const { return x * y * z; }
};

// A launch, as far as its blocks need it.
struct KernelInfo {
  std::string name;
  Dim3 grid;
  Dim3 block;
  size_t shared_bytes = 0;
  int device = 0;
  void (*run)(const void* call) = nullptr;  // calls the kernel with its arguments ...
  std::shared_ptr<const void> call;  // ... which lie here: readable, as CUDA's parameters are
  size_t call_bytes = 0;
};

// What a block needs to know about the world around it.
struct BlockWorld {
  MemoryMap* memory = nullptr;
  std::function<bool(int device, Space)> may_access;
  bool check_accesses = true;
};

class Block {
 public:
  enum class Outcome { kDone, kPolling, kFault };

  explicit Block(const BlockWorld& world) : world_(world) {}
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  // `kernel` outlives the run.
  void begin(const KernelInfo& kernel, Dim3 block_idx);
  Outcome run();
  // Of kFault: one line with kernel, block and lane.
  const std::string& fault() const { return fault_; }

  // The block whose lane runs on this thread; null outside kernels.
  static Block* current();
  // The same if its accesses are to be checked, else null.
  static Block* current_checked();

  // For the running lane.
  const Dim3& thread_idx() const { return lanes_[running_]->thread_idx; }
  const Dim3& block_idx() const { return block_idx_; }
  const KernelInfo& kernel() const { return *kernel_; }
  void* shared_data() const { return shared_.data(); }
  void sync_threads();
  uint64_t warp_call(const WarpCall& call);
  void poll();
  void check_access(const void* address, size_t bytes, Access access);

 private:
  enum class State : uint8_t { kReady, kAtBarrier, kInWarpCall, kPolling, kEnded };
  struct Lane {
    explicit Lane(size_t number) : fiber(number) {}

    Fiber fiber;
    Dim3 thread_idx;  // counted from 0
    State state = State::kReady;
    WarpCall call;
    uint64_t result = 0;
    uint32_t warp_barriers = 0;
  };

  size_t num_warps() const { return (num_lanes_ + kWarpLanes - 1) / kWarpLanes; }
  void run_warp(size_t warp);
  // Lets the lanes of a warp go on whose call is complete. False if none is.
  bool finish_warp_calls(size_t warp);
  bool release_barrier();
  bool release_pollers();
  bool all_ended() const;
  void resume(size_t lane);
  void suspend(State state);
  // Records the fault and never comes back to the lane.
  void stop(std::string problem);
  void set_fault(const std::string& problem);
  std::string where_lanes_wait() const;

  const BlockWorld& world_;
  const KernelInfo* kernel_ = nullptr;
  Dim3 block_idx_;
  std::vector<std::unique_ptr<Lane>> lanes_;  // at least num_lanes_
  size_t num_lanes_ = 0;
  size_t running_ = 0;
  SharedMemory shared_;
  uint32_t block_barriers_ = 0;
  std::string fault_;
};

}  // namespace octant::simt
