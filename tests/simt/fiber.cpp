#include "tests/simt/fiber.h"

#include <sys/mman.h>

#include <memory>

#include "kernels/core/check.h"

// Sanitizers are told of each change of stack; the thread sanitizer takes a fiber for a thread, and
// a switch for something that orders what comes before and after.
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
// Frames of a forgotten function leave their red zones on the stack.
#define OCTANT_FIBER_CLEAN(stack, bytes) __asan_unpoison_memory_region(stack, bytes)
#define OCTANT_FIBER_LEAVE(save, bottom, bytes) __sanitizer_start_switch_fiber(save, bottom, bytes)
#define OCTANT_FIBER_ARRIVE(saved, bottom, bytes) \
  __sanitizer_finish_switch_fiber(saved, bottom, bytes)
#else
#define OCTANT_FIBER_CLEAN(stack, bytes) (void)0
#define OCTANT_FIBER_LEAVE(save, bottom, bytes) (void)0
#define OCTANT_FIBER_ARRIVE(saved, bottom, bytes) (void)0
#endif

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#define OCTANT_FIBER_CREATE() __tsan_create_fiber(0)
#define OCTANT_FIBER_DESTROY(fiber) __tsan_destroy_fiber(fiber)
#define OCTANT_FIBER_CURRENT() __tsan_get_current_fiber()
#define OCTANT_FIBER_SWITCH(fiber) __tsan_switch_to_fiber(fiber, 0)
#else
#define OCTANT_FIBER_CREATE() nullptr
#define OCTANT_FIBER_DESTROY(fiber) (void)0
#define OCTANT_FIBER_CURRENT() nullptr
#define OCTANT_FIBER_SWITCH(fiber) (void)0
#endif

namespace octant::simt {

// Stacks begin at the same place of their pages, and what lies there in all of them competes for a
// few lines of the caches. So each begins a bit further down: by 7 lines of 64 bytes, an odd
// number, which spreads 64 of them over all lines of a page.
constexpr size_t kStep = size_t{7} * 64;
constexpr size_t kNumSteps = 64;

struct Fiber::ReusedStack {
  std::byte* stack;
  size_t bytes;

  boost::context::stack_context allocate() {
    boost::context::stack_context context;
    context.size = bytes;
    context.sp = stack + bytes;
    return context;
  }
  void deallocate(boost::context::stack_context&) noexcept {}
};

Fiber::Fiber(size_t number) : usable_bytes_(kStackBytes - number % kNumSteps * kStep) {
  // Anonymous pages cost memory where they are touched: a few KB a lane.
  void* stack = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  CHECK(stack != MAP_FAILED);
  stack_ = static_cast<std::byte*>(stack);
  shadow_fiber_ = OCTANT_FIBER_CREATE();
}

Fiber::~Fiber() {
  OCTANT_FIBER_DESTROY(shadow_fiber_);
  OCTANT_FIBER_CLEAN(stack_, kStackBytes);  // others' memory may come to lie there
  munmap(stack_, kStackBytes);
}

void Fiber::start(void (*function)(void*), void* argument) {
  function_ = function;
  argument_ = argument;
  OCTANT_FIBER_CLEAN(stack_, kStackBytes);
  new (context_)
      Context(std::allocator_arg, ReusedStack{stack_, usable_bytes_}, [this](Context&& resumer) {
        resumer_ = std::move(resumer);
        enter();
        return std::move(resumer_);
      });
}

void Fiber::enter() {
  OCTANT_FIBER_ARRIVE(nullptr, &resumer_stack_, &resumer_stack_bytes_);
  function_(argument_);
  OCTANT_FIBER_SWITCH(resumer_fiber_);
  OCTANT_FIBER_LEAVE(nullptr, resumer_stack_,
                     resumer_stack_bytes_);  // null: the stack is done with
}

void Fiber::resume() {
  [[maybe_unused]] void* own_shadow = nullptr;
  OCTANT_FIBER_LEAVE(&own_shadow, stack_, kStackBytes);
  resumer_fiber_ = OCTANT_FIBER_CURRENT();
  OCTANT_FIBER_SWITCH(shadow_fiber_);
  Context next = std::move(context()).resume();
  OCTANT_FIBER_ARRIVE(own_shadow, nullptr, nullptr);
  new (context_) Context(std::move(next));
}

void Fiber::suspend() {
  OCTANT_FIBER_SWITCH(resumer_fiber_);
  OCTANT_FIBER_LEAVE(&shadow_stack_, resumer_stack_, resumer_stack_bytes_);
  resumer_ = std::move(resumer_).resume();
  OCTANT_FIBER_ARRIVE(shadow_stack_, &resumer_stack_, &resumer_stack_bytes_);
}

}  // namespace octant::simt
