#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "app/export/date_text.h"
#include "app/export/octant_json.h"
#include "app/store/rows.h"

namespace octant::exporting {

namespace {

using store::MessageState;
using store::Role;

constexpr std::array kRoles = {Role::kSystem, Role::kUser, Role::kAssistant};
constexpr std::array kStates = {MessageState::kStreaming, MessageState::kComplete,
                                MessageState::kStopped, MessageState::kInterrupted,
                                MessageState::kFailed};

// The value with the name that the field holds; `out` stays where the field is missing.
template <typename Values, typename Value>
Status read_word(const Json& object, const char* name, const Values& values, Value& out) {
  std::string word(store::to_string(out));
  RETURN_IF_ERROR(read(object, name, word));
  for (const Value value : values) {
    if (store::to_string(value) != word) continue;
    out = value;
    return {};
  }
  return corrupt(fmt::format("{}: \"{}\" is none", name, word));
}

Status read_ms(const Json& object, const char* name, int64_t& out) {
  RETURN_IF_ERROR(read(object, name, out));
  out = clamped_ms(out);
  return {};
}

// A number that counts something.
template <typename T>
Status read_count(const Json& object, const char* name, T& out) {
  RETURN_IF_ERROR(read(object, name, out));
  return out >= 0 ? Status() : corrupt(std::string(name) + ": is negative");
}

// The nearest number that float has; out of its range, a cast would be undefined.
float to_float(const Json& number) {
  constexpr double kLargest = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(number.get<double>(), -kLargest, kLargest));
}

// An array of numbers of type T.
template <typename T>
Result<std::vector<T>> read_numbers(const Json& object, const char* name) {
  ASSIGN_OR_RETURN(const Json* const array, require_array(object, name));
  std::vector<T> numbers;
  numbers.reserve(array->size());
  for (const Json& value : *array) {
    if constexpr (std::is_floating_point_v<T>) {
      if (!value.is_number()) return wrong_type(value, "a number").with_context(name);
      numbers.push_back(to_float(value));
    } else {
      if (!value.is_number_integer()) return wrong_type(value, "a whole number").with_context(name);
      const bool fits = value.is_number_unsigned() ? std::in_range<T>(value.get<uint64_t>())
                                                   : std::in_range<T>(value.get<int64_t>());
      if (!fits) return corrupt(std::string(name) + ": has a number that does not fit");
      numbers.push_back(value.get<T>());
    }
  }
  return numbers;
}

// Whether `count` is the product, without overflow: all three are below 2^31 and `count` is the
// size of an array in memory.
bool is_product(size_t count, size_t a, int32_t b, int32_t c) {
  const auto inner = static_cast<uint64_t>(b) * static_cast<uint64_t>(c);
  if (a == 0 || inner == 0) return count == 0;
  return count % inner == 0 && count / inner == a;
}

Status read_stats(const Json& message, store::AnswerStats& stats) {
  ASSIGN_OR_RETURN(const Json* const json, find_object(message, "stats"));
  if (json == nullptr) return {};
  RETURN_IF_ERROR(read_count(*json, "prompt_tokens", stats.prompt_tokens));
  RETURN_IF_ERROR(read_count(*json, "completion_tokens", stats.completion_tokens));
  RETURN_IF_ERROR(read_count(*json, "cached_tokens", stats.cached_tokens));
  RETURN_IF_ERROR(read(*json, "ttft_ms", stats.ttft_ms));
  RETURN_IF_ERROR(read(*json, "prefill_ms", stats.prefill_ms));
  RETURN_IF_ERROR(read(*json, "decode_ms", stats.decode_ms));
  RETURN_IF_ERROR(read(*json, "reasoning_ms", stats.reasoning_ms));
  RETURN_IF_ERROR(read_count(*json, "draft_proposed", stats.draft_proposed));
  return read_count(*json, "draft_accepted", stats.draft_accepted);
}

Status read_experts(const Json& json, store::ExpertHistogram& histogram) {
  RETURN_IF_ERROR(read_count(json, "layers", histogram.num_moe_layers));
  RETURN_IF_ERROR(read_count(json, "experts", histogram.n_routed_experts));
  ASSIGN_OR_RETURN(histogram.counts, read_numbers<uint64_t>(json, "counts"));
  if (is_product(histogram.counts.size(), 1, histogram.num_moe_layers,
                 histogram.n_routed_experts)) {
    return {};
  }
  return corrupt("counts: are not layers x experts");
}

Status read_routing(const Json& json, store::RoutingTrace& routing) {
  RETURN_IF_ERROR(read_count(json, "layers", routing.num_moe_layers));
  RETURN_IF_ERROR(read_count(json, "k", routing.num_experts_per_tok));
  ASSIGN_OR_RETURN(const Json* const tokens, require_array(json, "tokens"));
  for (const Json& token : *tokens) {
    if (!token.is_array() || token.size() != 3 || !token[0].is_number_integer() ||
        !token[1].is_boolean() || !token[2].is_boolean()) {
      return corrupt("tokens: expected [position, is_prompt, accepted]");
    }
    routing.tokens.push_back({token[0].get<int64_t>(), token[1].get<bool>(), token[2].get<bool>()});
  }
  ASSIGN_OR_RETURN(routing.topk_idx, read_numbers<int16_t>(json, "topk_idx"));
  ASSIGN_OR_RETURN(routing.topk_weights, read_numbers<float>(json, "topk_weights"));
  for (const size_t count : {routing.topk_idx.size(), routing.topk_weights.size()}) {
    if (!is_product(count, routing.tokens.size(), routing.num_moe_layers,
                    routing.num_experts_per_tok)) {
      return corrupt("topk_idx and topk_weights: are not tokens x layers x k");
    }
  }
  return {};
}

Status read_tokens(const Json& message, std::vector<store::TokenRecord>& tokens) {
  ASSIGN_OR_RETURN(const Json* const array, find_array(message, "tokens"));
  if (array == nullptr) return {};
  for (const Json& json : *array) {
    const bool good = json.is_array() && json.size() == 5 && json[0].is_number_integer() &&
                      std::in_range<int32_t>(json[0].get<int64_t>()) && json[1].is_number() &&
                      json[2].is_number_integer() &&
                      std::in_range<int32_t>(json[2].get<int64_t>()) && json[3].is_boolean() &&
                      json[4].is_boolean();
    if (!good) {
      return corrupt("tokens: expected [id, logprob, num_text_bytes, drafted, is_reasoning]");
    }
    tokens.push_back({json[0].get<int32_t>(), to_float(json[1]), json[2].get<int32_t>(),
                      json[3].get<bool>(), json[4].get<bool>()});
  }
  return {};
}

Result<Recording> read_recording(const Json& message) {
  Recording recording;
  ASSIGN_OR_RETURN(const Json* const experts, find_object(message, "experts"));
  if (experts != nullptr) {
    RETURN_IF_ERROR(read_experts(*experts, recording.histogram).with_context("experts"));
  }
  ASSIGN_OR_RETURN(const Json* const routing, find_object(message, "routing"));
  if (routing != nullptr) {
    RETURN_IF_ERROR(read_routing(*routing, recording.routing).with_context("routing"));
  }
  RETURN_IF_ERROR(read_tokens(message, recording.tokens));
  return recording;
}

Status read_message(const Json& json, store::Message& message) {
  RETURN_IF_ERROR(require_is_object(json));
  RETURN_IF_ERROR(require(json, "id", message.id));
  RETURN_IF_ERROR(read(json, "parent", message.parent_id));
  if (find_field(json, "role") == nullptr) return corrupt("role: is missing");
  RETURN_IF_ERROR(read_word(json, "role", kRoles, message.role));
  RETURN_IF_ERROR(read(json, "content", message.content));
  RETURN_IF_ERROR(read(json, "reasoning", message.reasoning));
  RETURN_IF_ERROR(read_ms(json, "created_ms", message.created_ms));
  RETURN_IF_ERROR(read_ms(json, "finished_ms", message.finished_ms));
  RETURN_IF_ERROR(read_word(json, "state", kStates, message.state));
  RETURN_IF_ERROR(read(json, "error", message.error));
  RETURN_IF_ERROR(read(json, "finish_reason", message.finish_reason));
  RETURN_IF_ERROR(read(json, "params_json", message.params_json));
  RETURN_IF_ERROR(read(json, "model", message.model));
  return read_stats(json, message.stats);
}

Status read_head(const Json& json, store::Conversation& conversation) {
  RETURN_IF_ERROR(read(json, "title", conversation.title));
  RETURN_IF_ERROR(read(json, "title_is_own", conversation.title_is_own));
  RETURN_IF_ERROR(read_ms(json, "created_ms", conversation.created_ms));
  RETURN_IF_ERROR(read_ms(json, "updated_ms", conversation.updated_ms));
  RETURN_IF_ERROR(read(json, "pinned", conversation.pinned));
  RETURN_IF_ERROR(read(json, "archived", conversation.archived));
  RETURN_IF_ERROR(read(json, "folder", conversation.folder));
  RETURN_IF_ERROR(read(json, "tags", conversation.tags));
  RETURN_IF_ERROR(read(json, "model", conversation.model));
  RETURN_IF_ERROR(read(json, "system_prompt", conversation.system_prompt));
  RETURN_IF_ERROR(read(json, "settings_json", conversation.settings_json));
  RETURN_IF_ERROR(read(json, "draft_text", conversation.draft_text));
  RETURN_IF_ERROR(read(json, "active_leaf", conversation.active_leaf));
  std::vector<std::string>& tags = conversation.tags;
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  std::erase(tags, "");
  return {};
}

}  // namespace

