// How the executor sees every read and write of a kernel: the compiler is asked to instrument
// memory accesses for the thread sanitizer (-fsanitize=thread on the kernels' sources alone), and
// these are the functions it then calls, in place of that sanitizer's library. Nothing in a
// kernel's source knows of it.
//
// An inline function that kernels and host code share may be linked in its instrumented form for
// both: outside of a kernel the hooks do nothing.
// Source of the names: LLVM's compiler-rt, tsan_interface.h; the Linux kernel's KCSAN replaces the
// library in the same way.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "tests/simt/access_hooks.h"
#include "tests/simt/block.h"

namespace octant::simt {

bool accesses_are_seen() {
#ifdef OCTANT_SIMT_HOOKS
  return true;
#else
  return false;
#endif
}

}  // namespace octant::simt

#ifdef OCTANT_SIMT_HOOKS
namespace {

using octant::simt::Access;
using octant::simt::Block;

void on_access(const void* address, size_t bytes, Access access) {
  if (Block* block = Block::current_checked()) block->check_access(address, bytes, access);
}

}  // namespace

extern "C" {

#define OCTANT_HOOKS(bytes)                           \
  void __tsan_read##bytes(void* address) {            \
    on_access(address, bytes, Access::kRead);         \
  }                                                   \
  void __tsan_write##bytes(void* address) {           \
    on_access(address, bytes, Access::kWrite);        \
  }                                                   \
  void __tsan_unaligned_read##bytes(void* address) {  \
    on_access(address, bytes, Access::kRead);         \
  }                                                   \
  void __tsan_unaligned_write##bytes(void* address) { \
    on_access(address, bytes, Access::kWrite);        \
  }                                                   \
  void __tsan_volatile_read##bytes(void* address) {   \
    on_access(address, bytes, Access::kRead);         \
  }                                                   \
  void __tsan_volatile_write##bytes(void* address) {  \
    on_access(address, bytes, Access::kWrite);        \
  }
OCTANT_HOOKS(1)
OCTANT_HOOKS(2)
OCTANT_HOOKS(4)
OCTANT_HOOKS(8)
OCTANT_HOOKS(16)
#undef OCTANT_HOOKS

void __tsan_read_range(void* address, size_t bytes) {
  on_access(address, bytes, Access::kRead);
}
void __tsan_write_range(void* address, size_t bytes) {
  on_access(address, bytes, Access::kWrite);
}
// Host code in the kernels' sources, like the shared ownership of a launch's arguments.
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}
int32_t __tsan_atomic32_fetch_add(volatile int32_t* address, int32_t value, int) {
  return __atomic_fetch_add(address, value, __ATOMIC_SEQ_CST);
}
int32_t __tsan_atomic32_load(const volatile int32_t* address, int) {
  return __atomic_load_n(address, __ATOMIC_SEQ_CST);
}

void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}

}  // extern "C"

#endif  // OCTANT_SIMT_HOOKS
