// The device language on the block whose lane runs.

#include "tests/simt/device_language.h"

#include "kernels/core/check.h"
#include "tests/simt/block.h"

namespace {

using octant::simt::Access;
using octant::simt::Block;
using octant::simt::Dim3;

Block& block() {
  Block* current = Block::current();
  CHECK(current != nullptr);
  return *current;
}

uint3 to_uint3(const Dim3& d) {
  return {d.x, d.y, d.z};
}

}  // namespace

uint3 simt_thread_idx() {
  return to_uint3(block().thread_idx());
}
uint3 simt_block_idx() {
  return to_uint3(block().block_idx());
}
uint3 simt_block_dim() {
  return to_uint3(block().kernel().block);
}
uint3 simt_grid_dim() {
  return to_uint3(block().kernel().grid);
}
void* simt_shared_memory() {
  return block().shared_data();
}
void simt_poll() {
  block().poll();
}
void __syncthreads() {
  block().sync_threads();
}

uint64_t simt_warp_call(SimtWarpOp op, unsigned mask, uint64_t value, int argument, int width,
                        const std::source_location& where) {
  return block().warp_call({.op = op,
                            .mask = mask,
                            .value = value,
                            .argument = argument,
                            .width = width,
                            .where = where});
}

void simt_check_atomic(void* address, size_t bytes) {
  if (Block* checked = Block::current_checked()) {
    checked->check_access(address, bytes, Access::kAtomic);
  }
}
