#pragma once
// What a checkpoint is, from its headers alone: `octant inspect`.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kernels/core/status.h"

namespace octant::api {

struct RoleTotal {
  std::string role;  // "routed experts", "attention", ...
  int64_t tensors = 0;
  int64_t parameters = 0;
};

struct InspectReport {
  std::string path;
  std::string architecture;  // empty for a lone .safetensors file
  std::string model_type;
  std::string chat_format;  // empty if there is no tokenizer, or it is not known
  // What config.json implies; zero without one.
  int64_t parameters_main = 0;    // without the MTP layer
  int64_t parameters_draft = 0;   // the MTP layer as stored
  int64_t parameters_active = 0;  // read for one token: embedding table not counted
  std::vector<RoleTotal> roles;   // main model, by role
  std::map<std::string, int64_t> implied_dtype_elements;  // "F8_E4M3" -> elements, MTP included
  std::map<std::string, std::string> config;  // the fields that shape the model, as text
  // What the files hold; empty when there are none.
  int64_t num_files = 0;
  int64_t num_tensors = 0;
  int64_t payload_bytes = 0;
  std::map<std::string, int64_t> dtype_elements;
  std::vector<std::string> problems;  // missing or unsupported, one line each
};

// `path`: a checkpoint folder, one .safetensors file, or one config.json.
Result<InspectReport> inspect(const std::string& path);

}  // namespace octant::api
