#include "runtime/text/tokenizer_json.h"

#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "runtime/text/json_guard.h"

namespace octant {

namespace {

using Json = nlohmann::json;
using IdByText = std::unordered_map<std::string_view, int32_t>;

// The pattern that `tokenizers` compiles in for ByteLevel with use_regex.
constexpr std::string_view kByteLevelPattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

Status corrupt_field(const std::string& field, const std::string& what) {
  return corrupt(field + ": " + what);
}
Status unsupported_field(const std::string& field, const std::string& what) {
  return unsupported(field + ": " + what);
}

// A name from the file as it may stand in a message: short, and without control characters.
std::string in_quotes(std::string_view name) {
  constexpr size_t kMaxShown = 48;
  std::string out = "\"";
  for (const char c : name.substr(0, kMaxShown)) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(byte < 0x20 || byte == 0x7F ? '?' : c);
  }
  // Bytes of a code point that the cut went through.
  if (name.size() > kMaxShown) {
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
    out += "...";
  }
  return out + "\"";
}

const Json* find(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() || it->is_null() ? nullptr : &*it;
}

// A bool that may be left out.
Result<bool> read_bool(const Json& object, const char* key, const std::string& field,
                       bool fallback) {
  const Json* value = find(object, key);
  if (value == nullptr) return fallback;
  if (!value->is_boolean()) {
    return corrupt_field(field + "." + key,
                         std::string("is ") + value->type_name() + ", expected true or false");
  }
  return value->get<bool>();
}

// Fails if a bool is not what is supported.
Status require_bool(const Json& object, const char* key, const std::string& field, bool expected) {
  ASSIGN_OR_RETURN(const bool value, read_bool(object, key, field, expected));
  if (value == expected) return {};
  return unsupported_field(field + "." + key,
                           value ? "true is not supported" : "false is not supported");
}

Result<std::string> read_type(const Json& value, const std::string& field) {
  if (!value.is_object()) {
    return corrupt_field(field, std::string("is ") + value.type_name() + ", expected an object");
  }
  const Json* type = find(value, "type");
  if (type == nullptr || !type->is_string()) {
    return corrupt_field(field + ".type", "is not a string");
  }
  return type->get<std::string>();
}

Result<int32_t> read_id(const Json& value, const std::string& field) {
  if (!value.is_number_integer()) {
    return corrupt_field(field, std::string("is ") +
                                    (value.is_number() ? "no whole number" : value.type_name()) +
                                    ", expected a whole number");
  }
  // As unsigned, so that 2^63 and more are not taken for negative numbers.
  const bool in_range =
      value.is_number_unsigned() && value.get<uint64_t>() <= static_cast<uint64_t>(kMaxTokenId);
  if (!in_range) {
    return corrupt_field(field,
                         "is " + value.dump() + ", expected 0 to " + std::to_string(kMaxTokenId));
  }
  return value.get<int32_t>();
}

Status check_text(std::string_view text, const std::string& field) {
  if (text.empty()) return corrupt_field(field, "an entry is the empty string");
  if (text.size() > kMaxTokenBytes) {
    return corrupt_field(field, "an entry has " + std::to_string(text.size()) + " bytes, at most " +
                                    std::to_string(kMaxTokenBytes));
  }
  return {};
}

// The document as a tree; duplicate keys and anything too big or too deep refused.
Result<Json> read_document(std::string_view text) {
  if (text.size() > kMaxTokenizerJsonBytes) {
    return corrupt("has " + std::to_string(text.size()) + " bytes, at most " +
                   std::to_string(kMaxTokenizerJsonBytes));
  }
  if (!json_depth_within(text, kMaxTokenizerJsonDepth)) {
    return corrupt("nests deeper than " + std::to_string(kMaxTokenizerJsonDepth));
  }
  std::vector<std::unordered_set<std::string>> keys(kMaxTokenizerJsonDepth + 2);
  std::optional<std::string> duplicate;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    const auto level = static_cast<size_t>(depth);
    if (event == Json::parse_event_t::object_start) {
      keys[level + 1].clear();
    } else if (event == Json::parse_event_t::key && !duplicate) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys[level].insert(key).second) duplicate = key;
    }
    return true;
  };
  Json document;
  try {
    document = Json::parse(text, watch);
  } catch (const Json::parse_error& error) {
    return corrupt("is not JSON at byte " + std::to_string(error.byte));
  } catch (const Json::exception&) {
    return corrupt("is not JSON: a number is out of range");
  }
  if (duplicate) return corrupt("has the key " + in_quotes(*duplicate) + " twice in one object");
  if (!document.is_object()) {
    return corrupt(std::string("is ") + document.type_name() + ", expected an object");
  }
  return document;
}

