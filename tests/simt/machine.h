#pragma once
// Machine: the fake workstation that the executor's run-time API works on. There is one at a time;
// it lives as long as the object.
//
//   simt::Machine machine({.num_devices = 2, .order = simt::Order::kShuffled, .seed = 7});
//   ... code that calls cudaMalloc, launches kernels ...
//   EXPECT_EQ(machine.first_fault(), "");
//   EXPECT_EQ(machine.leaks(), "");
//
// What a kernel or a copy does wrong makes its device fail, as on a real one: every later call on
// that device returns the error. The report says what really happened.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/simt/api_types.h"
#include "tests/simt/block.h"
#include "tests/simt/block_pool.h"
#include "tests/simt/memory_map.h"
#include "tests/simt/scheduler.h"

namespace octant::simt {

inline constexpr int kMaxDevices = 8;

struct MachineOptions {
  int num_devices = kMaxDevices;
  size_t device_bytes = size_t{512} << 20;
  bool peer_access = true;  // what cudaDeviceCanAccessPeer answers
  bool has_driver = true;
  int driver_version = 13000;
  int major = 9;  // compute capability
  int minor = 0;
  size_t block_shared_bytes = 227 * 1024;  // what a block may ask for: Hopper's
  Order order = Order::kEnqueued;
  uint64_t seed = 1;
  std::chrono::milliseconds stall_limit{30'000};
  bool check_accesses = true;  // of kernels; off: several times faster
  bool keep_from_host = true;  // host code that follows a device pointer dies
  bool has_blas = true;        // whether the library cuBLASLt is there
  // What an algorithm of cuBLASLt needs, which is part of what it is offered for.
  size_t blas_workspace_bytes = size_t{1} << 20;
  // Whether cuBLASLt has one for [m, k] @ [k, n]; null: for every product.
  std::function<bool(uint64_t m, uint64_t n, uint64_t k)> has_blas_algorithm;
  // The fail_call-th call of the run-time API (counted from 1) fails with this error; 0: none does.
  int64_t fail_call = 0;
  cudaError_t fail_with = cudaErrorUnknown;
};

// Several host threads may give work to one stream.
struct Stream {
  int device = 0;
  std::mutex mutex;                  // guards `last`
  std::shared_ptr<Task> last;        // null: nothing was ever given to it
  Graph* capture = nullptr;          // into which its work goes instead of being run
  std::vector<size_t> capture_last;  // nodes that the next captured node comes after
};
struct Event {
  std::shared_ptr<Task> recorded;
  Graph* capture = nullptr;           // recorded while this was captured ...
  std::vector<size_t> capture_after;  // ... behind these nodes
};

// How to make a task: once for a launch, any number of times for a graph.
struct TaskPlan {
  std::string name;
  int device = 0;
  std::function<std::unique_ptr<Work>()> make;  // null: no work
};
struct Graph {
  struct Node {
    TaskPlan plan;
    std::vector<size_t> after;
  };
  std::vector<Node> nodes;
  // While it is captured: the streams whose work goes into it, first the one where that began.
  std::vector<Stream*> streams;
  bool invalid = false;  // somebody did what may not be done meanwhile

  bool comes_after(const std::vector<size_t>& nodes_before, const std::vector<size_t>& last) const;
};

class Machine {
 public:
  explicit Machine(const MachineOptions& options);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // The living machine; aborts if there is none.
  static Machine& get();

  // One line on the first thing that a kernel or a copy did wrong; empty if nothing was.
  std::string first_fault() const;
  // What was allocated or created and not given back, in words; empty if nothing.
  std::string leaks() const;
  // Calls of the run-time API so far.
  int64_t num_calls() const { return num_calls_; }
  int64_t num_graph_launches() const { return num_graph_launches_; }

  const MachineOptions& options() const { return options_; }

  // The rest is for the run-time API (runtime_api.cpp).

  // To be called first by every function of the API: counts, and tells what it has to fail with.
  cudaError_t enter_call();
  // The error of a device that failed.
  cudaError_t device_error(int device) const;
  // Puts work on a stream: runs it, or makes it part of the graph that is captured.
  cudaError_t enqueue(Stream& stream, TaskPlan plan);
  // What was given to a stream last; null if nothing was.
  static std::shared_ptr<Task> last_of(Stream& stream);
  cudaError_t begin_capture(Stream& stream);
  cudaError_t end_capture(Stream& stream, Graph** graph);
  cudaError_t launch_graph(Graph& graph, Stream& stream);
  cudaError_t wait_event(Stream& stream, Event& event);
  cudaError_t record_event(Stream& stream, Event& event);
  bool may_access(int device, Space space) const;
  void enable_peer(int device, int peer) { peers_[index(device)][index(peer)] = true; }
  bool peer_enabled(int device, int peer) const { return peers_[index(device)][index(peer)]; }

  Scheduler& scheduler() { return *scheduler_; }
  BlockPool& blocks() { return blocks_; }

  template <typename T>
  T* create() {
    const std::lock_guard lock(mutex_);
    auto handle = std::make_shared<T>();
    handles_[handle.get()] = handle;
    return handle.get();
  }
  bool destroy(const void* handle);
  bool is_handle(const void* handle) const;

  MemoryMap& memory() { return memory_; }

 private:
  static size_t index(int device) { return static_cast<size_t>(device); }
  void on_fault(const Task& task, const std::string& fault);
  std::shared_ptr<Task> submit(const TaskPlan& plan, std::vector<std::shared_ptr<Task>> after);

  const MachineOptions options_;
  mutable std::mutex mutex_;  // guards what follows, unless it is atomic
  MemoryMap memory_;
  BlockWorld world_;
  BlockPool blocks_{world_};
  std::map<const void*, std::shared_ptr<void>> handles_;  // streams, events, graphs, cuBLASLt's
  std::array<std::array<bool, kMaxDevices>, kMaxDevices> peers_{};
  std::array<std::atomic<cudaError_t>, kMaxDevices> failed_{};
  std::string first_fault_;
  std::atomic<int64_t> num_calls_ = 0;
  std::atomic<int64_t> num_graph_launches_ = 0;
  std::unique_ptr<Scheduler> scheduler_;  // last: its thread uses everything above
};

}  // namespace octant::simt
