#include "tests/simt/machine.h"

#include <algorithm>

#include "kernels/core/check.h"
#include "tests/simt/access_hooks.h"

namespace octant::simt {
namespace {

std::atomic<Machine*> living{nullptr};

}  // namespace

Machine& Machine::get() {
  Machine* machine = living;
  CHECK(machine != nullptr);
  return *machine;
}

Machine::Machine(const MachineOptions& options)
    : options_(options),
      memory_(options.num_devices, options.device_bytes, options.keep_from_host,
              options.check_accesses && accesses_are_seen()) {
  CHECK(options.num_devices <= kMaxDevices);
  Machine* none = nullptr;
  CHECK(living.compare_exchange_strong(none, this));
  for (size_t d = 0; d < kMaxDevices; ++d) peers_[d][d] = true;
  world_.memory = &memory_;
  world_.may_access = [this](int device, Space space) { return may_access(device, space); };
  world_.check_accesses = options.check_accesses && accesses_are_seen();
  SchedulerOptions scheduling{.order = options.order,
                              .seed = options.seed,
                              .stall_limit = options.stall_limit,
                              .on_running = {},
                              .on_fault = {}};
  scheduling.on_fault = [this](const Task& task, const std::string& fault) {
    on_fault(task, fault);
  };
  scheduling.on_running = [this](bool running) { running ? memory_.open() : memory_.close(); };
  scheduler_ = std::make_unique<Scheduler>(std::move(scheduling));
}

Machine::~Machine() {
  scheduler_.reset();
  living = nullptr;
}

std::string Machine::first_fault() const {
  const std::lock_guard lock(mutex_);
  return first_fault_;
}

std::string Machine::leaks() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  if (memory_.num_allocations() > 0) {
    text += std::to_string(memory_.num_allocations()) + " allocations";
  }
  if (!handles_.empty()) {
    text += (text.empty() ? "" : ", ") + std::to_string(handles_.size()) +
            " streams, events, graphs or objects of cuBLASLt";
  }
  return text;
}

cudaError_t Machine::enter_call() {
  const int64_t call = ++num_calls_;
  return call == options_.fail_call ? options_.fail_with : cudaSuccess;
}

cudaError_t Machine::device_error(int device) const {
  return failed_[index(device)];
}

bool Machine::may_access(int device, Space space) const {
  if (space == memory_.pinned_space()) return true;
  return peers_[index(device)][index(space)];
}

void Machine::on_fault(const Task& task, const std::string& fault) {
  {
    const std::lock_guard lock(mutex_);
    if (first_fault_.empty()) first_fault_ = fault;
  }
  failed_[index(task.device)] = cudaErrorIllegalAddress;
  scheduler_->drop_device(task.device);
}

std::shared_ptr<Task> Machine::submit(const TaskPlan& plan,
                                      std::vector<std::shared_ptr<Task>> after) {
  auto task = std::make_shared<Task>();
  task->name = plan.name;
  task->device = plan.device;
  if (plan.make) task->work = plan.make();
  std::erase(after, nullptr);
  task->after = std::move(after);
  scheduler_->submit(task);
  return task;
}

cudaError_t Machine::enqueue(Stream& stream, TaskPlan plan) {
  if (const cudaError_t error = device_error(stream.device); error != cudaSuccess) return error;
  if (stream.capture != nullptr) {
    stream.capture->nodes.push_back({std::move(plan), stream.capture_last});
    stream.capture_last = {stream.capture->nodes.size() - 1};
    return cudaSuccess;
  }
  const std::lock_guard lock(stream.mutex);
  stream.last = submit(plan, {stream.last});
  return cudaSuccess;
}

std::shared_ptr<Task> Machine::last_of(Stream& stream) {
  const std::lock_guard lock(stream.mutex);
  return stream.last;
}

// Whether every one of `nodes_before` is among `last` or what these come after.
bool Graph::comes_after(const std::vector<size_t>& nodes_before,
                        const std::vector<size_t>& last) const {
  std::vector<bool> reached(nodes.size(), false);
  std::vector<size_t> open = last;
  while (!open.empty()) {
    const size_t node = open.back();
    open.pop_back();
    if (reached[node]) continue;
    reached[node] = true;
    open.insert(open.end(), nodes[node].after.begin(), nodes[node].after.end());
  }
  return std::all_of(nodes_before.begin(), nodes_before.end(),
                     [&](size_t node) { return reached[node]; });
}

