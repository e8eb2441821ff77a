#include "kernels/cuda/graph.h"

#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

class CapturedGraph final : public Recording {
 public:
  explicit CapturedGraph(cudaStream_t stream) : stream_(stream) {}
  CapturedGraph(const CapturedGraph&) = delete;
  CapturedGraph& operator=(const CapturedGraph&) = delete;
  ~CapturedGraph() override {
    if (exec_ != nullptr && cudaGraphExecDestroy(exec_) != cudaSuccess) (void)cudaGetLastError();
    if (graph_ != nullptr && cudaGraphDestroy(graph_) != cudaSuccess) (void)cudaGetLastError();
  }

  Status end_capture() {
    CUDA_TRY(cudaStreamEndCapture(stream_, &graph_));
    CUDA_TRY(cudaGraphInstantiate(&exec_, graph_, 0));
    return {};
  }
  Status replay() override {
    CUDA_TRY(cudaGraphLaunch(exec_, stream_));
    return {};
  }

 private:
  cudaStream_t stream_;
  cudaGraph_t graph_ = nullptr;
  cudaGraphExec_t exec_ = nullptr;
};

}  // namespace

Status begin_capture(cudaStream_t stream) {
  // Relaxed: the ranks' threads note down their stages together, and another thread may allocate.
  CUDA_TRY(cudaStreamBeginCapture(stream, cudaStreamCaptureModeRelaxed));
  return {};
}

Result<std::unique_ptr<Recording>> end_capture(cudaStream_t stream) {
  auto graph = std::make_unique<CapturedGraph>(stream);
  RETURN_IF_ERROR(graph->end_capture());
  return std::unique_ptr<Recording>(std::move(graph));
}

}  // namespace octant::cuda
