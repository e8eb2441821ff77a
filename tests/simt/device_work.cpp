#include "tests/simt/device_work.h"

#include <cstring>
#include <numeric>
#include <vector>

namespace octant::simt {
namespace {

class KernelWork final : public Work {
 public:
  KernelWork(BlockPool& blocks, std::shared_ptr<const KernelInfo> kernel, uint64_t seed)
      : pool_(blocks), kernel_(std::move(kernel)), num_blocks_(kernel_->grid.count()) {
    // Blocks (start + i * stride) mod n, which meets every block once.
    if (seed == 0 || num_blocks_ < 2) return;
    start_ = static_cast<uint32_t>(seed % num_blocks_);
    stride_ = static_cast<uint32_t>(seed / num_blocks_ % num_blocks_);
    while (stride_ == 0 || std::gcd(stride_, num_blocks_) != 1) ++stride_;
  }

  Step step() override {
    for (size_t i = 0; i < polling_.size();) {
      const Block::Outcome outcome = polling_[i]->run();
      if (outcome == Block::Outcome::kFault) return fail(*polling_[i]);
      if (outcome == Block::Outcome::kPolling) {
        ++i;
        continue;
      }
      pool_.give(std::move(polling_[i]));
      polling_.erase(polling_.begin() + static_cast<ptrdiff_t>(i));
    }
    while (next_ < num_blocks_) {
      std::unique_ptr<Block> block = pool_.take();
      block->begin(*kernel_, block_idx(next_++));
      const Block::Outcome outcome = block->run();
      if (outcome == Block::Outcome::kFault) return fail(*block);
      if (outcome == Block::Outcome::kPolling) {
        polling_.push_back(std::move(block));
      } else {
        pool_.give(std::move(block));
      }
    }
    return polling_.empty() ? Step::kDone : Step::kPolling;
  }
  std::string fault() const override { return fault_; }

 private:
  Dim3 block_idx(uint32_t i) const {
    const auto flat =
        static_cast<uint32_t>((start_ + static_cast<uint64_t>(i) * stride_) % num_blocks_);
    const Dim3& grid = kernel_->grid;
    return {flat % grid.x, flat / grid.x % grid.y, flat / grid.x / grid.y};
  }
  Step fail(const Block& block) {
    fault_ = block.fault();
    return Step::kFault;
  }

  BlockPool& pool_;
  const std::shared_ptr<const KernelInfo> kernel_;
  const uint32_t num_blocks_;
  uint32_t start_ = 0;
  uint32_t stride_ = 1;
  uint32_t next_ = 0;
  std::vector<std::unique_ptr<Block>> polling_;
  std::string fault_;
};

class Copy final : public OneStep {
 public:
  explicit Copy(const CopyWork& copy) : copy_(copy) {}

 private:
  std::string run() override {
    MemoryMap& memory = *copy_.memory;
    if (memory.space_of(copy_.from) != kNoSpace) {
      const std::string problem = memory.check(copy_.from, copy_.bytes, Access::kRead);
      if (!problem.empty()) return "copy " + problem;
    }
    if (memory.space_of(copy_.to) != kNoSpace) {
      const std::string problem = memory.check(copy_.to, copy_.bytes, Access::kWrite);
      if (!problem.empty()) return "copy " + problem;
    }
    std::memcpy(copy_.to, copy_.from, copy_.bytes);
    return {};
  }
  const CopyWork copy_;
};

class Fill final : public OneStep {
 public:
  Fill(MemoryMap& memory, void* data, int value, size_t bytes)
      : memory_(memory), data_(data), value_(value), bytes_(bytes) {}

 private:
  std::string run() override {
    const std::string problem = memory_.check(data_, bytes_, Access::kWrite);
    if (!problem.empty()) return "fill " + problem;
    std::memset(data_, value_, bytes_);
    return {};
  }
  MemoryMap& memory_;
  void* const data_;
  const int value_;
  const size_t bytes_;
};

}  // namespace

std::unique_ptr<Work> kernel_work(BlockPool& blocks, std::shared_ptr<const KernelInfo> kernel,
                                  uint64_t seed) {
  return std::make_unique<KernelWork>(blocks, std::move(kernel), seed);
}

std::unique_ptr<Work> copy_work(const CopyWork& copy) {
  return std::make_unique<Copy>(copy);
}

std::unique_ptr<Work> fill_work(MemoryMap& memory, void* data, int value, size_t bytes) {
  return std::make_unique<Fill>(memory, data, value, bytes);
}

}  // namespace octant::simt