cudaError_t Machine::begin_capture(Stream& stream) {
  if (stream.capture != nullptr) return cudaErrorStreamCaptureUnsupported;
  stream.capture = create<Graph>();
  stream.capture->streams = {&stream};
  stream.capture_last.clear();
  return cudaSuccess;
}

cudaError_t Machine::end_capture(Stream& stream, Graph** graph) {
  *graph = nullptr;
  Graph* captured = stream.capture;
  if (captured == nullptr || captured->streams.front() != &stream) {
    return cudaErrorStreamCaptureInvalidated;
  }
  cudaError_t error = captured->invalid ? cudaErrorStreamCaptureInvalidated : cudaSuccess;
  const std::vector<size_t> last = stream.capture_last;
  for (Stream* joined : captured->streams) {
    if (error == cudaSuccess && !captured->comes_after(joined->capture_last, last)) {
      error = cudaErrorStreamCaptureUnjoined;
    }
    joined->capture = nullptr;
    joined->capture_last.clear();
  }
  captured->streams.clear();
  if (error == cudaSuccess) {
    *graph = captured;
  } else {
    destroy(captured);
  }
  return error;
}

cudaError_t Machine::launch_graph(Graph& graph, Stream& stream) {
  if (const cudaError_t error = device_error(stream.device); error != cudaSuccess) return error;
  if (stream.capture != nullptr) return cudaErrorStreamCaptureUnsupported;
  ++num_graph_launches_;
  const std::lock_guard lock(stream.mutex);
  std::vector<std::shared_ptr<Task>> tasks;
  for (const Graph::Node& node : graph.nodes) {
    std::vector<std::shared_ptr<Task>> after;
    for (const size_t before : node.after) after.push_back(tasks[before]);
    if (node.after.empty()) after.push_back(stream.last);
    tasks.push_back(submit(node.plan, std::move(after)));
  }
  // The stream goes on when every node is done, as a graph launch is one operation of it.
  stream.last =
      submit({.name = "end of a graph", .device = stream.device, .make = {}}, std::move(tasks));
  return cudaSuccess;
}

cudaError_t Machine::record_event(Stream& stream, Event& event) {
  event = {};
  if (stream.capture != nullptr) {
    event.capture = stream.capture;
    event.capture_after = stream.capture_last;
    return cudaSuccess;
  }
  // A task of its own, so that its time is when the work before it was done.
  const cudaError_t error = enqueue(stream, {.name = "event", .device = stream.device, .make = {}});
  event.recorded = last_of(stream);
  return error;
}

cudaError_t Machine::wait_event(Stream& stream, Event& event) {
  if (event.capture != nullptr) {
    if (!is_handle(event.capture) || event.capture->streams.empty()) return cudaErrorCapturedEvent;
    if (stream.capture == nullptr) {  // joins the capture
      stream.capture = event.capture;
      stream.capture->streams.push_back(&stream);
      stream.capture_last = event.capture_after;
      return cudaSuccess;
    }
    if (stream.capture != event.capture) return cudaErrorStreamCaptureInvalidated;
    stream.capture_last.insert(stream.capture_last.end(), event.capture_after.begin(),
                               event.capture_after.end());
    return cudaSuccess;
  }
  if (stream.capture != nullptr) return cudaErrorStreamCaptureInvalidated;
  if (event.recorded == nullptr) return cudaSuccess;  // never recorded: nothing to wait for
  const std::lock_guard lock(stream.mutex);
  stream.last = submit({.name = "wait for an event", .device = stream.device, .make = {}},
                       {stream.last, event.recorded});
  return cudaSuccess;
}

bool Machine::destroy(const void* handle) {
  const std::lock_guard lock(mutex_);
  return handles_.erase(handle) > 0;
}

bool Machine::is_handle(const void* handle) const {
  const std::lock_guard lock(mutex_);
  return handles_.contains(handle);
}

}  // namespace octant::simt
