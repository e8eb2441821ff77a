#pragma once
// BlockPool: blocks that wait for their next use, so that a launch makes no new stacks.
// Owner: the thread that runs the kernels.

#include <memory>
#include <utility>
#include <vector>

#include "tests/simt/block.h"

namespace octant::simt {

class BlockPool {
 public:
  explicit BlockPool(const BlockWorld& world) : world_(world) {}

  std::unique_ptr<Block> take() {
    if (idle_.empty()) return std::make_unique<Block>(world_);
    std::unique_ptr<Block> block = std::move(idle_.back());
    idle_.pop_back();
    return block;
  }
  void give(std::unique_ptr<Block> block) { idle_.push_back(std::move(block)); }

 private:
  const BlockWorld& world_;
  std::vector<std::unique_ptr<Block>> idle_;
};

}  // namespace octant::simt
