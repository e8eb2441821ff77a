// Streams, events, graphs, errors and memory of the fake machine.

#include <set>
#include <thread>

#include "tests/simt/access_hooks.h"
#include "tests/simt/planted_kernels.h"
#include "tests/simt/simt_test_support.h"

namespace octant::simt {
namespace {

using testing::AllOf;
using testing::HasSubstr;

cudaEvent_t make_event() {
  cudaEvent_t event = nullptr;
  EXPECT_EQ(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), cudaSuccess);
  return event;
}

// Two streams of a device, one writes what the other reads: `ordered` by an event, or not.
std::string produce_and_consume(uint64_t seed, bool ordered) {
  Machine machine({.num_devices = 1, .order = Order::kShuffled, .seed = seed});
  const Array<float> a(0, std::vector<float>{1, 2, 3, 4});
  const Array<float> b(0, 4);
  const Array<float> c(0, 4);
  cudaStream_t producer = make_stream();
  cudaStream_t consumer = make_stream();
  cudaEvent_t written = make_event();
  EXPECT_EQ(start("produce", {}, producer, add_one, a, b, 4), cudaSuccess);
  if (ordered) {
    EXPECT_EQ(cudaEventRecord(written, producer), cudaSuccess);
    EXPECT_EQ(cudaStreamWaitEvent(consumer, written, 0), cudaSuccess);
  }
  EXPECT_EQ(start("consume", {}, consumer, add_one, b, c, 4), cudaSuccess);
  const std::vector<float> result = c.read(consumer);
  (void)cudaStreamSynchronize(producer);
  const std::string fault = machine.first_fault();
  if (fault.empty()) {
    EXPECT_EQ(result, (std::vector<float>{3, 4, 5, 6}));
  }
  return fault;
}

TEST(SimtStreams, AnEventOrdersTwoStreams) {
  for (uint64_t seed = 1; seed <= 20; ++seed) EXPECT_EQ(produce_and_consume(seed, true), "");
}

TEST(SimtStreams, AMissingEventShows) {
  if (!accesses_are_seen()) GTEST_SKIP() << "a sanitizer's build does not report accesses here";
  int found = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const std::string fault = produce_and_consume(seed, false);
    if (fault.empty()) continue;
    EXPECT_THAT(fault, AllOf(HasSubstr("kernel consume"), HasSubstr("never written")));
    ++found;
  }
  // Each order has probability one half: fewer than 3 of 20 happens in 0.02 % of seed sets.
  EXPECT_GE(found, 3);
}

TEST(SimtStreams, NothingIsThereBeforeSomebodyWaits) {
  Machine machine({.num_devices = 1});
  cudaStream_t stream = make_stream();
  const Array<float> values(0, std::vector<float>{1, 2});
  void* pinned = nullptr;
  ASSERT_EQ(cudaHostAlloc(&pinned, 8, cudaHostAllocPortable), cudaSuccess);
  auto* host = static_cast<float*>(pinned);
  host[0] = host[1] = 0;
  ASSERT_EQ(cudaMemcpyAsync(host, values, 8, cudaMemcpyDeviceToHost, stream), cudaSuccess);
  EXPECT_EQ(host[0], 0.0f);
  ASSERT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(host[0], 1.0f);
  EXPECT_EQ(host[1], 2.0f);
  EXPECT_EQ(cudaFreeHost(pinned), cudaSuccess);
}

TEST(SimtStreams, QueriesLetTheWorkGoOn) {
  Machine machine({.num_devices = 1});
  cudaStream_t stream = make_stream();
  const Array<int> flag(0, std::vector<int>{0});
  cudaEvent_t event = make_event();
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);  // never recorded
  ASSERT_EQ(start("set", {.block = 1}, stream, set, flag), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(event, stream), cudaSuccess);
  while (cudaEventQuery(event) == cudaErrorNotReady) std::this_thread::yield();
  EXPECT_EQ(cudaStreamQuery(stream), cudaSuccess);
  EXPECT_EQ(flag.read(stream), std::vector<int>{1});
  cudaGetLastError();
}

TEST(SimtStreams, TheNullStreamIsRefused) {
  Machine machine({.num_devices = 1});
  const Array<int> flag(0, std::vector<int>{0});
  EXPECT_EQ(start("set", {.block = 1}, nullptr, set, flag), cudaErrorInvalidResourceHandle);
  cudaGetLastError();
}

TEST(SimtDevices, AKernelMayPollForAnotherDevice) {
  Machine machine({.num_devices = 2});
  const Array<int> flag(0, std::vector<int>{0});
  const Array<float> from(0, std::vector<float>{5});
  const Array<float> to(0, 1);
  cudaStream_t waiting = make_stream(0);
  cudaStream_t setting = make_stream(1);
  ASSERT_EQ(cudaDeviceEnablePeerAccess(0, 0), cudaSuccess);
  ASSERT_EQ(start("wait", {.block = 1}, waiting, wait_and_copy, flag, from, to), cudaSuccess);
  // The other device's kernel comes while the first one polls already.
  std::thread other([&] {
    EXPECT_EQ(cudaSetDevice(1), cudaSuccess);
    EXPECT_EQ(start("set", {.block = 1}, setting, set, flag), cudaSuccess);
    EXPECT_EQ(cudaStreamSynchronize(setting), cudaSuccess);
  });
  EXPECT_EQ(to.read(waiting), std::vector<float>{5});
  other.join();
  EXPECT_EQ(machine.first_fault(), "");
}

