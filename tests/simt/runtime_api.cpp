// The run-time API on the machine. Each function first asks the machine whether this call is to
// fail.

#include <algorithm>
#include <cstring>
#include <string>

#include "tests/simt/device_work.h"
#include "tests/simt/host_thread.h"
#include "tests/simt/include/cuda_runtime.h"
#include "tests/simt/machine.h"

namespace octant::simt {
namespace {

// CUDA keeps these a host thread.
thread_local int chosen_device = 0;
thread_local cudaError_t last_error = cudaSuccess;
thread_local std::string next_launch_name;

cudaError_t returned(cudaError_t error) {
  if (error != cudaSuccess) last_error = error;
  return error;
}

// Runs `call` unless the machine says that this call fails.
template <typename Call>
cudaError_t api_call(Call call) {
  Machine& machine = Machine::get();
  const cudaError_t planned = machine.enter_call();
  return returned(planned != cudaSuccess ? planned : call(machine));
}

// The same for calls that give something back: they do so even if they are to fail, since nobody
// can try again.
template <typename Call>
cudaError_t release_call(Call call) {
  Machine& machine = Machine::get();
  const cudaError_t planned = machine.enter_call();
  const cudaError_t error = call(machine);
  return returned(planned != cudaSuccess ? planned : error);
}

// For calls that a failed current device refuses.
template <typename Call>
cudaError_t device_call(Call call) {
  return api_call([&](Machine& machine) {
    const cudaError_t failed = machine.device_error(chosen_device);
    return failed != cudaSuccess ? failed : call(machine);
  });
}

template <typename Call>
cudaError_t stream_call(cudaStream_t stream, Call call) {
  return api_call([&](Machine& machine) {
    // The null stream orders everything with everything; the project gives each rank its own.
    if (!machine.is_handle(stream)) return cudaErrorInvalidResourceHandle;
    const cudaError_t failed = machine.device_error(stream->device);
    return failed != cudaSuccess ? failed : call(machine);
  });
}

template <typename Call>
cudaError_t event_call(cudaEvent_t event, Call call) {
  return api_call([&](Machine& machine) {
    return machine.is_handle(event) ? call(machine) : cudaErrorInvalidResourceHandle;
  });
}

// The error of the device that `task` ran on, if it did not end well.
cudaError_t outcome(Machine& machine, const std::shared_ptr<Task>& task) {
  if (task == nullptr || !task->failed) return cudaSuccess;
  return machine.device_error(task->device);
}

}  // namespace

int current_device() {
  return chosen_device;
}

void name_next_launch(std::string_view name) {
  next_launch_name = name;
}

cudaError_t launch(const cudaLaunchConfig_t& config, Launch launch) {
  const auto kernel = std::make_shared<KernelInfo>();
  kernel->name = std::exchange(next_launch_name, {});
  return stream_call(config.stream, [&](Machine& machine) {
    kernel->grid = {config.gridDim.x, config.gridDim.y, config.gridDim.z};
    kernel->block = {config.blockDim.x, config.blockDim.y, config.blockDim.z};
    if (kernel->grid.count() == 0 || kernel->block.count() == 0 || kernel->block.count() > 1024) {
      return cudaErrorInvalidValue;
    }
    kernel->shared_bytes = config.dynamicSmemBytes;
    if (kernel->shared_bytes > machine.options().block_shared_bytes) return cudaErrorInvalidValue;
    kernel->device = config.stream->device;
    kernel->run = launch.run;
    kernel->call = std::move(launch.call);
    kernel->call_bytes = launch.call_bytes;
    const uint64_t seed = machine.options().order == Order::kShuffled ? machine.options().seed : 0;
    return machine.enqueue(
        *config.stream,
        {.name = kernel->name, .device = kernel->device, .make = [&machine, kernel, seed] {
           return kernel_work(machine.blocks(), kernel, seed);
         }});
  });
}

}  // namespace octant::simt

using namespace octant::simt;  // NOLINT: this file is their other face

