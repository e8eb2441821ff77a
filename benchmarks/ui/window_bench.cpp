// What the window's own code costs: opening a conversation of 2,000 messages, and a frame of it
// afterwards. Without a display and without a model; the renderer's time is not counted.
//   window_bench [messages]
// Targets: 100 ms to open, 0.5 ms a frame.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/session/workspace.h"
#include "app/ui/platform/headless_surface.h"
#include "app/ui/platform/host.h"
#include "app/ui/views/app_view.h"
#include "tests/support/temp_folder.h"

namespace octant::ui {
namespace {

// An answer as people get them: a paragraph, a list or a piece of code by turns; some 600 bytes.
std::string answer(int i) {
  static const std::string kParagraph =
      "The gate scores every expert for every token, and the eight best of them are asked. Which "
      "ones these are depends on the *token*, on its neighbours and on the layer: a `bias` that "
      "was "
      "learnt steers the choice, so that no device waits for the others. 专家负载均衡。";
  static const std::string kList =
      "Three things count:\n\n- how many tokens there are,\n- where the experts live,\n- and "
      "**what the busiest device** has to do.\n";
  static const std::string kCode =
      "```python\ndef route(scores, k):\n    order = sorted(range(len(scores)), key=lambda e: "
      "-scores[e])\n    return order[:k]\n```\n";
  const std::string head = "## Answer " + std::to_string(i) + "\n\n";
  return head + kParagraph + "\n\n" + (i % 3 == 0 ? kCode : i % 3 == 1 ? kList : kParagraph);
}

int64_t add_conversation(store::HistoryStore& history, int num_messages) {
  std::vector<store::Message> messages;
  for (int i = 1; i <= num_messages; ++i) {
    const bool is_answer = i % 2 == 0;
    messages.push_back({.id = i,
                        .parent_id = i - 1,
                        .role = is_answer ? store::Role::kAssistant : store::Role::kUser,
                        .content = is_answer ? answer(i) : "Question " + std::to_string(i) + "?",
                        .created_ms = 1'700'000'000'000 + i,
                        .finished_ms = 1'700'000'000'000 + i});
  }
  const store::Conversation conversation = {.title = "Long",
                                            .created_ms = 1'700'000'000'000,
                                            .updated_ms = 1'700'000'000'000,
                                            .active_leaf = num_messages};
  return history.add_conversation(conversation, messages).value();
}

double milliseconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

// Times of the view's frames since the conversation was opened.
class Timed final : public View {
 public:
  Timed(AppView& view, Shell& shell, Host& host, int64_t conversation)
      : view_(view), shell_(shell), host_(host), conversation_(conversation) {}

  void draw(Frame& frame) override {
    constexpr int kWarm = 20;     // frames of the empty window
    constexpr int kFrames = 600;  // of the conversation: laying all of it out takes some hundred
    const auto start = std::chrono::steady_clock::now();
    if (++num_ == kWarm) shell_.workspace.open(conversation_);
    view_.draw(frame);
    if (num_ >= kWarm) times_.push_back(milliseconds(std::chrono::steady_clock::now() - start));
    if (num_ == kWarm + kFrames) host_.stop();
    frame.moving = true;
  }
  void report() {
    std::printf("{\"open_ms\": %.1f, ", times_.front());
    std::vector<double> settled(times_.end() - 100, times_.end());
    std::sort(settled.begin(), settled.end());
    std::printf("\"frame_ms_median\": %.3f, \"frame_ms_95\": %.3f, ", settled[50], settled[95]);
    const auto first_settled =
        std::find_if(times_.begin() + 1, times_.end(), [](double time) { return time < 1.5; });
    std::printf("\"frames_until_all_is_laid_out\": %ld}\n",
                static_cast<long>(first_settled - times_.begin()));
  }

 private:
  AppView& view_;
  Shell& shell_;
  Host& host_;
  int64_t conversation_;
  int num_ = 0;
  std::vector<double> times_;
};

Status run(int num_messages) {
  const test::TempFolder folder;
  ASSIGN_OR_RETURN(store::HistoryStore history,
                   store::HistoryStore::open({.path = folder.path() / "history.db"}));
  const int64_t conversation = add_conversation(history, num_messages);
  ASSIGN_OR_RETURN(std::unique_ptr<Surface> surface, open_headless({1600, 1000}, 1));
  ASSIGN_OR_RETURN(const std::unique_ptr<Host> host, Host::create(std::move(surface), {}));
  session::Workspace workspace(std::move(history), {});
  Shell shell(workspace, [&host = *host] { host.wake(); });
  AppView view(shell, *host);
  Timed timed(view, shell, *host, conversation);
  RETURN_IF_ERROR(host->run(timed));
  timed.report();
  return {};
}

}  // namespace
}  // namespace octant::ui

int main(int count, char** words) {
  const octant::Status status = octant::ui::run(count > 1 ? std::atoi(words[1]) : 2000);
  if (status.ok()) return 0;
  std::fprintf(stderr, "window_bench: %s\n", status.to_string().c_str());
  return 1;
}