TEST(SimtDevices, PollingForWhatNeverComesIsADeadlock) {
  Machine machine({.num_devices = 1, .stall_limit = std::chrono::milliseconds(50)});
  const Array<int> flag(0, std::vector<int>{0});
  const Array<float> from(0, std::vector<float>{5});
  const Array<float> to(0, 1);
  cudaStream_t stream = make_stream();
  ASSERT_EQ(start("wait", {.block = 1}, stream, wait_and_copy, flag, from, to), cudaSuccess);
  EXPECT_NE(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(machine.first_fault(), "deadlock: only polling goes on: wait on device 0");
}

TEST(SimtDevices, AFailedDeviceStaysFailedAndTheOthersGoOn) {
  if (!accesses_are_seen()) GTEST_SKIP() << "a sanitizer's build does not report accesses here";
  Machine machine({.num_devices = 2});
  const Array<float> unwritten(0, 4);
  const Array<float> to(0, 4);
  cudaStream_t stream = make_stream(0);
  const std::string fault = fault_of(machine, {}, stream, add_one, unwritten, to, 4);
  EXPECT_NE(fault, "");
  EXPECT_EQ(start("later", {}, stream, add_one, unwritten, to, 4), cudaErrorIllegalAddress);
  void* data = nullptr;
  EXPECT_EQ(cudaMalloc(&data, 16), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaSetDevice(1), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&data, 16), cudaSuccess);
  EXPECT_EQ(cudaFree(data), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

TEST(SimtDevices, MemoryIsLimitedAndCounted) {
  Machine machine({.num_devices = 2, .device_bytes = 1000});
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess);
  void* first = nullptr;
  void* second = nullptr;
  ASSERT_EQ(cudaMalloc(&first, 600), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&second, 600), cudaErrorMemoryAllocation);
  size_t free_bytes = 0;
  size_t total_bytes = 0;
  ASSERT_EQ(cudaMemGetInfo(&free_bytes, &total_bytes), cudaSuccess);
  EXPECT_EQ(free_bytes, 400u);
  EXPECT_EQ(total_bytes, 1000u);
  EXPECT_EQ(machine.leaks(), "1 allocations");
  EXPECT_EQ(cudaFree(first), cudaSuccess);
  EXPECT_EQ(cudaFree(first), cudaErrorInvalidValue);
  EXPECT_EQ(machine.leaks(), "");
  cudaGetLastError();
}

TEST(SimtDevices, CopiesAreCheckedLikeKernels) {
  Machine machine({.num_devices = 1});
  cudaStream_t stream = make_stream();
  const Array<float> values(0, std::vector<float>{1, 2, 3, 4});
  float host[8] = {};
  ASSERT_EQ(cudaMemcpyAsync(host, values, 20, cudaMemcpyDeviceToHost, stream), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorIllegalAddress);
  EXPECT_THAT(machine.first_fault(), HasSubstr("copy reads 20 bytes out of bounds"));
}

TEST(SimtDevices, WithoutADriverOrDeviceTheCountSaysSo) {
  int count = -1;
  {
    Machine machine({.num_devices = 0});
    EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
    EXPECT_EQ(count, 0);
  }
  Machine machine({.has_driver = false});
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorInsufficientDriver);
  cudaGetLastError();
}

TEST(SimtFaults, TheChosenCallFails) {
  for (int64_t k = 1; k <= 4; ++k) {
    Machine machine({.num_devices = 1, .fail_call = k, .fail_with = cudaErrorUnknown});
    void* data = nullptr;
    cudaStream_t stream = nullptr;
    const std::vector<cudaError_t> errors = {
        cudaSetDevice(0), cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking),
        cudaMalloc(&data, 4), cudaSetDevice(0)};
    for (int64_t call = 1; call <= 4; ++call) {
      EXPECT_EQ(errors[static_cast<size_t>(call - 1)], call == k ? cudaErrorUnknown : cudaSuccess);
    }
    EXPECT_EQ(machine.num_calls(), 4);
    EXPECT_EQ(cudaGetLastError(), cudaErrorUnknown);
  }
}

TEST(SimtGraphs, AGraphRunsAsOftenAsItIsLaunched) {
  Machine machine({.num_devices = 1});
  cudaStream_t stream = make_stream();
  const Array<float> a(0, std::vector<float>{0});
  const Array<float> b(0, 1);
  ASSERT_EQ(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal), cudaSuccess);
  ASSERT_EQ(start("there", {}, stream, add_one, a, b, 1), cudaSuccess);
  ASSERT_EQ(start("back", {}, stream, add_one, b, a, 1), cudaSuccess);
  cudaGraph_t graph = nullptr;
  ASSERT_EQ(cudaStreamEndCapture(stream, &graph), cudaSuccess);
  cudaGraphExec_t exec = nullptr;
  ASSERT_EQ(cudaGraphInstantiate(&exec, graph, 0), cudaSuccess);
  ASSERT_EQ(cudaGraphDestroy(graph), cudaSuccess);
  EXPECT_EQ(a.read(stream), std::vector<float>{0});  // capturing runs nothing
  for (int i = 0; i < 3; ++i) ASSERT_EQ(cudaGraphLaunch(exec, stream), cudaSuccess);
  EXPECT_EQ(a.read(stream), std::vector<float>{6});
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  cudaGetLastError();
}