cudaError_t cudaGetDeviceCount(int* count) {
  return api_call([&](Machine& machine) {
    *count = 0;
    if (!machine.options().has_driver) return cudaErrorInsufficientDriver;
    if (machine.options().num_devices == 0) return cudaErrorNoDevice;
    *count = machine.options().num_devices;
    return cudaSuccess;
  });
}

cudaError_t cudaSetDevice(int device) {
  return api_call([&](Machine& machine) {
    if (device < 0 || device >= machine.options().num_devices) return cudaErrorInvalidDevice;
    chosen_device = device;
    return cudaSuccess;
  });
}

cudaError_t cudaGetDevice(int* device) {
  return api_call([&](Machine&) {
    *device = chosen_device;
    return cudaSuccess;
  });
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  return api_call([&](Machine& machine) {
    const MachineOptions& options = machine.options();
    if (device < 0 || device >= options.num_devices) return cudaErrorInvalidDevice;
    *properties = {};
    const std::string name = "SIMT executor " + std::to_string(device);
    std::copy(name.begin(), name.end(), properties->name);
    properties->totalGlobalMem = options.device_bytes;
    properties->sharedMemPerBlockOptin = machine.options().block_shared_bytes;
    properties->major = options.major;
    properties->minor = options.minor;
    properties->multiProcessorCount = 4;  // few blocks a kernel: they run one after another here
    properties->l2CacheSize = 1 << 20;
    properties->pciBusID = device + 1;
    return cudaSuccess;
  });
}

