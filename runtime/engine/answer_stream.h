#pragma once
// AnswerStream: turns the tokens of one answer into events: text that ends at whole code points,
// reasoning apart from the answer, stop strings cut off, routing of every token. Owner: the
// engine's thread.

#include <atomic>
#include <functional>
#include <string>

#include "models/chat/chat_encoder.h"
#include "runtime/api/events.h"
#include "runtime/generate/generator.h"
#include "runtime/generate/stop.h"
#include "runtime/telemetry/event_queue.h"
#include "runtime/telemetry/routing_counts.h"
#include "runtime/text/reasoning.h"
#include "runtime/text/tokenizer.h"

namespace octant {

struct AnswerStreamOptions {
  api::RequestId request = 0;
  bool record_routing = false;
};

// What is told to whoever keeps totals over all answers.
struct StepCounts {
  int64_t prefill_tokens = 0;
  int64_t decode_tokens = 0;
  int32_t num_drafted = 0;
  int32_t num_accepted = 0;
};

class AnswerStream final : public GenerateSink {
 public:
  // `on_counts` is called after every step with what it did. All references outlive the stream.
  AnswerStream(const AnswerStreamOptions& options, const Tokenizer& tokenizer,
               ReasoningSplitter splitter, StopMatcher stop, EventQueue& events,
               RoutingCounts& answer_counts, const std::atomic<bool>& cancel,
               std::function<void(const StepCounts&)> on_counts);

  void on_prefill(int64_t tokens_done, int64_t tokens_total, int64_t tokens_cached) override;
  bool on_token(const GeneratedToken& token) override;
  // Text that was held back when the answer ended without a stop: part of a stop string, or the
  // replacement of a cut-off code point.
  std::string finish();
  void on_step(const api::StepEvent& step) override;
  void on_routing(const RoutingRecorder& recorder, int64_t first_position, int64_t num_rows,
                  int64_t num_accepted, bool prompt) override;

 private:
  const AnswerStreamOptions options_;
  StreamingDetokenizer detokenizer_;
  ReasoningSplitter splitter_;
  StopMatcher stop_;
  EventQueue& events_;
  RoutingCounts& answer_counts_;
  const std::atomic<bool>& cancel_;
  std::function<void(const StepCounts&)> on_counts_;
  int64_t prefill_reported_ = 0;
};

}  // namespace octant
