#pragma once
// The fields of the structs of runtime/api/ that cross the socket, each struct once (record.h). A
// field that is missing here fails a test, which counts them.

#include "app/engine_process/record.h"
#include "runtime/api/engine.h"

namespace octant::engine_process {

// chat.h, options.h

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::Message> v) {
  record(archive, "Message").field("role", v.role).field("content", v.content);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::EngineOptions> v) {
  record(archive, "EngineOptions")
      .field("model_dir", v.model_dir)
      .field("num_ranks", v.num_ranks)
      .field("num_threads", v.num_threads)
      .field("device", v.device)
      .field("backend", v.backend)
      .field("max_context", v.max_context)
      .field("prefill_chunk", v.prefill_chunk)
      .field("page_block_size", v.page_block_size)
      .field("cache_dtype", v.cache_dtype)
      .field("chat_format", v.chat_format)
      .field("load_draft", v.load_draft);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::DraftMode> v) {
  record(archive, "DraftMode").field("kind", v.kind).field("num_drafted", v.num_drafted);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::GenerateOptions> v) {
  record(archive, "GenerateOptions")
      .field("temperature", v.temperature)
      .field("top_p", v.top_p)
      .field("top_k", v.top_k)
      .field("min_p", v.min_p)
      .field("seed", v.seed)
      .field("max_tokens", v.max_tokens)
      .field("stop", v.stop)
      .field("thinking", v.thinking)
      .field("draft", v.draft)
      .field("ignore_eos", v.ignore_eos);
}

// engine.h, eval.h

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::ModelInfo> v) {
  record(archive, "ModelInfo")
      .field("name", v.name)
      .field("architecture", v.architecture)
      .field("chat_format", v.chat_format)
      .field("device", v.device)
      .field("backend", v.backend)
      .field("no_gpu", v.no_gpu)
      .field("num_ranks", v.num_ranks)
      .field("num_threads", v.num_threads)
      .field("num_hidden_layers", v.num_hidden_layers)
      .field("num_moe_layers", v.num_moe_layers)
      .field("n_routed_experts", v.n_routed_experts)
      .field("num_experts_per_tok", v.num_experts_per_tok)
      .field("vocab_size", v.vocab_size)
      .field("max_context", v.max_context)
      .field("has_draft", v.has_draft)
      .field("supports_thinking", v.supports_thinking);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::ChatRequest> v) {
  record(archive, "ChatRequest")
      .field("messages", v.messages)
      .field("continue_reply", v.continue_reply)
      .field("options", v.options)
      .field("record_routing", v.record_routing);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::EvalRequest> v) {
  record(archive, "EvalRequest").field("tokens", v.tokens).field("with_draft", v.with_draft);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::EvalResult> v) {
  record(archive, "EvalResult")
      .field("num_tokens", v.num_tokens)
      .field("vocab_size", v.vocab_size)
      .field("num_moe_layers", v.num_moe_layers)
      .field("num_experts_per_tok", v.num_experts_per_tok)
      .field("logits", v.logits)
      .field("topk_idx", v.topk_idx)
      .field("topk_weights", v.topk_weights)
      .field("draft_logits", v.draft_logits);
}

// events.h

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::LoadProgress> v) {
  record(archive, "LoadProgress")
      .field("bytes_read", v.bytes_read)
      .field("bytes_total", v.bytes_total)
      .field("bytes_per_second", v.bytes_per_second)
      .field("seconds_left", v.seconds_left);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::PrefillProgress> v) {
  record(archive, "PrefillProgress")
      .field("request", v.request)
      .field("tokens_done", v.tokens_done)
      .field("tokens_total", v.tokens_total)
      .field("tokens_cached", v.tokens_cached);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::TokenEvent> v) {
  record(archive, "TokenEvent")
      .field("request", v.request)
      .field("position", v.position)
      .field("id", v.id)
      .field("text", v.text)
      .field("kind", v.kind)
      .field("logprob", v.logprob)
      .field("drafted", v.drafted);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::TokenRouting> v) {
  record(archive, "TokenRouting")
      .field("request", v.request)
      .field("position", v.position)
      .field("prompt", v.prompt)
      .field("accepted", v.accepted)
      .field("topk_idx", v.topk_idx)
      .field("topk_weights", v.topk_weights);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::StepEvent> v) {
  record(archive, "StepEvent")
      .field("request", v.request)
      .field("num_rows", v.num_rows)
      .field("num_drafted", v.num_drafted)
      .field("num_accepted", v.num_accepted)
      .field("verify_ms", v.verify_ms)
      .field("draft_ms", v.draft_ms);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::Usage> v) {
  record(archive, "Usage")
      .field("prompt_tokens", v.prompt_tokens)
      .field("completion_tokens", v.completion_tokens)
      .field("cached_tokens", v.cached_tokens);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::Timings> v) {
  record(archive, "Timings")
      .field("prefill_ms", v.prefill_ms)
      .field("decode_ms", v.decode_ms)
      .field("ttft_ms", v.ttft_ms)
      .field("tokens_per_second", v.tokens_per_second)
      .field("draft_proposed", v.draft_proposed)
      .field("draft_accepted", v.draft_accepted)
      .field("num_steps", v.num_steps);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::RoutingSummary> v) {
  record(archive, "RoutingSummary")
      .field("rank_share", v.rank_share)
      .field("busiest_over_mean", v.busiest_over_mean)
      .field("expert_counts", v.expert_counts);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::DoneEvent> v) {
  record(archive, "DoneEvent")
      .field("request", v.request)
      .field("reason", v.reason)
      .field("error", v.error)
      .field("last_text", v.last_text)
      .field("usage", v.usage)
      .field("timings", v.timings)
      .field("routing", v.routing);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::FaultEvent> v) {
  record(archive, "FaultEvent").field("error", v.error);
}

// snapshot.h

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::RankState> v) {
  record(archive, "RankState")
      .field("device", v.device)
      .field("weight_bytes", v.weight_bytes)
      .field("cache_bytes", v.cache_bytes)
      .field("expert_calls", v.expert_calls);
}

template <class Archive>
void fields(Archive& archive, Ref<Archive, api::Snapshot> v) {
  record(archive, "Snapshot")
      .field("sequence", v.sequence)
      .field("num_moe_layers", v.num_moe_layers)
      .field("n_routed_experts", v.n_routed_experts)
      .field("expert_counts", v.expert_counts)
      .field("rank_of_expert", v.rank_of_expert)
      .field("ranks", v.ranks)
      .field("tokens_per_second", v.tokens_per_second)
      .field("prefill_tokens_per_second", v.prefill_tokens_per_second)
      .field("draft_proposed", v.draft_proposed)
      .field("draft_accepted", v.draft_accepted)
      .field("cache_tokens", v.cache_tokens)
      .field("cache_capacity", v.cache_capacity)
      .field("dropped_records", v.dropped_records);
}

}  // namespace octant::engine_process
