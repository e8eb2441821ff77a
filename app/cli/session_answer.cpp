#include "app/cli/session_answer.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace octant::cli {

namespace {

using Clock = std::chrono::steady_clock;

// Passes on what has come since the last time.
class Teller {
 public:
  // What `answer` has already is not told: it is gone on with.
  Teller(const AnswerObserver& observer, const session::RunningAnswer& answer)
      : observer_(observer),
        num_reasoning_bytes_(answer.reasoning.size()),
        num_content_bytes_(answer.content.size()) {}

  void tell(const session::RunningAnswer& answer) {
    tell(api::TextKind::kReasoning, answer.reasoning, num_reasoning_bytes_);
    tell(api::TextKind::kAnswer, answer.content, num_content_bytes_);
  }

 private:
  void tell(api::TextKind kind, std::string_view text, std::size_t& num_told) {
    const std::string_view rest = text.substr(num_told);
    num_told = text.size();
    if (!rest.empty() && observer_.on_text) observer_.on_text(kind, rest);
  }

  const AnswerObserver& observer_;
  std::size_t num_reasoning_bytes_;
  std::size_t num_content_bytes_;
};

}  // namespace

void follow_answer(session::Session& session, Interrupt& interrupt, const AnswerObserver& observer,
                   std::chrono::milliseconds cancel_patience) {
  if (!session.running()) return;
  const CatchInterrupts catching(interrupt);
  Teller teller(observer, *session.running());
  std::optional<Clock::time_point> give_up;
  while (session.running()) {
    if (interrupt.take() && !give_up) {
      session.stop();
      give_up = Clock::now() + cancel_patience;
    }
    const session::Changes changes = session.poll(kPollTimeout);
    if (session.running()) {
      const session::RunningAnswer& answer = *session.running();
      if (changes.progress && answer.num_tokens == 0 && observer.on_prefill) {
        observer.on_prefill(*answer.prefill);
      }
      teller.tell(answer);
      if (give_up && Clock::now() > *give_up) session.abandon();
    }
  }
  teller.tell(*session.last_answer());
}

}  // namespace octant::cli