cudaError_t cudaDriverGetVersion(int* version) {
  return api_call([&](Machine& machine) {
    *version = machine.options().has_driver ? machine.options().driver_version : 0;
    return cudaSuccess;
  });
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  return api_call([&](Machine&) {
    *version = 13000;
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceSynchronize() {
  return device_call([&](Machine& machine) {
    machine.scheduler().wait_device(chosen_device);
    return machine.device_error(chosen_device);
  });
}

cudaError_t cudaMemGetInfo(size_t* free_bytes, size_t* total_bytes) {
  return device_call([&](Machine& machine) {
    *total_bytes = machine.options().device_bytes;
    *free_bytes = *total_bytes - machine.memory().used_bytes(chosen_device);
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceCanAccessPeer(int* can_access, int device, int peer) {
  return api_call([&](Machine& machine) {
    const int count = machine.options().num_devices;
    if (device < 0 || device >= count || peer < 0 || peer >= count) return cudaErrorInvalidDevice;
    *can_access = device != peer && machine.options().peer_access;
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceEnablePeerAccess(int peer, unsigned) {
  return device_call([&](Machine& machine) {
    if (!machine.options().peer_access) return cudaErrorPeerAccessUnsupported;
    if (peer < 0 || peer >= machine.options().num_devices || peer == chosen_device) {
      return cudaErrorInvalidDevice;
    }
    if (machine.peer_enabled(chosen_device, peer)) return cudaErrorPeerAccessAlreadyEnabled;
    machine.enable_peer(chosen_device, peer);
    return cudaSuccess;
  });
}

// These two neither count nor fail.
cudaError_t cudaGetLastError() {
  const cudaError_t error = last_error;
  last_error = cudaSuccess;
  return error;
}
cudaError_t cudaPeekAtLastError() {
  return last_error;
}

const char* cudaGetErrorName(cudaError_t error) {
  switch (error) {
    case cudaSuccess:
      return "cudaSuccess";
    case cudaErrorInvalidPitchValue:
      return "cudaErrorInvalidPitchValue";
    case cudaErrorInvalidValue:
      return "cudaErrorInvalidValue";
    case cudaErrorMemoryAllocation:
      return "cudaErrorMemoryAllocation";
    case cudaErrorInsufficientDriver:
      return "cudaErrorInsufficientDriver";
    case cudaErrorNoDevice:
      return "cudaErrorNoDevice";
    case cudaErrorInvalidDevice:
      return "cudaErrorInvalidDevice";
    case cudaErrorDeviceUninitialized:
      return "cudaErrorDeviceUninitialized";
    case cudaErrorPeerAccessUnsupported:
      return "cudaErrorPeerAccessUnsupported";
    case cudaErrorInvalidResourceHandle:
      return "cudaErrorInvalidResourceHandle";
    case cudaErrorNotReady:
      return "cudaErrorNotReady";
    case cudaErrorPeerAccessAlreadyEnabled:
      return "cudaErrorPeerAccessAlreadyEnabled";
    case cudaErrorIllegalAddress:
      return "cudaErrorIllegalAddress";
    case cudaErrorLaunchFailure:
      return "cudaErrorLaunchFailure";
    case cudaErrorStreamCaptureUnsupported:
      return "cudaErrorStreamCaptureUnsupported";
    case cudaErrorStreamCaptureInvalidated:
      return "cudaErrorStreamCaptureInvalidated";
    case cudaErrorStreamCaptureUnjoined:
      return "cudaErrorStreamCaptureUnjoined";
    case cudaErrorCapturedEvent:
      return "cudaErrorCapturedEvent";
    case cudaErrorUnknown:
      return "cudaErrorUnknown";
  }
  return "unrecognized error code";
}
// Of a failed device: what really happened.
const char* cudaGetErrorString(cudaError_t error) {
  if (error != cudaErrorIllegalAddress) return cudaGetErrorName(error);
  thread_local std::string fault;
  fault = Machine::get().first_fault();
  return fault.c_str();
}

cudaError_t simt_func_set_attribute() {
  return api_call([](Machine&) { return cudaSuccess; });
}

cudaError_t cudaMalloc(void** data, size_t bytes) {
  return device_call([&](Machine& machine) {
    *data = nullptr;
    if (bytes == 0) return cudaSuccess;
    *data = machine.memory().allocate(chosen_device, bytes);
    return *data == nullptr ? cudaErrorMemoryAllocation : cudaSuccess;
  });
}

// Freeing gives back even on a failed device: else an error path would look like a leak.
cudaError_t cudaFree(void* data) {
  return release_call([&](Machine& machine) {
    if (data == nullptr) return cudaSuccess;
    const Space space = machine.memory().space_of(data);
    if (space == kNoSpace) return cudaErrorInvalidValue;
    if (space < machine.options().num_devices) machine.scheduler().wait_device(space);
    return machine.memory().release(data) ? cudaSuccess : cudaErrorInvalidValue;
  });
}

cudaError_t cudaHostAlloc(void** data, size_t bytes, unsigned) {
  return api_call([&](Machine& machine) {
    *data =
        bytes == 0 ? nullptr : machine.memory().allocate(machine.memory().pinned_space(), bytes);
    return *data == nullptr && bytes > 0 ? cudaErrorMemoryAllocation : cudaSuccess;
  });
}

cudaError_t cudaFreeHost(void* data) {
  return cudaFree(data);
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind,
                            cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    const CopyWork copy{.memory = &machine.memory(), .to = to, .from = from, .bytes = bytes};
    return machine.enqueue(*stream, {.name = "copy", .device = stream->device, .make = [copy] {
                                       return copy_work(copy);
                                     }});
  });
}

cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch,
                              size_t width, size_t height, cudaMemcpyKind, cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    if (width > to_pitch || width > from_pitch) return cudaErrorInvalidPitchValue;
    for (size_t row = 0; row < height; ++row) {
      const CopyWork copy{.memory = &machine.memory(),
                          .to = static_cast<std::byte*>(to) + row * to_pitch,
                          .from = static_cast<const std::byte*>(from) + row * from_pitch,
                          .bytes = width};
      const cudaError_t error = machine.enqueue(
          *stream,
          {.name = "copy", .device = stream->device, .make = [copy] { return copy_work(copy); }});
      if (error != cudaSuccess) return error;
    }
    return cudaSuccess;
  });
}

cudaError_t cudaMemsetAsync(void* data, int value, size_t bytes, cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    if (machine.memory().space_of(data) == kNoSpace) return cudaErrorInvalidValue;
    return machine.enqueue(*stream,
                           {.name = "fill", .device = stream->device, .make = [=, &machine] {
                              return fill_work(machine.memory(), data, value, bytes);
                            }});
  });
}

cudaError_t cudaMemset2DAsync(void* data, size_t pitch, int value, size_t width, size_t height,
                              cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    if (machine.memory().space_of(data) == kNoSpace || width > pitch) return cudaErrorInvalidValue;
    for (size_t row = 0; row < height; ++row) {
      void* begin = static_cast<std::byte*>(data) + row * pitch;
      const cudaError_t error = machine.enqueue(
          *stream, {.name = "fill", .device = stream->device, .make = [=, &machine] {
                      return fill_work(machine.memory(), begin, value, width);
                    }});
      if (error != cudaSuccess) return error;
    }
    return cudaSuccess;
  });
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
  return device_call([&](Machine& machine) {
    *stream = machine.create<Stream>();
    (*stream)->device = chosen_device;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  return release_call([&](Machine& machine) {
    return machine.destroy(stream) ? cudaSuccess : cudaErrorInvalidResourceHandle;
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    if (stream->capture != nullptr) {
      stream->capture->invalid = true;
      return cudaErrorStreamCaptureUnsupported;
    }
    const std::shared_ptr<Task> last = Machine::last_of(*stream);
    machine.scheduler().wait(last);
    return outcome(machine, last);
  });
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    const std::shared_ptr<Task> last = Machine::last_of(*stream);
    if (!machine.scheduler().poll(last)) return cudaErrorNotReady;
    return outcome(machine, last);
  });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
  return stream_call(stream, [&](Machine& machine) {
    if (!machine.is_handle(event)) return cudaErrorInvalidResourceHandle;
    return machine.wait_event(*stream, *event);
  });
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned) {
  return device_call([&](Machine& machine) {
    *event = machine.create<Event>();
    return cudaSuccess;
  });
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return release_call([&](Machine& machine) {
    return machine.destroy(event) ? cudaSuccess : cudaErrorInvalidResourceHandle;
  });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    if (!machine.is_handle(event)) return cudaErrorInvalidResourceHandle;
    return machine.record_event(*stream, *event);
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return event_call(event, [&](Machine& machine) {
    machine.scheduler().wait(event->recorded);
    return outcome(machine, event->recorded);
  });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return event_call(event, [&](Machine& machine) {
    if (!machine.scheduler().poll(event->recorded)) return cudaErrorNotReady;
    return outcome(machine, event->recorded);
  });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t begin, cudaEvent_t end) {
  return event_call(begin, [&](Machine& machine) {
    if (!machine.is_handle(end) || begin->recorded == nullptr || end->recorded == nullptr) {
      return cudaErrorInvalidResourceHandle;
    }
    if (!begin->recorded->done || !end->recorded->done) return cudaErrorNotReady;
    *milliseconds = std::chrono::duration<float, std::milli>(end->recorded->finished -
                                                             begin->recorded->finished)
                        .count();
    return cudaSuccess;
  });
}

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode) {
  return stream_call(stream, [&](Machine& machine) { return machine.begin_capture(*stream); });
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  return release_call([&](Machine& machine) {
    if (!machine.is_handle(stream)) return cudaErrorInvalidResourceHandle;
    return machine.end_capture(*stream, graph);
  });
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long) {
  return api_call([&](Machine& machine) {
    if (!machine.is_handle(graph)) return cudaErrorInvalidResourceHandle;
    *exec = machine.create<Graph>();
    **exec = *graph;
    return cudaSuccess;
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  return stream_call(stream, [&](Machine& machine) {
    if (!machine.is_handle(exec)) return cudaErrorInvalidResourceHandle;
    return machine.launch_graph(*exec, *stream);
  });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  return release_call([&](Machine& machine) {
    return machine.destroy(exec) ? cudaSuccess : cudaErrorInvalidResourceHandle;
  });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return cudaGraphExecDestroy(graph);
}
