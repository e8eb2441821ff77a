#include "kernels/cuda/event_clock.h"

#include <utility>
#include <vector>

#include "kernels/cuda/device_memory.h"
#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

class EventClock final : public StageClock {
 public:
  EventClock(int device, cudaStream_t stream) : device_(device), stream_(stream) {}

  void restart() override { num_stamps_ = 0; }
  Status stamp() override {
    if (num_stamps_ == events_.size()) {
      CUDA_TRY(cudaSetDevice(device_));
      ASSIGN_OR_RETURN(Event event, Event::create(cudaEventDefault));
      events_.push_back(std::move(event));
    }
    CUDA_TRY(cudaEventRecord(events_[num_stamps_].get(), stream_));
    ++num_stamps_;
    return {};
  }
  Status read(std::vector<double>& seconds) override {
    seconds.clear();
    for (size_t i = 0; i < num_stamps_; ++i) {
      float milliseconds = 0;
      CUDA_TRY(cudaEventElapsedTime(&milliseconds, events_.front().get(), events_[i].get()));
      seconds.push_back(static_cast<double>(milliseconds) / 1000);
    }
    return {};
  }

 private:
  const int device_;
  const cudaStream_t stream_;
  std::vector<Event> events_;
  size_t num_stamps_ = 0;
};

}  // namespace

std::unique_ptr<StageClock> make_event_clock(int device, cudaStream_t stream) {
  return std::make_unique<EventClock>(device, stream);
}

}  // namespace octant::cuda
