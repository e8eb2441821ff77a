#include "runtime/synth/weight_files.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <thread>

#include "kernels/core/thread_team.h"
#include "kernels/core/view.h"
#include "runtime/synth/generator.h"
#include "runtime/synth/safetensors_writer.h"

namespace octant {
namespace {

// Elements of one strip: 1 M make 2 MB of BF16, enough for writes at full speed.
constexpr int64_t kStripElements = int64_t{1} << 20;
// More threads than this only wait for the disk.
constexpr unsigned kMaxThreads = 16;

// Rows [row_begin, row_end) of a tensor of the plan; vectors are one row.
struct Strip {
  const TensorSpec* tensor = nullptr;
  size_t tensor_idx = 0;                 // among the output tensors
  std::optional<size_t> scale_idx = {};  // its weight_scale_inv
  int64_t row_begin = 0;
  int64_t row_end = 0;
};

struct Work {
  std::vector<OutputTensor> tensors;
  std::vector<Strip> strips;
};

void add_tensor(const TensorSpec& spec, api::SynthDType dtype, Work& work) {
  Strip strip{.tensor = &spec, .tensor_idx = work.tensors.size()};
  const DType stored = stored_dtype(spec, dtype);
  work.tensors.push_back({spec.name, stored, spec.shape});
  if (stored == DType::kF8E4M3) {
    strip.scale_idx = work.tensors.size();
    work.tensors.push_back(
        {spec.name + "_scale_inv", DType::kF32, scale_shape(spec, kScaleBlock, kScaleBlock)});
  }
  const int64_t rows = spec.shape.size() == 2 ? spec.shape[0] : 1;
  const int64_t cols = spec.shape.back();
  // Whole rows of scale blocks, so that a strip knows all values of its blocks.
  const int64_t strip_rows =
      std::max(kScaleBlock, kStripElements / cols / kScaleBlock * kScaleBlock);
  for (int64_t row = 0; row < rows; row += strip_rows) {
    strip.row_begin = row;
    strip.row_end = std::min(rows, row + strip_rows);
    work.strips.push_back(strip);
  }
}

// What one thread needs to make strips; its buffers grow to the largest strip and stay.
class StripMaker {
 public:
  StripMaker(const WeightFileOptions& options, const Work& work, const SafetensorsWriter& writer)
      : options_(&options), work_(&work), writer_(&writer) {}

  Status make(const Strip& strip) {
    const int64_t cols = strip.tensor->shape.back();
    const int64_t rows = strip.row_end - strip.row_begin;
    values_.resize(static_cast<size_t>(rows * cols));
    ValueGenerator(*strip.tensor, options_->seed).fill(strip.row_begin * cols, values_);
    switch (work_->tensors[strip.tensor_idx].dtype) {
      case DType::kF32:
        return write_rows(strip, std::as_bytes(std::span(values_)));
      case DType::kBF16:
        rounded_.resize(values_.size());
        round_to_bf16(values_, rounded_);
        return write_rows(strip, std::as_bytes(std::span(rounded_)));
      default:
        quantize(rows, cols);
        RETURN_IF_ERROR(write_rows(strip, std::as_bytes(std::span(quantized_))));
        return write_scales(strip, cols);
    }
  }

 private:
  // Quantises values_ [rows, cols] block by block, scales in row-major order of the blocks.
  void quantize(int64_t rows, int64_t cols) {
    quantized_.resize(values_.size());
    scales_.clear();
    const View<const float, 2> values(values_.data(), {rows, cols});
    const View<e4m3, 2> out(quantized_.data(), {rows, cols});
    for (int64_t row = 0; row < rows; row += kScaleBlock) {
      const int64_t row_end = std::min(rows, row + kScaleBlock);
      for (int64_t col = 0; col < cols; col += kScaleBlock) {
        const int64_t col_end = std::min(cols, col + kScaleBlock);
        scales_.push_back(quantize_block(values.slice(0, row, row_end).slice(1, col, col_end),
                                         options_->scale_format,
                                         out.slice(0, row, row_end).slice(1, col, col_end)));
      }
    }
  }