Result<ConversationFile> read_octant_json(const Json& conversation) {
  RETURN_IF_ERROR(require_is_object(conversation));
  ConversationFile file;
  RETURN_IF_ERROR(read_head(conversation, file.conversation));
  ASSIGN_OR_RETURN(const Json* const messages, require_array(conversation, "messages"));
  for (const Json& json : *messages) {
    const auto id = std::ssize(file.messages) + 1;
    const std::string place = fmt::format("messages[{}]", id - 1);
    store::Message& message = file.messages.emplace_back();
    RETURN_IF_ERROR(read_message(json, message).with_context(place));
    // Which leaves neither duplicates nor circles.
    if (message.id != id) {
      return corrupt(fmt::format("{}: id: is {}, expected {}", place, message.id, id));
    }
    if (message.parent_id < 0 || message.parent_id >= id) {
      return corrupt(
          fmt::format("{}: parent: {} is no message before it", place, message.parent_id));
    }
    auto recording = read_recording(json);
    if (!recording.ok()) return std::move(recording).status().with_context(place);
    if (!recording->empty()) file.recordings.emplace(id, *std::move(recording));
  }
  const int64_t leaf = file.conversation.active_leaf;
  if (leaf < 0 || leaf > std::ssize(file.messages)) {
    return corrupt(fmt::format("active_leaf: {} is no message", leaf));
  }
  return file;
}

}  // namespace octant::exporting
