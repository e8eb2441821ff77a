#include "app/cli/open_model.h"

#include <utility>

#include "app/cli/progress_line.h"
#include "runtime/api/model_list.h"

namespace octant::cli {

Result<OpenedModel> open_model(Services& services, const EngineFlags& flags) {
  ASSIGN_OR_RETURN(api::ModelPath found, api::find_model(flags.model, false, services.environment));
  api::EngineOptions options = flags.options;
  options.model_dir = std::move(found.path);

  const CatchInterrupts catching(services.interrupt);
  ProgressLine line(services);
  api::OpenHooks hooks;
  hooks.on_progress = [&line](const api::LoadProgress& progress) { line.show(progress); };
  hooks.cancel = &services.interrupt.flag();
  auto engine = services.runtime.open_engine(options, hooks);
  line.clear();
  if (services.interrupt.take()) return cancelled("interrupted while the model was loading");
  if (!engine.ok()) return std::move(engine).status();
  const std::string& no_gpu = (*engine)->model().no_gpu;
  if (!no_gpu.empty()) services.err << "octant: " << no_gpu << "; running on the CPU\n";
  return OpenedModel{std::move(engine).value(), std::move(found.name)};
}

}  // namespace octant::cli