  Status write_rows(const Strip& strip, std::span<const std::byte> bytes) const {
    const int64_t row_bytes =
        strip.tensor->shape.back() * size_of(work_->tensors[strip.tensor_idx].dtype);
    return writer_->write(strip.tensor_idx, strip.row_begin * row_bytes, bytes);
  }

  Status write_scales(const Strip& strip, int64_t cols) const {
    const int64_t blocks_in_row = (cols + kScaleBlock - 1) / kScaleBlock;
    const int64_t first_scale = strip.row_begin / kScaleBlock * blocks_in_row;
    return writer_->write(*strip.scale_idx, first_scale * static_cast<int64_t>(sizeof(float)),
                          std::as_bytes(std::span(scales_)));
  }

  const WeightFileOptions* options_;
  const Work* work_;
  const SafetensorsWriter* writer_;
  std::vector<float> values_;
  std::vector<bf16> rounded_;
  std::vector<e4m3> quantized_;
  std::vector<float> scales_;
};

// The first error of several threads.
class FirstError {
 public:
  void set(Status status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = std::move(status);
    failed_.store(true, std::memory_order_relaxed);  // only a hint to stop early
  }
  bool failed() const { return failed_.load(std::memory_order_relaxed); }
  Status take() { return std::move(status_); }

 private:
  std::mutex mutex_;
  Status status_;
  std::atomic<bool> failed_ = false;
};

Status run_strips(const Work& work, const WeightFileOptions& options,
                  const SafetensorsWriter& writer) {
  const size_t num_threads =
      std::min<size_t>({std::max(1u, std::thread::hardware_concurrency()), kMaxThreads,
                        std::max<size_t>(1, work.strips.size())});
  std::atomic<size_t> next = 0;
  FirstError error;
  ThreadTeam team(static_cast<int32_t>(num_threads), /*spins=*/0);
  team.run([&](int32_t) {
    try {
      StripMaker maker(options, work, writer);
      while (!error.failed()) {
        const size_t strip_idx = next.fetch_add(1, std::memory_order_relaxed);
        if (strip_idx >= work.strips.size()) return;
        if (Status status = maker.make(work.strips[strip_idx]); !status.ok()) {
          error.set(std::move(status));
        }
      }
    } catch (const std::bad_alloc&) {
      error.set(out_of_memory("no memory for a strip of weights"));
    }
  });
  return error.take();
}

}  // namespace

DType stored_dtype(const TensorSpec& tensor, api::SynthDType dtype) {
  if (tensor.storage == WeightStorage::kF32Vector) return DType::kF32;
  if (tensor.storage == WeightStorage::kVector || tensor.role == WeightRole::kGate) {
    return DType::kBF16;
  }
  if (dtype == api::SynthDType::kF32) return DType::kF32;
  const bool fp8 = dtype == api::SynthDType::kF8 && tensor.storage == WeightStorage::kLinear;
  return fp8 ? DType::kF8E4M3 : DType::kBF16;
}

Status write_weight_files(std::span<const TensorSpec> plan, const WeightFileOptions& options,
                          OutputFolder& folder) {
  if (options.shard_bytes <= 0) {
    return invalid_argument("shard_bytes is " + std::to_string(options.shard_bytes) +
                            ", expected 1 or more");
  }
  Work work;
  for (const TensorSpec& tensor : plan) {
    if (!tensor.duplicate) add_tensor(tensor, options.dtype, work);
  }
  const ShardLayout layout = lay_out_shards(work.tensors, options.shard_bytes);
  ASSIGN_OR_RETURN(const SafetensorsWriter writer, SafetensorsWriter::create(layout, folder));
  return run_strips(work, options, writer);
}

}  // namespace octant