Status check_normalizer(const Json& document) {
  const Json* normalizer = find(document, "normalizer");
  if (normalizer == nullptr) return {};
  ASSIGN_OR_RETURN(const std::string type, read_type(*normalizer, "normalizer"));
  const Json* steps = find(*normalizer, "normalizers");
  if (type == "Sequence" && steps != nullptr && steps->is_array() && steps->empty()) return {};
  return unsupported_field("normalizer", in_quotes(type) + " is not supported");
}

Status check_decoder(const Json& document) {
  const Json* decoder = find(document, "decoder");
  if (decoder == nullptr) return {};
  ASSIGN_OR_RETURN(const std::string type, read_type(*decoder, "decoder"));
  if (type == "ByteLevel") return {};
  return unsupported_field("decoder", in_quotes(type) + " is not supported");
}

Status read_split(const Json& step, const std::string& field, TokenizerSpec& spec) {
  const Json* pattern = find(step, "pattern");
  if (pattern == nullptr || !pattern->is_object()) {
    return corrupt_field(field + ".pattern", "is not an object");
  }
  const Json* regex = find(*pattern, "Regex");
  if (regex == nullptr) return unsupported_field(field + ".pattern", "is not a Regex");
  if (!regex->is_string()) return corrupt_field(field + ".pattern.Regex", "is not a string");
  const Json* behavior = find(step, "behavior");
  if (behavior == nullptr || !behavior->is_string()) {
    return corrupt_field(field + ".behavior", "is not a string");
  }
  if (*behavior != "Isolated") {
    return unsupported_field(
        field + ".behavior",
        in_quotes(behavior->get_ref<const std::string&>()) + " is not supported");
  }
  RETURN_IF_ERROR(require_bool(step, "invert", field, false));
  spec.split_patterns.push_back(regex->get<std::string>());
  return {};
}

Status read_pre_tokenizer(const Json& document, TokenizerSpec& spec) {
  const Json* root = find(document, "pre_tokenizer");
  if (root == nullptr) return unsupported("pre_tokenizer: there is no ByteLevel step");
  ASSIGN_OR_RETURN(const std::string root_type, read_type(*root, "pre_tokenizer"));
  std::vector<std::pair<std::string, const Json*>> steps;
  if (root_type == "Sequence") {
    const Json* list = find(*root, "pretokenizers");
    if (list == nullptr || !list->is_array()) {
      return corrupt("pre_tokenizer.pretokenizers: is not an array");
    }
    for (size_t i = 0; i < list->size(); ++i) {
      steps.emplace_back("pre_tokenizer.pretokenizers[" + std::to_string(i) + "]", &(*list)[i]);
    }
  } else {
    steps.emplace_back("pre_tokenizer", root);
  }
  bool byte_level = false;
  for (const auto& [field, step] : steps) {
    ASSIGN_OR_RETURN(const std::string type, read_type(*step, field));
    if (byte_level) return unsupported_field(field, in_quotes(type) + " after ByteLevel");
    if (type == "Split") {
      RETURN_IF_ERROR(read_split(*step, field, spec));
    } else if (type == "Digits") {
      ASSIGN_OR_RETURN(const bool individual, read_bool(*step, "individual_digits", field, false));
      spec.split_patterns.emplace_back(individual ? R"(\p{N})" : R"(\p{N}+)");
    } else if (type == "ByteLevel") {
      byte_level = true;
      RETURN_IF_ERROR(require_bool(*step, "add_prefix_space", field, false));
      ASSIGN_OR_RETURN(const bool use_regex, read_bool(*step, "use_regex", field, true));
      if (use_regex) spec.split_patterns.emplace_back(kByteLevelPattern);
    } else {
      return unsupported_field(field, in_quotes(type) + " is not supported");
    }
  }
  if (!byte_level) return unsupported("pre_tokenizer: there is no ByteLevel step");
  return {};
}

