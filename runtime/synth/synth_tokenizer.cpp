#include "runtime/synth/synth_tokenizer.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/synth/synth_words.h"

namespace octant {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kSentenceTokens = {
    "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜▁pad▁｜>"};
constexpr std::array<std::string_view, 4> kChatTokens = {"<think>", "</think>", "<｜User｜>",
                                                         "<｜Assistant｜>"};
constexpr std::array<std::string_view, 13> kOtherTokens = {"<｜fim▁hole｜>",
                                                           "<｜fim▁begin｜>",
                                                           "<｜fim▁end｜>",
                                                           "<|EOT|>",
                                                           "<｜tool▁calls▁begin｜>",
                                                           "<｜tool▁calls▁end｜>",
                                                           "<｜tool▁call▁begin｜>",
                                                           "<｜tool▁call▁end｜>",
                                                           "<｜tool▁outputs▁begin｜>",
                                                           "<｜tool▁outputs▁end｜>",
                                                           "<｜tool▁output▁begin｜>",
                                                           "<｜tool▁output▁end｜>",
                                                           "<｜tool▁sep｜>"};

// The three splits of DeepSeek-V3, one after the other.
constexpr std::array<std::string_view, 3> kSplitPatterns = {
    R"(\p{N}{1,3})", "[一-龥\u3040-ゟ゠-ヿ]+",
    R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+)"
    R"(| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};

// V3.1: system texts first, past answers without their reasoning, and a think tag for the mode.
constexpr std::string_view kChatTemplate =
    "{%- set thinking = thinking | default(false) -%}"
    "{{- bos_token -}}"
    "{{- messages | selectattr('role', 'equalto', 'system') | map(attribute='content')"
    " | join('\\n\\n') -}}"
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'user' -%}"
    "{{- '<｜User｜>' + message['content'] -}}"
    "{%- elif message['role'] == 'assistant' -%}"
    "{{- '<｜Assistant｜></think>' + message['content'].split('</think>')[-1] + eos_token -}}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}"
    "{{- '<｜Assistant｜>' + ('<think>' if thinking else '</think>') -}}"
    "{%- endif -%}";

// The printable character that stands for a byte in byte-level BPE, as UTF-8: printable Latin-1
// characters for themselves, the other 68 bytes in order from U+0100.
std::string byte_character(int byte) {
  const auto printable = [](int b) {
    return (b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
  };
  int code_point = byte;
  if (!printable(byte)) {
    code_point = 0x100;
    for (int b = 0; b < byte; ++b) code_point += printable(b) ? 0 : 1;
  }
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  return {static_cast<char>(0xc0 | (code_point >> 6)),
          static_cast<char>(0x80 | (code_point & 0x3f))};
}

// The vocabulary while it grows: tokens in the order of their ids, and the merges that make them.
class Vocabulary {
 public:
  Vocabulary() {
    for (std::string_view token : kSentenceTokens) add(std::string(token));
    for (int byte = 0; byte < 256; ++byte) {
      byte_characters_.push_back(byte_character(byte));
      add(byte_characters_.back());
    }
  }

  int64_t size() const { return static_cast<int64_t>(tokens_.size()); }
  const std::vector<std::string>& tokens() const { return tokens_; }
  const std::vector<std::string>& merges() const { return merges_; }

  // A word with a space in front, and all its beginnings, up to `limit` tokens.
  void add_word(std::string_view word, int64_t limit) {
    std::string left = byte_text(" ");
    for (char c : word) {
      const std::string right = byte_text({&c, 1});
      merge(left, right, limit);
      left += right;
    }
  }
  // A piece that is two tokens which exist already.
  void add_pair(std::string_view piece, int64_t limit) {
    for (size_t cut = 1; cut < piece.size(); ++cut) {
      const std::string left = byte_text(piece.substr(0, cut));
      const std::string right = byte_text(piece.substr(cut));
      if (ids_.contains(left) && ids_.contains(right)) return merge(left, right, limit);
    }
  }

 private:
  std::string byte_text(std::string_view bytes) const {
    std::string text;
    for (char c : bytes) {
      const char byte = c == '_' ? ' ' : c == '^' ? '\n' : c;
      text += byte_characters_[static_cast<unsigned char>(byte)];
    }
    return text;
  }
  void merge(const std::string& left, const std::string& right, int64_t limit) {
    if (size() >= limit || ids_.contains(left + right)) return;
    add(left + right);
    merges_.push_back(left + " " + right);
  }
  void add(std::string token) {
    ids_.emplace(token, size());
    tokens_.push_back(std::move(token));
  }

  std::vector<std::string> byte_characters_;
  std::vector<std::string> tokens_;
  std::vector<std::string> merges_;
  std::unordered_map<std::string, int64_t> ids_;
};

Json added_token(int64_t id, std::string_view content, bool special) {
  return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", special}};
}

Json byte_level() {
  return {{"type", "ByteLevel"},
          {"add_prefix_space", false},
          {"trim_offsets", true},
          {"use_regex", false}};
}

Json pre_tokenizer() {
  Json steps = Json::array();
  for (std::string_view pattern : kSplitPatterns) {
    steps.push_back({{"type", "Split"},
                     {"pattern", {{"Regex", pattern}}},
                     {"behavior", "Isolated"},
                     {"invert", false}});
  }
  steps.push_back(byte_level());
  return {{"type", "Sequence"}, {"pretokenizers", std::move(steps)}};
}

Json tokenizer_json(const Vocabulary& vocabulary, Json added_tokens) {
  Json ids = Json::object();
  for (const std::string& token : vocabulary.tokens()) ids[token] = ids.size();
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", std::move(added_tokens)},
          {"normalizer", {{"type", "Sequence"}, {"normalizers", Json::array()}}},
          {"pre_tokenizer", pre_tokenizer()},
          {"post_processor", byte_level()},
          {"decoder", byte_level()},
          {"model",
           {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", nullptr},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", false},
            {"byte_fallback", false},
            {"ignore_merges", false},
            {"vocab", std::move(ids)},
            {"merges", vocabulary.merges()}}}};
}

