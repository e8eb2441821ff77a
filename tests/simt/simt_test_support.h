#pragma once
// Short words for the tests of the executor: arrays on a device, launches, what went wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cuda_runtime.h>

#include <string>
#include <vector>

#include "tests/simt/machine.h"

namespace octant::simt {

inline cudaStream_t make_stream(int device = 0) {
  EXPECT_EQ(cudaSetDevice(device), cudaSuccess);
  cudaStream_t stream = nullptr;
  EXPECT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  return stream;
}

// Elements in the memory of a device, never written unless given.
template <typename T>
class Array {
 public:
  Array(int device, size_t count) : count_(count) {
    EXPECT_EQ(cudaSetDevice(device), cudaSuccess);
    void* data = nullptr;
    EXPECT_EQ(cudaMalloc(&data, count * sizeof(T)), cudaSuccess);
    data_ = static_cast<T*>(data);
  }
  Array(int device, const std::vector<T>& values) : Array(device, values.size()) {
    cudaStream_t stream = make_stream(device);
    EXPECT_EQ(
        cudaMemcpyAsync(data_, values.data(), count_ * sizeof(T), cudaMemcpyHostToDevice, stream),
        cudaSuccess);
    EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
    EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  ~Array() { (void)cudaFree(data_); }

  operator T*() const { return data_; }  // NOLINT: as a kernel argument
  std::vector<T> read(cudaStream_t stream) const {
    std::vector<T> values(count_);
    (void)cudaMemcpyAsync(values.data(), data_, count_ * sizeof(T), cudaMemcpyDeviceToHost, stream);
    (void)cudaStreamSynchronize(stream);
    return values;
  }

 private:
  T* data_ = nullptr;
  size_t count_;
};

struct Shape {
  dim3 grid = 1;
  dim3 block = 32;
  size_t shared_bytes = 0;
};

template <typename... Parameters, typename... Arguments>
cudaError_t start(const char* name, const Shape& shape, cudaStream_t stream,
                  void (*kernel)(Parameters...), Arguments&&... arguments) {
  cudaLaunchConfig_t config{};
  config.gridDim = shape.grid;
  config.blockDim = shape.block;
  config.dynamicSmemBytes = shape.shared_bytes;
  config.stream = stream;
  name_next_launch(name);
  return cudaLaunchKernelEx(&config, kernel, std::forward<Arguments>(arguments)...);
}

// Starts, waits, and gives back the first fault of the machine.
template <typename... Parameters, typename... Arguments>
std::string fault_of(Machine& machine, const Shape& shape, cudaStream_t stream,
                     void (*kernel)(Parameters...), Arguments&&... arguments) {
  EXPECT_EQ(start("test", shape, stream, kernel, std::forward<Arguments>(arguments)...),
            cudaSuccess);
  const cudaError_t error = cudaStreamSynchronize(stream);
  const std::string fault = machine.first_fault();
  EXPECT_EQ(error == cudaSuccess, fault.empty()) << fault;
  return fault;
}

}  // namespace octant::simt