TEST(SimtGraphs, WaitingForACapturingStreamSpoilsTheCapture) {
  Machine machine({.num_devices = 1});
  cudaStream_t stream = make_stream();
  ASSERT_EQ(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorStreamCaptureUnsupported);
  cudaGraph_t graph = nullptr;
  EXPECT_EQ(cudaStreamEndCapture(stream, &graph), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(graph, nullptr);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);  // as ever again
  cudaGetLastError();
}

TEST(SimtGraphs, StreamsThatJoinMustBeWaitedFor) {
  Machine machine({.num_devices = 1});
  cudaStream_t main = make_stream();
  cudaStream_t side = make_stream();
  cudaEvent_t fork = make_event();
  const Array<float> a(0, std::vector<float>{1});
  const Array<float> b(0, 1);
  ASSERT_EQ(cudaStreamBeginCapture(main, cudaStreamCaptureModeRelaxed), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(fork, main), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(side, fork, 0), cudaSuccess);
  ASSERT_EQ(start("side", {}, side, add_one, a, b, 1), cudaSuccess);
  cudaGraph_t graph = nullptr;
  EXPECT_EQ(cudaStreamEndCapture(side, &graph), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(cudaStreamEndCapture(main, &graph), cudaErrorStreamCaptureUnjoined);
  EXPECT_EQ(cudaStreamSynchronize(side), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(main, fork, 0), cudaErrorCapturedEvent);
  cudaGetLastError();
}

// A second stream joins the capture by an event and comes back by another, before or after the work
// that needs it.
std::string fork_and_join(uint64_t seed, bool in_time) {
  Machine machine({.num_devices = 1, .order = Order::kShuffled, .seed = seed});
  cudaStream_t main = make_stream();
  cudaStream_t side = make_stream();
  cudaEvent_t fork = make_event();
  cudaEvent_t joined = make_event();
  const Array<float> a(0, std::vector<float>{1});
  const Array<float> b(0, 1);
  const Array<float> c(0, 1);
  EXPECT_EQ(cudaStreamBeginCapture(main, cudaStreamCaptureModeThreadLocal), cudaSuccess);
  EXPECT_EQ(cudaEventRecord(fork, main), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(side, fork, 0), cudaSuccess);
  EXPECT_EQ(start("side", {}, side, add_one, a, b, 1), cudaSuccess);
  EXPECT_EQ(cudaEventRecord(joined, side), cudaSuccess);
  const auto wait = [&] { EXPECT_EQ(cudaStreamWaitEvent(main, joined, 0), cudaSuccess); };
  if (in_time) wait();
  EXPECT_EQ(start("main", {}, main, add_one, b, c, 1), cudaSuccess);
  if (!in_time) wait();
  cudaGraph_t graph = nullptr;
  EXPECT_EQ(cudaStreamEndCapture(main, &graph), cudaSuccess);
  cudaGraphExec_t exec = nullptr;
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph, 0), cudaSuccess);
  EXPECT_EQ(cudaGraphLaunch(exec, main), cudaSuccess);
  const std::vector<float> result = c.read(main);
  if (machine.first_fault().empty()) {
    EXPECT_EQ(result, std::vector<float>{3});
  }
  return machine.first_fault();
}

TEST(SimtGraphs, EventsOrderTheStreamsOfACapture) {
  if (!accesses_are_seen()) GTEST_SKIP() << "a sanitizer's build does not report accesses here";
  int found = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_EQ(fork_and_join(seed, true), "");
    found += fork_and_join(seed, false).empty() ? 0 : 1;
  }
  EXPECT_GE(found, 3);
}

TEST(SimtDevices, BlocksRunInAnotherOrderWhenShuffled) {
  const auto order_of = [](Order order, uint64_t seed) {
    Machine machine({.num_devices = 1, .order = order, .seed = seed});
    cudaStream_t stream = make_stream();
    const Array<int> next(0, std::vector<int>{0});
    const Array<int> turns(0, 7);
    EXPECT_EQ(fault_of(machine, {.grid = 7, .block = 1}, stream, note_order, next, turns), "");
    return turns.read(stream);
  };
  EXPECT_THAT(order_of(Order::kEnqueued, 1), testing::ElementsAre(0, 1, 2, 3, 4, 5, 6));
  std::set<std::vector<int>> orders;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<int> turns = order_of(Order::kShuffled, seed);
    EXPECT_THAT(turns, testing::UnorderedElementsAre(0, 1, 2, 3, 4, 5, 6));
    orders.insert(turns);
  }
  EXPECT_GT(orders.size(), 5u);
}

}  // namespace
}  // namespace octant::simt