Json tokenizer_config() {
  return {{"add_bos_token", false},
          {"add_eos_token", false},
          {"bos_token", kSentenceTokens[kSynthBosId]},
          {"eos_token", kSentenceTokens[kSynthEosId]},
          {"pad_token", kSentenceTokens[kSynthPadId]},
          {"clean_up_tokenization_spaces", false},
          {"tokenizer_class", "PreTrainedTokenizerFast"},
          {"chat_template", kChatTemplate}};
}

}  // namespace

Result<SynthTokenizerFiles> make_synth_tokenizer(int64_t vocab_size) {
  if (vocab_size < kSynthMinVocabSize) {
    return invalid_argument(fmt::format("vocab_size is {}, a tokenizer needs {} or more",
                                        vocab_size, kSynthMinVocabSize));
  }
  constexpr auto kNumOther = static_cast<int64_t>(kOtherTokens.size());
  const bool with_other = vocab_size >= kSynthMinVocabSize + kNumOther;
  const int64_t limit =
      vocab_size - static_cast<int64_t>(kChatTokens.size()) - (with_other ? kNumOther : 0);
  Vocabulary vocabulary;
  for (std::string_view word : kSynthWords) vocabulary.add_word(word, limit);
  for (std::string_view piece : kSynthPairs) vocabulary.add_pair(piece, limit);

  Json added_tokens = Json::array();
  int64_t id = 0;
  for (std::string_view token : kSentenceTokens) {
    added_tokens.push_back(added_token(id++, token, true));
  }
  id = vocabulary.size();
  for (std::string_view token : kChatTokens) {
    // Not special, as in DeepSeek-V3.1: decoding keeps think tags and roles.
    added_tokens.push_back(added_token(id++, token, false));
  }
  if (with_other) {
    for (std::string_view token : kOtherTokens) {
      added_tokens.push_back(added_token(id++, token, token == "<|EOT|>"));
    }
  }
  const Json generation_config = {{"bos_token_id", kSynthBosId},
                                  {"eos_token_id", kSynthEosId},
                                  {"do_sample", true},
                                  {"temperature", 0.6},
                                  {"top_p", 0.95}};
  return SynthTokenizerFiles{tokenizer_json(vocabulary, std::move(added_tokens)).dump(1) + "\n",
                             tokenizer_config().dump(2) + "\n", generation_config.dump(2) + "\n"};
}

}  // namespace octant
