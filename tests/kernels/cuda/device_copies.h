#pragma once
// DeviceCopies: the arguments of one stage call on the device, and the way back of its results.

#include <cstring>
#include <functional>
#include <vector>

#include "kernels/core/check.h"
#include "kernels/core/memory.h"
#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/cuda/matrix.h"
#include "kernels/stages/mla.h"
#include "kernels/stages/moe.h"

namespace octant::test {

class DeviceCopies {
 public:
  explicit DeviceCopies(Memory& memory) : memory_(memory) {}

  // The same elements, strides and gaps on the device.
  template <typename T, int N>
  View<T, N> in(const View<T, N>& view) {
    if (view.is_null()) return view;
    auto* data = static_cast<T*>(copy(view.data(), span_bytes(view)));
    return View<T, N>(data, view.shape(), view.strides());
  }
  // Likewise, and read back by finish(). What lies between the rows comes back too.
  template <typename T, int N>
  View<T, N> out(const View<T, N>& view) {
    const View<T, N> copied = in(view);
    if (!view.is_null()) keep(copied.data(), view.data(), span_bytes(view));
    return copied;
  }
  // As matrix.h wants it: rows at 16-byte boundaries, zeros behind their ends.
  WeightView weight(const WeightView& view) {
    if (view.data == nullptr) return view;
    const int64_t size = size_of(view.dtype);
    const int64_t row_bytes =
        (view.cols * size + cuda::kChunkBytes - 1) / cuda::kChunkBytes * cuda::kChunkBytes;
    std::vector<std::byte> rows(static_cast<size_t>(view.rows * row_bytes));
    for (int64_t r = 0; r < view.rows; ++r) {
      std::memcpy(rows.data() + r * row_bytes, view.row_bytes(r),
                  static_cast<size_t>(view.cols * size));
    }
    WeightView copied = view;
    copied.data = copy(rows.data(), static_cast<int64_t>(rows.size()));
    copied.row_stride = row_bytes / size;
    const BlockScales& scales = view.scales;
    if (scales.data == nullptr || view.rows == 0 || view.cols == 0) return copied;
    const int64_t last_row = (view.rows - 1 + scales.row_phase) / scales.block_rows;
    const int64_t last_col = (view.cols - 1 + scales.col_phase) / scales.block_cols;
    copied.scales.data = static_cast<const float*>(
        copy(scales.data, (last_row * scales.row_stride + last_col + 1) * 4));
    return copied;
  }
  GatedFfn ffn(const GatedFfn& view) {
    return {weight(view.gate), weight(view.up), weight(view.down)};
  }
  // `bytes` of all pages; read back by finish().
  LatentCacheView cache(const LatentCacheView& view, int64_t bytes) {
    LatentCacheView copied = view;
    if (view.data == nullptr) return copied;
    copied.data = static_cast<std::byte*>(copy(view.data, bytes));
    keep(copied.data, view.data, bytes);
    return copied;
  }
  void finish() {
    for (const Kept& kept : results_) {
      CHECK(memory_.download(kept.host, kept.device, kept.bytes).ok());
    }
  }

 private:
  struct Kept {
    const void* device;
    void* host;
    int64_t bytes;
  };

  // From the first element to behind the last one.
  template <typename T, int N>
  static int64_t span_bytes(const View<T, N>& view) {
    if (view.size() == 0) return 0;
    int64_t last = 0;
    for (int d = 0; d < N; ++d) last += (view.extent(d) - 1) * view.stride(d);
    return (last + 1) * static_cast<int64_t>(sizeof(T));
  }
  void* copy(const void* host, int64_t bytes) {
    auto buffer = memory_.allocate(bytes == 0 ? 1 : bytes);
    CHECK(buffer.ok());
    buffers_.push_back(std::move(buffer).value());
    CHECK(memory_.upload(buffers_.back().data(), host, bytes).ok());
    return buffers_.back().data();
  }
  void keep(const void* device, const void* host, int64_t bytes) {
    // Results are views of elements that may be written.
    results_.push_back({device, const_cast<void*>(host), bytes});
  }

  Memory& memory_;
  std::vector<Buffer> buffers_;
  std::vector<Kept> results_;
};

}  // namespace octant::test
