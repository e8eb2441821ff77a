#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "app/export/octant_json.h"
#include "app/store/rows.h"

namespace octant::exporting {

namespace {

using OrderedJson = nlohmann::ordered_json;  // fields stand in the order of the grammar

double finite(double value) {
  return std::isfinite(value) ? value : 0;
}

template <typename T>
void put(OrderedJson& object, const char* name, const T& value) {
  if (value != T{}) object[name] = value;
}

OrderedJson stats_json(const store::AnswerStats& stats) {
  OrderedJson json = OrderedJson::object();
  put(json, "prompt_tokens", stats.prompt_tokens);
  put(json, "completion_tokens", stats.completion_tokens);
  put(json, "cached_tokens", stats.cached_tokens);
  put(json, "ttft_ms", finite(stats.ttft_ms));
  put(json, "prefill_ms", finite(stats.prefill_ms));
  put(json, "decode_ms", finite(stats.decode_ms));
  put(json, "reasoning_ms", finite(stats.reasoning_ms));
  put(json, "draft_proposed", stats.draft_proposed);
  put(json, "draft_accepted", stats.draft_accepted);
  return json;
}

OrderedJson routing_json(const store::RoutingTrace& routing) {
  OrderedJson json;
  json["layers"] = routing.num_moe_layers;
  json["k"] = routing.num_experts_per_tok;
  OrderedJson& tokens = json["tokens"] = OrderedJson::array();
  for (const store::RoutingTrace::Token& token : routing.tokens) {
    tokens.push_back({token.position, token.is_prompt, token.accepted});
  }
  json["topk_idx"] = routing.topk_idx;
  OrderedJson& weights = json["topk_weights"] = OrderedJson::array();
  for (const float weight : routing.topk_weights) weights.push_back(finite(weight));
  return json;
}

void put_recording(OrderedJson& message, const Recording& recording) {
  if (!recording.histogram.counts.empty()) {
    message["experts"] = {{"layers", recording.histogram.num_moe_layers},
                          {"experts", recording.histogram.n_routed_experts},
                          {"counts", recording.histogram.counts}};
  }
  if (!recording.routing.tokens.empty()) message["routing"] = routing_json(recording.routing);
  if (recording.tokens.empty()) return;
  OrderedJson& tokens = message["tokens"] = OrderedJson::array();
  for (const store::TokenRecord& token : recording.tokens) {
    tokens.push_back(
        {token.id, finite(token.logprob), token.num_text_bytes, token.drafted, token.is_reasoning});
  }
}

OrderedJson message_json(const store::Message& message, int64_t id, int64_t parent) {
  OrderedJson json;
  json["id"] = id;
  put(json, "parent", parent);
  json["role"] = store::to_string(message.role);
  put(json, "content", message.content);
  put(json, "reasoning", message.reasoning);
  put(json, "created_ms", message.created_ms);
  put(json, "finished_ms", message.finished_ms);
  if (message.state != store::MessageState::kComplete) {
    json["state"] = store::to_string(message.state);
  }
  put(json, "error", message.error);
  put(json, "finish_reason", message.finish_reason);
  put(json, "params_json", message.params_json);
  put(json, "model", message.model);
  OrderedJson stats = stats_json(message.stats);
  if (!stats.empty()) json["stats"] = std::move(stats);
  return json;
}

OrderedJson conversation_json(const store::Conversation& conversation) {
  OrderedJson json = OrderedJson::object();
  put(json, "title", conversation.title);
  put(json, "title_is_own", conversation.title_is_own);
  put(json, "created_ms", conversation.created_ms);
  put(json, "updated_ms", conversation.updated_ms);
  put(json, "pinned", conversation.pinned);
  put(json, "archived", conversation.archived);
  put(json, "folder", conversation.folder);
  put(json, "tags", conversation.tags);
  put(json, "model", conversation.model);
  put(json, "system_prompt", conversation.system_prompt);
  put(json, "settings_json", conversation.settings_json);
  put(json, "draft_text", conversation.draft_text);
  return json;
}

}  // namespace

std::string octant_head() {
  return fmt::format("{{\"format\":\"{}\",\"version\":{},\"conversations\":[\n", kOctantFormat,
                     kOctantVersion);
}

std::string octant_json_text(const ConversationFile& file) {
  OrderedJson json = conversation_json(file.conversation);
  std::unordered_map<int64_t, int64_t> places = {{0, 0}};
  OrderedJson messages = OrderedJson::array();
  for (const store::Message& message : file.messages) {
    const int64_t id = std::ssize(messages) + 1;
    const auto parent = places.find(message.parent_id);
    OrderedJson& added = messages.emplace_back(
        message_json(message, id, parent == places.end() ? 0 : parent->second));
    if (const auto recording = file.recordings.find(message.id);
        recording != file.recordings.end()) {
      put_recording(added, recording->second);
    }
    places.emplace(message.id, id);
  }
  const auto leaf = places.find(file.conversation.active_leaf);
  put(json, "active_leaf", leaf == places.end() ? 0 : leaf->second);
  json["messages"] = std::move(messages);
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace octant::exporting
