#include "runtime/api/synth.h"

#include "models/registry.h"
#include "runtime/synth/output_folder.h"
#include "runtime/synth/shapes.h"
#include "runtime/synth/synth_tokenizer.h"
#include "runtime/synth/weight_files.h"

namespace octant::api {

std::vector<SynthShape> synth_shapes() {
  std::vector<SynthShape> shapes;
  for (const NamedShape& shape : named_shapes()) {
    shapes.push_back({std::string(shape.name), std::string(shape.description)});
  }
  return shapes;
}

Status synthesize(const SynthOptions& options) {
  ASSIGN_OR_RETURN(const std::string config, synth_config(options));
  ASSIGN_OR_RETURN(const std::unique_ptr<Model> model, make_model(config, options.shape));
  ASSIGN_OR_RETURN(const SynthTokenizerFiles tokenizer,
                   make_synth_tokenizer(model->dims().vocab_size));
  ASSIGN_OR_RETURN(OutputFolder folder, OutputFolder::open(options.out_dir));
  RETURN_IF_ERROR(write_weight_files(
      model->weight_plan(),
      {.dtype = options.dtype,
       .seed = options.seed,
       .shard_bytes = options.shard_bytes,
       .scale_format = options.ue8m0_scales ? ScaleFormat::kUe8m0 : ScaleFormat::kF32},
      folder));
  RETURN_IF_ERROR(folder.write("tokenizer.json", tokenizer.tokenizer_json));
  RETURN_IF_ERROR(folder.write("tokenizer_config.json", tokenizer.tokenizer_config_json));
  RETURN_IF_ERROR(folder.write("generation_config.json", tokenizer.generation_config_json));
  // Last, so that a folder that was cut off is not taken for a model.
  RETURN_IF_ERROR(folder.write("config.json", config));
  folder.commit();
  return {};
}

}  // namespace octant::api
