#include "kernels/stages/stage_clock.h"

#include <chrono>

namespace octant {
namespace {

class HostClock final : public StageClock {
 public:
  void restart() override { stamps_.clear(); }
  Status stamp() override {
    stamps_.push_back(std::chrono::steady_clock::now());
    return {};
  }
  Status read(std::vector<double>& seconds) override {
    seconds.clear();
    for (const auto& stamp : stamps_) {
      seconds.push_back(std::chrono::duration<double>(stamp - stamps_.front()).count());
    }
    return {};
  }

 private:
  std::vector<std::chrono::steady_clock::time_point> stamps_;
};

}  // namespace

std::unique_ptr<StageClock> make_host_clock() {
  return std::make_unique<HostClock>();
}

}  // namespace octant
