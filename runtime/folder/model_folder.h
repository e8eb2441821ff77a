#pragma once
// What stands beside the weights in a checkpoint folder: the model that config.json describes, the
// tokenizer, the chat format, and how its authors want it sampled.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kernels/core/status.h"
#include "models/chat/chat_encoder.h"
#include "models/model.h"
#include "runtime/folder/generation_defaults.h"
#include "runtime/text/tokenizer.h"

namespace octant {

struct ModelFolder {
  std::filesystem::path path;
  std::unique_ptr<Model> model;
  std::unique_ptr<Tokenizer> tokenizer;
  std::unique_ptr<ChatEncoder> chat;
  std::string chat_reason;  // see choose_chat_format()
  GenerationDefaults defaults;
  std::vector<int32_t> stop_ids;  // of config, generation_config and chat format, sorted
};

// What a folder says about its chat format, and where; `wanted` overrules it if it is not empty.
// Errors: those of read_chat_template() and detect_chat_format(). A wanted name is not checked.
Result<ChatFormatChoice> choose_chat_format(const std::filesystem::path& folder,
                                            const std::string& model_type,
                                            const Tokenizer& tokenizer, const std::string& wanted);

// `chat_format`: empty for what the folder says. Errors: kNotFound, kIo, kCorrupt, kUnsupported,
// each with the file and field.
Result<ModelFolder> open_model_folder(const std::filesystem::path& path,
                                      const std::string& chat_format);

}  // namespace octant
