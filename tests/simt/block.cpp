#include "tests/simt/block.h"

#include <algorithm>
#include <array>
#include <utility>

namespace octant::simt {
namespace {

thread_local Block* current_block = nullptr;
thread_local Block* checked_block = nullptr;  // current_block or null

void run_kernel(void* block) {
  const KernelInfo& kernel = static_cast<Block*>(block)->kernel();
  kernel.run(kernel.call.get());
}

std::string place(const std::source_location& where) {
  const std::string path = where.file_name();
  return path.substr(path.rfind('/') + 1) + ":" + std::to_string(where.line());
}

}  // namespace

Block* Block::current() {
  return current_block;
}

Block* Block::current_checked() {
  return checked_block;
}

void Block::begin(const KernelInfo& kernel, Dim3 block_idx) {
  kernel_ = &kernel;
  block_idx_ = block_idx;
  fault_.clear();
  num_lanes_ = kernel.block.count();
  while (lanes_.size() < num_lanes_) lanes_.push_back(std::make_unique<Lane>(lanes_.size()));
  for (size_t i = 0; i < num_lanes_; ++i) {
    Lane& lane = *lanes_[i];
    const auto flat = static_cast<uint32_t>(i);
    lane.thread_idx = {flat % kernel.block.x, flat / kernel.block.x % kernel.block.y,
                       flat / kernel.block.x / kernel.block.y};
    lane.state = State::kReady;
    lane.warp_barriers = 0;
    lane.fiber.start(run_kernel, this);
  }
  block_barriers_ = shared_.begin_block(kernel.shared_bytes, block_barriers_);
}

Block::Outcome Block::run() {
  current_block = this;
  checked_block = world_.check_accesses ? this : nullptr;
  bool polled = false;
  while (fault_.empty() && !all_ended()) {
    for (size_t warp = 0; warp < num_warps() && fault_.empty(); ++warp) run_warp(warp);
    if (!fault_.empty() || release_barrier()) continue;
    if (all_ended()) break;
    if (release_pollers()) {
      polled = true;
      break;
    }
    set_fault("deadlock: " + where_lanes_wait());
  }
  current_block = checked_block = nullptr;
  if (!fault_.empty()) return Outcome::kFault;
  return polled ? Outcome::kPolling : Outcome::kDone;
}

void Block::run_warp(size_t warp) {
  const size_t begin = warp * kWarpLanes;
  const size_t end = std::min(begin + kWarpLanes, num_lanes_);
  do {
    for (size_t i = begin; i < end && fault_.empty(); ++i) {
      if (lanes_[i]->state == State::kReady) resume(i);
    }
  } while (fault_.empty() && finish_warp_calls(warp));
}

bool Block::finish_warp_calls(size_t warp) {
  const size_t begin = warp * kWarpLanes;
  const size_t end = std::min(begin + kWarpLanes, num_lanes_);
  for (size_t i = begin; i < end; ++i) {
    if (lanes_[i]->state != State::kInWarpCall) continue;
    const WarpCall& first = lanes_[i]->call;
    WarpCalls calls{};
    bool complete = true;
    for (size_t j = begin; j < end; ++j) {
      if ((first.mask >> (j - begin) & 1u) == 0) continue;
      const Lane& lane = *lanes_[j];
      complete = complete && lane.state == State::kInWarpCall && lane.call.mask == first.mask;
      if (!complete) break;
      if (lane.call.op != first.op || lane.call.where.line() != first.where.line()) {
        set_fault("divergent warp call: lane " + std::to_string(i) + " is at " +
                  to_string(first.op) + " (" + place(first.where) + "), lane " + std::to_string(j) +
                  " at " + to_string(lane.call.op) + " (" + place(lane.call.where) + ")");
        return false;
      }
      calls[j - begin] = &lane.call;
    }
    if (!complete) continue;
    const auto results = warp_results(calls);
    const uint32_t mask = first.mask;
    for (size_t j = begin; j < end; ++j) {
      if ((mask >> (j - begin) & 1u) == 0) continue;
      lanes_[j]->result = results[j - begin];
      lanes_[j]->state = State::kReady;
      ++lanes_[j]->warp_barriers;
    }
    return true;
  }
  return false;
}

bool Block::release_barrier() {
  size_t waiting = 0;
  for (size_t i = 0; i < num_lanes_; ++i) {
    const State state = lanes_[i]->state;
    if (state == State::kAtBarrier) ++waiting;
    if (state != State::kAtBarrier && state != State::kEnded) return false;
  }
  if (waiting == 0) return false;
  ++block_barriers_;
  for (size_t i = 0; i < num_lanes_; ++i) {
    if (lanes_[i]->state == State::kAtBarrier) lanes_[i]->state = State::kReady;
  }
  return true;
}

bool Block::release_pollers() {
  bool any = false;
  for (size_t i = 0; i < num_lanes_; ++i) {
    if (lanes_[i]->state != State::kPolling) continue;
    lanes_[i]->state = State::kReady;
    any = true;
  }
  return any;
}

bool Block::all_ended() const {
  return std::all_of(lanes_.begin(), lanes_.begin() + static_cast<ptrdiff_t>(num_lanes_),
                     [](const auto& lane) { return lane->state == State::kEnded; });
}

void Block::resume(size_t lane) {
  running_ = lane;
  lanes_[lane]->state = State::kEnded;  // unless it suspends before its end
  lanes_[lane]->fiber.resume();
}

void Block::suspend(State state) {
  Lane& lane = *lanes_[running_];
  lane.state = state;
  lane.fiber.suspend();
}

void Block::sync_threads() {
  suspend(State::kAtBarrier);
}

uint64_t Block::warp_call(const WarpCall& call) {
  Lane& lane = *lanes_[running_];
  const auto bit = static_cast<uint32_t>(running_ % kWarpLanes);
  if ((call.mask >> bit & 1u) == 0) {
    std::string problem =
        std::string(to_string(call.op)) + " (" + place(call.where) + ") without itself in the mask";
    stop(std::move(problem));
  }
  lane.call = call;
  suspend(State::kInWarpCall);
  return lane.result;
}

void Block::poll() {
  suspend(State::kPolling);
}

void Block::check_access(const void* address, size_t bytes, Access access) {
  const Lane& lane = *lanes_[running_];
  if (lane.fiber.owns(address)) return;
  std::string problem;
  const Space space = world_.memory->space_of(address);
  if (space != kNoSpace) {
    if (!world_.may_access(kernel_->device, space)) {
      problem = "touches memory of device " + std::to_string(space) + " without peer access";
    } else {
      problem = world_.memory->check(address, bytes, access);
    }
  } else if (shared_.contains(address)) {
    problem = shared_.check(address, bytes, access,
                            {.lane = static_cast<uint16_t>(running_),
                             .block_barriers = block_barriers_,
                             .warp_barriers = lane.warp_barriers});
  } else {
    const auto* byte = static_cast<const std::byte*>(address);
    const auto* parameters = static_cast<const std::byte*>(kernel_->call.get());
    const bool is_parameter =
        access == Access::kRead && byte >= parameters && byte < parameters + kernel_->call_bytes;
    if (!is_parameter) {
      problem =
          "touches memory of the host, at " + std::to_string(reinterpret_cast<uintptr_t>(address));
    }
  }
  if (!problem.empty()) stop(std::move(problem));
}

void Block::stop(std::string problem) {
  set_fault("lane " + std::to_string(running_) + " " + problem);
  std::string().swap(problem);  // nothing on this stack is destroyed any more
  suspend(State::kEnded);
}

void Block::set_fault(const std::string& problem) {
  fault_ = "kernel " + kernel_->name + ", block " + std::to_string(block_idx_.x) + "," +
           std::to_string(block_idx_.y) + "," + std::to_string(block_idx_.z) + ": " + problem;
}

std::string Block::where_lanes_wait() const {
  const auto waits_at = [](const Lane& lane) -> std::string {
    switch (lane.state) {
      case State::kAtBarrier:
        return "wait at __syncthreads";
      case State::kInWarpCall:
        return "wait at " + std::string(to_string(lane.call.op)) + " (" + place(lane.call.where) +
               ")";
      case State::kEnded:
        return "have ended";
      case State::kReady:
      case State::kPolling:
        break;
    }
    return "run";
  };
  std::string text;
  for (size_t i = 0; i < num_lanes_;) {
    const std::string wait = waits_at(*lanes_[i]);
    size_t end = i + 1;
    while (end < num_lanes_ && waits_at(*lanes_[end]) == wait) ++end;
    text += (text.empty() ? "lanes " : ", lanes ") + std::to_string(i) + " to " +
            std::to_string(end - 1) + " " + wait;
    i = end;
  }
  return text;
}

}  // namespace octant::simt
