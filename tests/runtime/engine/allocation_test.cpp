// A decode step on the CPU backend allocates nothing: counts every operator new of the process
// while tokens are made.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "runtime/engine/loaded_model.h"
#include "tests/runtime/engine/tiny_engine.h"

namespace {
std::atomic<int64_t> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  return std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
}
void* counted_or_throw(std::size_t size, std::size_t alignment) {
  void* memory = counted(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
constexpr std::size_t kDefaultAlignment = alignof(std::max_align_t);
}  // namespace

// The standard's replaceable functions; all other forms call these.
void* operator new(std::size_t size) {
  return counted_or_throw(size, kDefaultAlignment);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size, kDefaultAlignment);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace octant {
namespace {

// Notes the number of allocations at every step.
class CountingSink final : public GenerateSink {
 public:
  explicit CountingSink(size_t max_steps) { at_step_.reserve(max_steps); }
  void on_prefill(int64_t, int64_t, int64_t) override {}
  bool on_token(const GeneratedToken&) override { return true; }
  void on_step(const api::StepEvent&) override {
    if (at_step_.size() < at_step_.capacity()) at_step_.push_back(allocations.load());
  }
  void on_routing(const RoutingRecorder&, int64_t, int64_t, int64_t, bool) override {}

  // Allocations between the first step and the last.
  int64_t while_decoding() const { return at_step_.back() - at_step_.front(); }
  size_t num_steps() const { return at_step_.size(); }

 private:
  std::vector<int64_t> at_step_;
};

TEST(Allocation, TheCounterCounts) {
  const int64_t before = allocations.load();
  auto* block = new std::vector<int>(100);
  EXPECT_GE(allocations.load() - before, 2);
  delete block;
}

TEST(Allocation, DecodeStepsAllocateNothing) {
  for (const int32_t num_ranks : {1, 2}) {
    for (const int32_t num_drafted : {0, 2}) {
      for (const float temperature : {0.0f, 1.0f}) {
        api::EngineOptions options = test::tiny_options();
        options.num_ranks = num_ranks;
        options.num_threads = 3;
        Result<std::unique_ptr<LoadedModel>> model = load_model(options, {});
        ASSERT_TRUE(model.ok()) << model.status().to_string();
        const std::atomic<bool> cancel{false};
        GenerateRequest request{
            .prompt = {5, 6, 7, 8, 9},
            .filter = {.temperature = temperature, .top_p = 0.9f},
            .max_tokens = 60,
            .draft = num_drafted == 0 ? test::draft_off() : test::draft_fixed(num_drafted)};
        // The first answer lets every scratch reach its size.
        CountingSink warm_up(0);
        ASSERT_TRUE((*model)->generator->generate(request, cancel, warm_up).ok());
        request.prompt = {15, 16, 17, 18, 19, 20};
        CountingSink sink(60);
        ASSERT_TRUE((*model)->generator->generate(request, cancel, sink).ok());
        ASSERT_GE(sink.num_steps(), 7u);
        EXPECT_EQ(sink.while_decoding(), 0) << (*model)->info.backend << ", " << num_drafted
                                            << " drafts, temperature " << temperature;
      }
    }
  }
}

}  // namespace
}  // namespace octant