Status read_vocab(const Json& model, TokenizerSpec& spec) {
  const Json* vocab = find(model, "vocab");
  if (vocab == nullptr || !vocab->is_object()) return corrupt("model.vocab: is not an object");
  if (vocab->empty()) return corrupt("model.vocab: is empty");
  for (const auto& [text, value] : vocab->items()) {
    RETURN_IF_ERROR(check_text(text, "model.vocab"));
    ASSIGN_OR_RETURN(const int32_t id, read_id(value, "model.vocab[" + in_quotes(text) + "]"));
    const auto idx = static_cast<size_t>(id);
    if (idx >= spec.vocab.size()) spec.vocab.resize(idx + 1);
    if (!spec.vocab[idx].empty()) {
      return corrupt_field("model.vocab", "id " + std::to_string(id) + " is given to " +
                                              in_quotes(spec.vocab[idx]) + " and " +
                                              in_quotes(text));
    }
    spec.vocab[idx] = text;
  }
  return {};
}

// "a b" or ["a", "b"].
Result<std::pair<std::string_view, std::string_view>> read_pair(const Json& merge,
                                                                const std::string& field) {
  if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
    return std::pair<std::string_view, std::string_view>(merge[0].get_ref<const std::string&>(),
                                                         merge[1].get_ref<const std::string&>());
  }
  if (!merge.is_string()) {
    return corrupt_field(field, "is neither a string nor an array of two strings");
  }
  const std::string_view text = merge.get_ref<const std::string&>();
  const size_t space = text.find(' ');
  if (space == std::string_view::npos || text.find(' ', space + 1) != std::string_view::npos) {
    return corrupt_field(field, in_quotes(text) + " is not two tokens with a space between");
  }
  return std::pair(text.substr(0, space), text.substr(space + 1));
}

Status read_merges(const Json& model, const IdByText& ids, TokenizerSpec& spec) {
  const Json* merges = find(model, "merges");
  if (merges == nullptr || !merges->is_array()) return corrupt("model.merges: is not an array");
  spec.merges.reserve(merges->size());
  std::string joined;
  for (size_t i = 0; i < merges->size(); ++i) {
    const std::string field = "model.merges[" + std::to_string(i) + "]";
    ASSIGN_OR_RETURN(const auto pair, read_pair((*merges)[i], field));
    joined.assign(pair.first).append(pair.second);
    TokenizerSpec::Merge merge;
    for (const auto& [text, slot] :
         {std::pair<std::string_view, int32_t*>(pair.first, &merge.left),
          std::pair<std::string_view, int32_t*>(pair.second, &merge.right),
          std::pair<std::string_view, int32_t*>(joined, &merge.result)}) {
      const auto it = ids.find(text);
      if (it == ids.end()) return corrupt_field(field, in_quotes(text) + " is not in model.vocab");
      *slot = it->second;
    }
    spec.merges.push_back(merge);
  }
  return {};
}

Status check_affix(const Json& model, const char* key) {
  const Json* value = find(model, key);
  if (value == nullptr || *value == "") return {};
  return unsupported_field(std::string("model.") + key, "is not null");
}

Status read_model(const Json& document, TokenizerSpec& spec) {
  const Json* model = find(document, "model");
  if (model == nullptr) return corrupt("model: is missing");
  if (!model->is_object()) return corrupt("model: is not an object");
  // Files of the first versions have no model.type; they are BPE if they have merges.
  if (find(*model, "type") != nullptr || find(*model, "merges") == nullptr) {
    ASSIGN_OR_RETURN(const std::string type, read_type(*model, "model"));
    if (type != "BPE") return unsupported_field("model", in_quotes(type) + " is not supported");
  }
  const Json* dropout = find(*model, "dropout");
  if (dropout != nullptr && *dropout != 0) return unsupported("model.dropout: is not 0");
  RETURN_IF_ERROR(check_affix(*model, "continuing_subword_prefix"));
  RETURN_IF_ERROR(check_affix(*model, "end_of_word_suffix"));
  RETURN_IF_ERROR(require_bool(*model, "byte_fallback", "model", false));
  ASSIGN_OR_RETURN(spec.fuse_unk, read_bool(*model, "fuse_unk", "model", false));
  ASSIGN_OR_RETURN(spec.ignore_merges, read_bool(*model, "ignore_merges", "model", false));

  RETURN_IF_ERROR(read_vocab(*model, spec));
  IdByText ids;
  ids.reserve(spec.vocab.size());
  for (size_t id = 0; id < spec.vocab.size(); ++id) {
    if (!spec.vocab[id].empty()) ids.emplace(spec.vocab[id], static_cast<int32_t>(id));
  }
  RETURN_IF_ERROR(read_merges(*model, ids, spec));
  if (const Json* unk = find(*model, "unk_token"); unk != nullptr) {
    if (!unk->is_string()) return corrupt("model.unk_token: is not a string");
    const auto it = ids.find(unk->get_ref<const std::string&>());
    if (it == ids.end()) return corrupt("model.unk_token: is not in model.vocab");
    spec.unk_id = it->second;
  }
  return {};
}

