#pragma once
// What streams do: run kernels, copy, fill.

#include <memory>
#include <string>

#include "tests/simt/block_pool.h"
#include "tests/simt/scheduler.h"

namespace octant::simt {

// Runs the blocks of a kernel one after another, in an order that depends on `seed`; those that
// poll are resumed in turns.
std::unique_ptr<Work> kernel_work(BlockPool& blocks, std::shared_ptr<const KernelInfo> kernel,
                                  uint64_t seed);

// Work that is done at once or fails.
class OneStep : public Work {
 public:
  Step step() override {
    fault_ = run();
    return fault_.empty() ? Step::kDone : Step::kFault;
  }
  std::string fault() const override { return fault_; }

 protected:
  // What went wrong, in words; empty if nothing did.
  virtual std::string run() = 0;

 private:
  std::string fault_;
};

// From and to any space or pageable host memory.
struct CopyWork {
  MemoryMap* memory = nullptr;
  void* to = nullptr;
  const void* from = nullptr;
  size_t bytes = 0;
};
std::unique_ptr<Work> copy_work(const CopyWork& copy);
std::unique_ptr<Work> fill_work(MemoryMap& memory, void* data, int value, size_t bytes);

}  // namespace octant::simt
