#pragma once
// Models on this machine: those of the Hugging Face cache, and from what a person calls a model to
// the place where it lies. Nothing here changes the cache or asks the network.
//
// The cache is the folder $HF_HUB_CACHE, else $HF_HOME/hub, else $XDG_CACHE_HOME/huggingface/hub,
// else ~/.cache/huggingface/hub. A model "org/name" or "name" lies there in
// models--org--name/snapshots/<commit>, where <commit> stands in refs/main; if that is not there,
// the newest snapshot counts. Its files are links, which are followed.
//
// All functions read the disk and may be called from any thread; none throws for what they find.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kernels/core/status.h"

namespace octant::api {

// A variable of the process's environment, or what a test has instead.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

struct ModelPath {
  std::string path;
  std::string name;  // for people: the folder's name, or "org/model"
};

// `given` is, tried in this order:
//   - a folder with a config.json;
//   - a file, if `allow_file` (one .safetensors, a config.json, a tokenizer.json);
//   - a name "org/model" or "model" in the cache.
// Errors: kNotFound, with the places that were looked at; kInvalidArgument for an empty name.
Result<ModelPath> find_model(const std::string& given, bool allow_file,
                             const Environment& environment);

// The folder alone, for EngineOptions::model_dir. Errors: as find_model().
Result<std::string> resolve_model(const std::string& name_or_path, const Environment& environment);

struct ListedModel {
  std::string name;          // "org/name", for find_model()
  std::string path;          // of the snapshot; empty if there is none
  std::string architecture;  // as config.json has it; empty if it is not readable
  // Why an engine would refuse it, one line; empty if nothing speaks against it. Looked at: that
  // config.json is one of a supported model, that tokenizer.json is there, and that all shards are.
  // What is in the tokenizer and the shards shows when they are opened.
  std::string problem;
  int64_t weight_bytes = 0;  // of the *.safetensors files that are there

  bool is_supported() const { return problem.empty(); }
};

// Every model of the cache, by name; none if there is no cache. Opens no weights: of each model its
// config.json and its index are read (10 MB for the largest, some tenths of a second).
std::vector<ListedModel> list_models(const Environment& environment);

}  // namespace octant::api