Status read_added_token(const Json& token, const std::string& field, AddedToken& added) {
  if (!token.is_object()) return corrupt_field(field, "is not an object");
  const Json* content = find(token, "content");
  if (content == nullptr || !content->is_string()) {
    return corrupt_field(field + ".content", "is not a string");
  }
  added.content = content->get<std::string>();
  RETURN_IF_ERROR(check_text(added.content, field + ".content"));
  const Json* id = find(token, "id");
  if (id == nullptr) return corrupt_field(field + ".id", "is missing");
  ASSIGN_OR_RETURN(added.id, read_id(*id, field + ".id"));
  RETURN_IF_ERROR(require_bool(token, "single_word", field, false));
  RETURN_IF_ERROR(require_bool(token, "lstrip", field, false));
  RETURN_IF_ERROR(require_bool(token, "rstrip", field, false));
  ASSIGN_OR_RETURN(added.special, read_bool(token, "special", field, false));
  ASSIGN_OR_RETURN(added.normalized, read_bool(token, "normalized", field, !added.special));
  return {};
}

Status read_added_tokens(const Json& document, TokenizerSpec& spec) {
  const Json* tokens = find(document, "added_tokens");
  if (tokens == nullptr) return {};
  if (!tokens->is_array()) return corrupt("added_tokens: is not an array");
  size_t num_bytes = 0;
  std::set<int32_t> seen_ids;
  std::unordered_set<std::string> seen_contents;
  for (size_t i = 0; i < tokens->size(); ++i) {
    const std::string field = "added_tokens[" + std::to_string(i) + "]";
    AddedToken added;
    RETURN_IF_ERROR(read_added_token((*tokens)[i], field, added));
    if (!seen_ids.insert(added.id).second) {
      return corrupt_field(field + ".id",
                           "is " + std::to_string(added.id) + ", as of another added token");
    }
    if (!seen_contents.insert(added.content).second) {
      return corrupt_field(field + ".content", in_quotes(added.content) + " is there twice");
    }
    const auto idx = static_cast<size_t>(added.id);
    if (idx < spec.vocab.size() && !spec.vocab[idx].empty() && spec.vocab[idx] != added.content) {
      return corrupt_field(field + ".id", "is " + std::to_string(added.id) + ", which is " +
                                              in_quotes(spec.vocab[idx]) + " in model.vocab");
    }
    num_bytes += added.content.size();
    if (num_bytes > kMaxAddedTokensBytes) {
      return corrupt("added_tokens: have more than " + std::to_string(kMaxAddedTokensBytes) +
                     " bytes together");
    }
    spec.added_tokens.push_back(std::move(added));
  }
  // The other way round: an entry of model.vocab with an added token's text and another id.
  std::unordered_map<std::string_view, const AddedToken*> by_content;
  for (const AddedToken& added : spec.added_tokens) by_content.emplace(added.content, &added);
  for (size_t id = 0; id < spec.vocab.size(); ++id) {
    if (spec.vocab[id].empty()) continue;
    const auto it = by_content.find(spec.vocab[id]);
    if (it != by_content.end() && it->second->id != static_cast<int32_t>(id)) {
      return corrupt("added_tokens: " + in_quotes(spec.vocab[id]) + " has id " +
                     std::to_string(it->second->id) + ", but " + std::to_string(id) +
                     " in model.vocab");
    }
  }
  return {};
}

Result<TokenizerSpec> read_spec(std::string_view text) {
  ASSIGN_OR_RETURN(const Json document, read_document(text));
  TokenizerSpec spec;
  RETURN_IF_ERROR(check_normalizer(document));
  RETURN_IF_ERROR(read_pre_tokenizer(document, spec));
  RETURN_IF_ERROR(check_decoder(document));
  RETURN_IF_ERROR(read_model(document, spec));
  RETURN_IF_ERROR(read_added_tokens(document, spec));
  return spec;
}

}  // namespace

Result<TokenizerSpec> parse_tokenizer_json(std::string_view json, std::string_view where) {
  Result<TokenizerSpec> spec = read_spec(json);
  if (!spec.ok()) return std::move(spec).status().with_context(where);
  return spec;
}

}  // namespace octant
