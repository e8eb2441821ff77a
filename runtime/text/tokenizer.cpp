#include "runtime/text/tokenizer.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "runtime/text/added_tokens.h"
#include "runtime/text/bpe.h"
#include "runtime/text/byte_level.h"
#include "runtime/text/pre_tokenizer.h"
#include "runtime/text/tokenizer_json.h"
#include "runtime/text/utf8.h"

namespace octant {

struct Tokenizer::Impl {
  std::vector<AddedToken> added_tokens;
  std::unordered_map<std::string_view, int32_t> added_ids;  // views into added_tokens
  std::vector<bool> added;                                  // by id
  std::vector<bool> special;                                // by id
  // In the order in which they are looked for; see AddedToken::normalized.
  std::vector<AddedTokenMatcher> matchers;
  PreTokenizer pre_tokenizer;
  TokenBytes bytes;
  BytePairEncoder bpe;

  void encode_plain(std::string_view text, std::vector<int32_t>& out) const;
  void encode_from(size_t matcher, std::string_view text, std::vector<int32_t>& out) const;
};

namespace {

// `text`, or a repaired copy in `storage` if it is not well-formed.
std::string_view valid_utf8(std::string_view text, std::string& storage) {
  if (is_valid_utf8(text)) return text;
  append_valid_utf8(text, storage);
  return storage;
}

// A control token that is one byte of the alphabet could not be kept apart from text.
Status check_no_special_byte(const TokenizerSpec& spec) {
  for (const AddedToken& token : spec.added_tokens) {
    const bool in_vocab = static_cast<size_t>(token.id) < spec.vocab.size() &&
                          !spec.vocab[static_cast<size_t>(token.id)].empty();
    if (!token.special || !in_vocab) continue;
    const std::optional<std::string> bytes = byte_level_bytes(token.content);
    if (bytes.has_value() && bytes->size() == 1) {
      return unsupported("added_tokens: the special token of id " + std::to_string(token.id) +
                         " is also the vocabulary's entry for a byte");
    }
  }
  return {};
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return not_found("there is no such file");
  if (!std::filesystem::is_regular_file(path, error)) return io_error("is not a regular file");
  const uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return io_error(error.message());
  if (size > kMaxTokenizerJsonBytes) {
    return corrupt("has " + std::to_string(size) + " bytes, at most " +
                   std::to_string(kMaxTokenizerJsonBytes));
  }
  std::ifstream in(path, std::ios::binary);
  std::string text(static_cast<size_t>(size), '\0');
  if (!in.read(text.data(), static_cast<std::streamsize>(size))) {
    return io_error("cannot be read");
  }
  return text;
}

}  // namespace

void Tokenizer::Impl::encode_plain(std::string_view text, std::vector<int32_t>& out) const {
  std::vector<int32_t> scratch;
  for (const std::string_view piece : pre_tokenizer.split(text)) bpe.encode(piece, scratch, out);
}

// Recursion is as deep as there are matchers: two.
void Tokenizer::Impl::encode_from(size_t matcher, std::string_view text,
                                  std::vector<int32_t>& out) const {
  if (matcher == matchers.size()) {
    encode_plain(text, out);
    return;
  }
  size_t done = 0;
  while (done < text.size()) {
    const AddedTokenMatcher::Match match = matchers[matcher].find(text, done);
    const size_t plain_end = match.found() ? match.begin : text.size();
    if (plain_end > done) encode_from(matcher + 1, text.substr(done, plain_end - done), out);
    if (!match.found()) return;
    out.push_back(match.id);
    done = match.end;
  }
}

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tokenizer::~Tokenizer() = default;

Result<std::unique_ptr<Tokenizer>> Tokenizer::open(const std::filesystem::path& tokenizer_json) {
  Result<std::string> text = read_file(tokenizer_json);
  if (!text.ok()) return std::move(text).status().with_context(tokenizer_json.string());
  return parse(*text, tokenizer_json.string());
}

Result<std::unique_ptr<Tokenizer>> Tokenizer::parse(std::string_view json, std::string_view where) {
  ASSIGN_OR_RETURN(TokenizerSpec spec, parse_tokenizer_json(json, where));
  if (Status status = check_no_special_byte(spec); !status.ok()) {
    return std::move(status).with_context(where);
  }
  Result<PreTokenizer> pre_tokenizer = PreTokenizer::create(spec.split_patterns);
  if (!pre_tokenizer.ok()) return std::move(pre_tokenizer).status().with_context(where);

  auto impl = std::make_unique<Impl>();
  impl->pre_tokenizer = std::move(pre_tokenizer).value();
  impl->bytes = TokenBytes(spec);
  impl->bpe = BytePairEncoder(spec, impl->bytes);
  impl->added_tokens = std::move(spec.added_tokens);
  impl->added.assign(static_cast<size_t>(impl->bytes.size()), false);
  impl->special = impl->added;
  std::vector<AddedToken> by_stage[2];
  for (const AddedToken& token : impl->added_tokens) {
    impl->added_ids.emplace(token.content, token.id);
    impl->added[static_cast<size_t>(token.id)] = true;
    impl->special[static_cast<size_t>(token.id)] = token.special;
    by_stage[token.normalized ? 1 : 0].push_back(token);
  }
  for (const std::vector<AddedToken>& tokens : by_stage) {
    if (!tokens.empty()) impl->matchers.emplace_back(tokens);
  }
  return std::unique_ptr<Tokenizer>(new Tokenizer(std::move(impl)));
}

std::vector<int32_t> Tokenizer::encode(std::string_view text) const {
  std::string repaired;
  std::vector<int32_t> ids;
  impl_->encode_from(0, valid_utf8(text, repaired), ids);
  return ids;
}

std::vector<int32_t> Tokenizer::encode_text(std::string_view text) const {
  std::string repaired;
  std::vector<int32_t> ids;
  impl_->encode_plain(valid_utf8(text, repaired), ids);
  return ids;
}

std::string_view Tokenizer::token_bytes(int32_t id) const {
  return impl_->bytes[id];
}

std::string Tokenizer::decode(std::span<const int32_t> ids, bool skip_special) const {
  std::string bytes;
  for (const int32_t id : ids) {
    if (skip_special && is_special(id)) continue;
    bytes += token_bytes(id);
  }
  std::string text;
  text.reserve(bytes.size());
  append_valid_utf8(bytes, text);
  return text;
}

std::optional<int32_t> Tokenizer::token_id(std::string_view added_token) const {
  const auto it = impl_->added_ids.find(added_token);
  if (it == impl_->added_ids.end()) return std::nullopt;
  return it->second;
}

bool Tokenizer::is_special(int32_t id) const {
  return id >= 0 && id < vocab_size() && impl_->special[static_cast<size_t>(id)];
}

bool Tokenizer::is_added(int32_t id) const {
  return id >= 0 && id < vocab_size() && impl_->added[static_cast<size_t>(id)];
}

int32_t Tokenizer::vocab_size() const {
  return impl_->bytes.size();
}

std::vector<std::string> Tokenizer::added_tokens() const {
  std::vector<std::string> names;
  for (const AddedToken& token : impl_->added_tokens) names.push_back(token.content);
  return names;
}

}  // namespace octant
