#pragma once
// Fiber: a function with a stack of its own, run in turns with whoever resumes it. A thin layer on
// Boost.Context, which it adds two things to: the stack is reused from one function to the next,
// and a fiber that will never be resumed is simply forgotten. Boost would unwind it by an
// exception, which cannot pass the access hooks (access_hooks.cpp); lanes own nothing that a
// destructor frees.
//
// A fiber is resumed on one thread only.

#include <boost/context/fiber.hpp>
#include <cstddef>
#include <new>
#include <utility>

namespace octant::simt {

class Fiber {
 public:
  static constexpr size_t kStackBytes = 96 * 1024;  // a report is put together on it as well

  // `number` tells fibers apart that run in turns.
  explicit Fiber(size_t number);
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // Makes `function(argument)` what the next resume() begins. What ran before is forgotten.
  void start(void (*function)(void*), void* argument);
  // Runs until suspend(), or until the function returns.
  void resume();
  // Inside the function: back to resume().
  void suspend();

  // Whether `address` lies on this stack.
  bool owns(const void* address) const {
    const auto* byte = static_cast<const std::byte*>(address);
    return byte >= stack_ && byte < stack_ + kStackBytes;
  }

 private:
  using Context = boost::context::fiber;
  struct ReusedStack;

  Context& context() { return *std::launder(reinterpret_cast<Context*>(context_)); }
  void enter();

  std::byte* stack_;
  size_t usable_bytes_;
  alignas(Context) std::byte context_[sizeof(Context)];  // never destroyed: see above
  Context resumer_;
  void (*function_)(void*) = nullptr;
  void* argument_ = nullptr;
  void* shadow_stack_ = nullptr;  // of the address sanitizer
  const void* resumer_stack_ = nullptr;
  size_t resumer_stack_bytes_ = 0;
  void* shadow_fiber_ = nullptr;  // of the thread sanitizer
  void* resumer_fiber_ = nullptr;
};

}  // namespace octant::simt
