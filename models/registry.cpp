#include "models/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "models/config_reader.h"
#include "models/deepseek/config.h"
#include "models/deepseek/model.h"

namespace octant {
namespace {

Result<std::unique_ptr<Model>> make_deepseek(const ConfigDocument& document) {
  ASSIGN_OR_RETURN(DeepseekConfig config, parse_deepseek_config(document));
  return make_deepseek_model(std::move(config));
}

// A loaded family. Both names must match, where config.json gives both.
struct Family {
  std::string_view architecture;
  std::string_view model_type;
  std::string_view description;
  Result<std::unique_ptr<Model>> (*make)(const ConfigDocument& document);
};
constexpr std::array kFamilies = {
    Family{"DeepseekV3ForCausalLM", "deepseek_v3", "DeepSeek-V3, R1, V3.1, Moonlight",
           &make_deepseek},
};

constexpr int64_t kMaxArchitectures = 16;  // published files list one

// Families that are known and not loaded, so that the refusal can say what they are. Kimi K2
// declares DeepSeek-V3's architecture, so model_type is looked at first.
struct KnownFamily {
  std::string_view model_type;
  std::string_view architecture;
  std::string_view description;
};
constexpr std::array kNotLoaded = {
    KnownFamily{"deepseek_v2", "DeepseekV2ForCausalLM",
                "DeepSeek-V2: softmax gate without correction bias"},
    KnownFamily{"deepseek_v32", "DeepseekV32ForCausalLM",
                "DeepSeek-V3.2: sparse attention with an indexer"},
    KnownFamily{"deepseek_v4", "DeepseekV4ForCausalLM",
                "DeepSeek-V4: compressed attention, hyper-connections and FP4 experts"},
    KnownFamily{"kimi_k2", "KimiK2ForCausalLM", "Kimi K2: tiktoken vocabulary, own chat format"},
    KnownFamily{"kimi_k25", "KimiK25ForConditionalGeneration",
                "Kimi K2.5: vision tower and INT4 experts"},
    KnownFamily{"kimi_k3", "KimiK3ForCausalLM", "Kimi K3: hybrid linear attention"},
    KnownFamily{"glm4_moe", "Glm4MoeForCausalLM", "GLM-4.5: grouped-query attention"},
    KnownFamily{"glm_moe_dsa", "GlmMoeDsaForCausalLM", "GLM-5: sparse attention with an indexer"},
    KnownFamily{"qwen3_moe", "Qwen3MoeForCausalLM", "Qwen3-MoE: grouped-query attention"},
    KnownFamily{"mixtral", "MixtralForCausalLM", "Mixtral: grouped-query attention"},
};

// What config.json says; empty where it says nothing.
struct DeclaredNames {
  std::string architecture;
  std::string model_type;
};

bool matches(const Family& family, const DeclaredNames& names) {
  return (names.architecture.empty() || names.architecture == family.architecture) &&
         (names.model_type.empty() || names.model_type == family.model_type);
}

std::string join_supported() {
  std::string joined;
  for (const std::string& name : supported_architectures()) {
    joined += (joined.empty() ? "" : ", ") + name;
  }
  return joined;
}

Status refuse(const DeclaredNames& names) {
  std::string declared;
  if (!names.architecture.empty()) {
    declared = "architecture " + quote_for_message(names.architecture);
  }
  if (!names.model_type.empty()) {
    declared +=
        (declared.empty() ? "" : " with ") + ("model_type " + quote_for_message(names.model_type));
  }
  const auto by_model_type = [&](const KnownFamily& known) {
    return known.model_type == names.model_type;
  };
  const auto by_architecture = [&](const KnownFamily& known) {
    return known.architecture == names.architecture;
  };
  const auto* known = std::find_if(kNotLoaded.begin(), kNotLoaded.end(), by_model_type);
  if (known == kNotLoaded.end()) {
    known = std::find_if(kNotLoaded.begin(), kNotLoaded.end(), by_architecture);
  }
  if (known != kNotLoaded.end()) declared += fmt::format(" ({})", known->description);
  return unsupported(fmt::format("{} is not supported; supported: {}", declared, join_supported()));
}

}  // namespace

std::vector<std::string> supported_architectures() {
  std::vector<std::string> names;
  for (const Family& family : kFamilies) {
    names.push_back(fmt::format("{} ({})", family.architecture, family.description));
  }
  return names;
}

Result<std::unique_ptr<Model>> make_model(std::string_view config_json, std::string_view where) {
  ASSIGN_OR_RETURN(const ConfigDocument document, ConfigDocument::parse(config_json, where));
  const ConfigObject root = document.root();
  DeclaredNames names;
  const std::vector<std::string> architectures =
      root.get_strings("architectures", kMaxArchitectures);
  if (!architectures.empty()) names.architecture = architectures.front();
  names.model_type = root.get_string("model_type", "");
  RETURN_IF_ERROR(document.status());
  if (names.architecture.empty() && names.model_type.empty()) {
    return corrupt(fmt::format("{}: names no architectures and no model_type", where));
  }
  for (const Family& family : kFamilies) {
    if (matches(family, names)) return family.make(document);
  }
  return refuse(names).with_context(where);
}

}  // namespace octant
