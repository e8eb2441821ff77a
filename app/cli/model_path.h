#pragma once
// From what a person calls a model to the place where it lies.

#include <filesystem>
#include <string>

#include "app/cli/services.h"
#include "kernels/core/status.h"

namespace octant::cli {

struct ModelPath {
  std::filesystem::path path;
  std::string name;  // for people: the folder's name, or "org/model"
};

// `given` is, tried in this order:
//   - a folder with a config.json;
//   - a file, if `allow_file` (one .safetensors, a config.json, a tokenizer.json);
//   - a name "org/model" or "model" in the Hugging Face cache: $HF_HOME/hub, or without HF_HOME
//     ~/.cache/huggingface/hub; there models--org--model/snapshots/<commit>, where <commit> stands
//     in refs/main, or is the newest one if there is no refs/main.
// Errors: kNotFound, with the places that were looked at; kInvalidArgument for an empty name.
Result<ModelPath> find_model(const std::string& given, bool allow_file,
                             const Environment& environment);

}  // namespace octant::cli
