#pragma once
// cudaLaunchKernelEx for the executor: keeps kernel and arguments until a stream comes to them.

#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "tests/simt/api_types.h"

namespace octant::simt {

// A kernel with its arguments: `run(call)` calls it. Whatever a lane reads of them lies in `call`.
struct Launch {
  void (*run)(const void* call) = nullptr;
  std::shared_ptr<const void> call;
  size_t call_bytes = 0;
};
cudaError_t launch(const cudaLaunchConfig_t& config, Launch launch);

// Names this thread's next launch, for reports.
void name_next_launch(std::string_view name);

}  // namespace octant::simt

// As CUDA's: arguments are converted to the parameters' types and copied.
template <typename... Parameters, typename... Arguments>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Parameters...),
                               Arguments&&... arguments) {
  using Values = std::tuple<std::remove_cvref_t<Parameters>...>;
  static_assert((std::is_trivially_copyable_v<std::remove_cvref_t<Parameters>> && ...),
                "kernel arguments are copied as bytes");
  struct Call {
    void (*kernel)(Parameters...);
    Values values;
  };
  octant::simt::Launch launch;
  launch.call = std::make_shared<const Call>(
      Call{kernel, Values(static_cast<Parameters>(std::forward<Arguments>(arguments))...)});
  launch.call_bytes = sizeof(Call);
  launch.run = [](const void* call) {
    const Call& c = *static_cast<const Call*>(call);
    std::apply(c.kernel, c.values);
  };
  return octant::simt::launch(*config, std::move(launch));
}
cudaError_t simt_func_set_attribute();
template <typename... Parameters>
cudaError_t cudaFuncSetAttribute(void (*)(Parameters...), cudaFuncAttribute, int) {
  return simt_func_set_attribute();
}
