#include "kernels/cuda/device_memory.h"

#include <string>

#include "kernels/cuda/fill.h"
#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

void free_device(std::byte* data) {
  // Nobody can be told here; a failed device has told before.
  if (cudaFree(data) != cudaSuccess) (void)cudaGetLastError();
}

void free_staging(std::byte* data) {
  if (cudaFreeHost(data) != cudaSuccess) (void)cudaGetLastError();
}

}  // namespace

Result<Buffer> DeviceMemory::allocate(int64_t bytes) {
  if (bytes == 0) return Buffer();
  CUDA_TRY(cudaSetDevice(device_));
  void* data = nullptr;
  const cudaError_t error = cudaMalloc(&data, static_cast<size_t>(bytes));
  if (error != cudaSuccess) {
    return to_status(error, "device " + std::to_string(device_) + ": cudaMalloc of " +
                                std::to_string(bytes) + " bytes");
  }
  return Buffer(static_cast<std::byte*>(data), bytes, free_device);
}

Result<Buffer> DeviceMemory::allocate_zeroed(int64_t bytes) {
  ASSIGN_OR_RETURN(Buffer buffer, allocate(bytes));
  if (bytes == 0) return buffer;
  CUDA_TRY(cudaMemsetAsync(buffer.data(), 0, static_cast<size_t>(bytes), stream_));
  CUDA_TRY(cudaStreamSynchronize(stream_));
  return buffer;
}

Result<Buffer> DeviceMemory::allocate_staging(int64_t bytes) {
  if (bytes == 0) return Buffer();
  CUDA_TRY(cudaSetDevice(device_));
  void* data = nullptr;
  const cudaError_t error = cudaHostAlloc(&data, static_cast<size_t>(bytes), cudaHostAllocPortable);
  if (error != cudaSuccess) {
    return to_status(error, "cudaHostAlloc of " + std::to_string(bytes) + " bytes");
  }
  return Buffer(static_cast<std::byte*>(data), bytes, free_staging);
}

Result<int64_t> DeviceMemory::free_bytes() {
  CUDA_TRY(cudaSetDevice(device_));
  size_t free = 0;
  size_t total = 0;
  CUDA_TRY(cudaMemGetInfo(&free, &total));
  return static_cast<int64_t>(free);
}

Result<int64_t> DeviceMemory::total_bytes() {
  CUDA_TRY(cudaSetDevice(device_));
  size_t free = 0;
  size_t total = 0;
  CUDA_TRY(cudaMemGetInfo(&free, &total));
  return static_cast<int64_t>(total);
}

Status DeviceMemory::upload(void* to, const void* from, int64_t bytes) {
  return copy(to, from, bytes);
}

Status DeviceMemory::download(void* to, const void* from, int64_t bytes) {
  return copy(to, from, bytes);
}

Status DeviceMemory::copy_rows(const RowsCopy& rows) {
  RETURN_IF_ERROR(put_rows(rows));
  return wait_for("a copy");
}

Status DeviceMemory::put_rows(const RowsCopy& rows) {
  if (rows.row_bytes == 0 || rows.num_rows == 0) return {};
  CUDA_TRY(cudaSetDevice(device_));
  const bool is_dense = rows.to_stride == rows.row_bytes && rows.from_stride == rows.row_bytes;
  if (is_dense || rows.num_rows == 1) {
    CUDA_TRY(cudaMemcpyAsync(rows.to, rows.from,
                             static_cast<size_t>(rows.row_bytes * rows.num_rows), cudaMemcpyDefault,
                             stream_));
    return {};
  }
  CUDA_TRY(cudaMemcpy2DAsync(rows.to, static_cast<size_t>(rows.to_stride), rows.from,
                             static_cast<size_t>(rows.from_stride),
                             static_cast<size_t>(rows.row_bytes),
                             static_cast<size_t>(rows.num_rows), cudaMemcpyDefault, stream_));
  return {};
}

Status DeviceMemory::fill(const RandomFill& fill) {
  CUDA_TRY(cudaSetDevice(device_));
  RETURN_IF_ERROR(fill_random(stream_, fill));
  return wait_for("a fill");
}

Status DeviceMemory::copy(void* to, const void* from, int64_t bytes) {
  if (bytes == 0) return {};
  CUDA_TRY(cudaSetDevice(device_));
  CUDA_TRY(cudaMemcpyAsync(to, from, static_cast<size_t>(bytes), cudaMemcpyDefault, stream_));
  return wait_for("a copy");
}

Status DeviceMemory::wait_for(const char* work) {
  const cudaError_t error = cudaStreamSynchronize(stream_);
  if (error == cudaSuccess) return {};
  // The caller will free its end of the copy: if the call failed but not the device, the copy is
  // still to come.
  (void)cudaStreamSynchronize(stream_);
  return to_status(error, std::string("cudaStreamSynchronize behind ") + work);
}

Result<Event> Event::create(unsigned flags) {
  Event event;
  CUDA_TRY(cudaEventCreateWithFlags(&event.event_, flags));
  return event;
}

Event::~Event() {
  if (event_ == nullptr) return;
  if (cudaEventDestroy(event_) != cudaSuccess) (void)cudaGetLastError();
}

Result<Stream> Stream::create() {
  Stream stream;
  CUDA_TRY(cudaStreamCreateWithFlags(&stream.stream_, cudaStreamNonBlocking));
  return stream;
}

Stream::~Stream() {
  if (stream_ == nullptr) return;
  if (cudaStreamDestroy(stream_) != cudaSuccess) (void)cudaGetLastError();
}

Status Stream::synchronize() const {
  CUDA_TRY(cudaStreamSynchronize(stream_));
  return {};
}

}  // namespace octant::cuda
