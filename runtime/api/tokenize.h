#pragma once
// Text to ids and back with a checkpoint's tokenizer: `octant tokenize`.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant::api {

class TextCodec {
 public:
  virtual ~TextCodec() = default;
  // `parse_special`: added tokens in the text become their ids.
  virtual std::vector<int32_t> encode(std::string_view text, bool parse_special) const = 0;
  virtual std::string decode(std::span<const int32_t> ids) const = 0;
  // Bytes of one token; empty for ids that there are not.
  virtual std::string piece(int32_t id) const = 0;
  virtual int32_t vocab_size() const = 0;
};

// `path`: a checkpoint folder or a tokenizer.json.
Result<std::unique_ptr<TextCodec>> open_text_codec(const std::string& path);

}  // namespace octant::api
