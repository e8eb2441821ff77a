#include <filesystem>
#include <system_error>
#include <utility>

#include "runtime/api/tokenize.h"
#include "runtime/text/tokenizer.h"

namespace octant::api {

namespace {

class TokenizerCodec : public TextCodec {
 public:
  explicit TokenizerCodec(std::unique_ptr<Tokenizer> tokenizer)
      : tokenizer_(std::move(tokenizer)) {}

  std::vector<int32_t> encode(std::string_view text, bool parse_special) const override {
    return parse_special ? tokenizer_->encode(text) : tokenizer_->encode_text(text);
  }
  std::string decode(std::span<const int32_t> ids) const override {
    return tokenizer_->decode(ids, /*skip_special=*/false);
  }
  std::string piece(int32_t id) const override { return std::string(tokenizer_->token_bytes(id)); }
  int32_t vocab_size() const override { return tokenizer_->vocab_size(); }

 private:
  std::unique_ptr<Tokenizer> tokenizer_;
};

}  // namespace

Result<std::unique_ptr<TextCodec>> open_text_codec(const std::string& path) {
  std::filesystem::path file(path);
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) file /= "tokenizer.json";
  ASSIGN_OR_RETURN(std::unique_ptr<Tokenizer> tokenizer, Tokenizer::open(file));
  return std::unique_ptr<TextCodec>(std::make_unique<TokenizerCodec>(std::move(tokenizer)));
}

}  // namespace octant::api
