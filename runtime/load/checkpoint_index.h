#pragma once
// model.safetensors.index.json: {"metadata": {...}, "weight_map": {tensor: shard file name}}.

#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

struct IndexedTensor {
  std::string name;
  std::string file;
};

// Reads the weight_map. Other members are passed over: published indices differ in them, and
// nothing here depends on them. Errors: kCorrupt, one line that names the tensor or field, for
//   - a breach of strict_json.h's rules, a tensor listed twice among them;
//   - a weight_map that is missing, empty, or not an object of strings;
//   - an empty tensor name, or one with control characters;
//   - a value that is not one plain file name ending in ".safetensors": no separators, no leading
//     dot, no "..", no control characters.
Result<std::vector<IndexedTensor>> parse_checkpoint_index(std::string_view json);

}  // namespace octant
