#include "runtime/folder/generation_defaults.h"

#include "runtime/folder/folder_files.h"
#include "runtime/text/tokenizer_json.h"

namespace octant {
namespace {

// The bounds that an answer's own options have.
constexpr double kMaxTemperature = 100;
constexpr int64_t kMaxTopK = kMaxTokenId;
constexpr int64_t kMaxEosIds = 64;

std::optional<float> read_float(const ConfigObject& config, std::string_view field, double max) {
  if (!config.has(field)) return std::nullopt;
  return static_cast<float>(config.get_float(field, 0, max, 0));
}

}  // namespace

Result<GenerationDefaults> read_generation_defaults(const std::filesystem::path& folder) {
  ASSIGN_OR_RETURN(const std::optional<ConfigDocument> document,
                   read_optional_config(folder / "generation_config.json"));
  GenerationDefaults defaults;
  if (!document) return defaults;
  const ConfigObject config = document->root();
  defaults.temperature = read_float(config, "temperature", kMaxTemperature);
  defaults.top_p = read_float(config, "top_p", 1);
  if (config.has("top_k")) {
    defaults.top_k = static_cast<int32_t>(config.get_int("top_k", 0, kMaxTopK, 0));
  }
  for (const int64_t id : config.get_ints("eos_token_id", 0, kMaxTokenId, kMaxEosIds)) {
    defaults.eos_token_ids.push_back(static_cast<int32_t>(id));
  }
  RETURN_IF_ERROR(document->status());
  return defaults;
}

}  // namespace octant
