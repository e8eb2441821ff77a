#include "runtime/load/load_progress.h"

namespace octant {
namespace {

constexpr std::chrono::milliseconds kReportInterval{100};
constexpr std::chrono::seconds kRateWindow{1};

}  // namespace

void LoadProgress::update(int64_t bytes_read, Time now, bool force) {
  if (!on_progress_) return;
  if (!force && !samples_.empty() && now - samples_.back().time < kReportInterval) return;
  samples_.push_back({now, bytes_read});
  while (samples_.size() > 2 && now - samples_[1].time >= kRateWindow) samples_.pop_front();

  LoadProgressInfo info{.bytes_read = bytes_read,
                        .bytes_total = bytes_total_,
                        .bytes_per_second = 0,
                        .seconds_left = 0};
  const Sample& first = samples_.front();
  const double seconds = std::chrono::duration<double>(now - first.time).count();
  if (seconds > 0) {
    info.bytes_per_second = static_cast<double>(bytes_read - first.bytes_read) / seconds;
  }
  if (info.bytes_per_second > 0) {
    info.seconds_left = static_cast<double>(bytes_total_ - bytes_read) / info.bytes_per_second;
  }
  on_progress_(info);
}

}  // namespace octant
