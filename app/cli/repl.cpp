#include "app/cli/repl.h"

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/cli/answer_printer.h"
#include "app/cli/answer_report.h"
#include "app/cli/conversation_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/repl_commands.h"
#include "app/cli/session_answer.h"
#include "app/cli/style.h"
#include "app/cli/terminal_text.h"

namespace octant::cli {

namespace {

class Repl {
 public:
  Repl(Services& services, ChatState state)
      : services_(services), state_(std::move(state)), catching_(services.interrupt) {}

  int run() {
    greet();
    const int code = talk();
    write_rest();
    return code;
  }

 private:
  int talk();
  Input::Line read_message(std::string* message);
  void show_prompt(const char* prompt);
  Status ask(const std::string& message);
  // What a command wants asked.
  Status ask_again(ReplAction action);
  // Shows the answer that was asked for, or why it was not. False if the engine was lost.
  bool answer(const Status& asked);
  void write_rest();
  void greet();

  Services& services_;
  ChatState state_;
  CatchInterrupts catching_;
};

int Repl::talk() {
  while (true) {
    std::string message;
    switch (read_message(&message)) {
      case Input::Line::kLine:
        break;
      case Input::Line::kEnd:
        if (services_.terminal.in) services_.out << "\n" << std::flush;
        return kExitOk;
      case Input::Line::kInterrupted:
        if (!services_.terminal.in) {
          print_reason(services_, "interrupted");
          return kExitInterrupted;
        }
        services_.out << "\nCtrl-D or /quit leaves\n" << std::flush;
        continue;
      case Input::Line::kFailed:
        print_reason(services_, "standard input cannot be read, or a line is too long");
        return kExitFailed;
    }
    if (message.find_first_not_of(" \t\n") == std::string::npos) continue;
    const bool is_command = message.starts_with('/') && !message.starts_with("//");
    if (!is_command) {
      if (!answer(ask(message))) return kExitFailed;
      continue;
    }
    const ReplAction action = run_repl_command(services_, state_, message);
    services_.out << std::flush;
    if (action == ReplAction::kLeave) return kExitOk;
    if (action == ReplAction::kPrompt) continue;
    if (!answer(ask_again(action))) return kExitFailed;
  }
}

void Repl::greet() {
  if (!services_.terminal.in) return;
  const api::ModelInfo& model = state_.engine.model();
  services_.out << terminal_text(fmt::format("{}: {}, {} ranks on {}\n", state_.model_name,
                                             model.architecture, model.num_ranks, model.device))
                << "/help lists the commands, Ctrl-C stops an answer, Ctrl-D leaves\n";
  if (state_.session.conversation_id() != 0) {
    services_.out << opened_text(state_.session.conversation(), state_.session.path());
  }
  services_.out << std::flush;
}

void Repl::show_prompt(const char* prompt) {
  if (services_.terminal.in) services_.out << prompt << std::flush;
}

Input::Line Repl::read_message(std::string* message) {
  show_prompt("> ");
  message->clear();
  while (true) {
    std::string line;
    const Input::Line outcome = services_.in.read_line(&line);
    // A message that the end of input cuts short is still a message.
    if (outcome == Input::Line::kEnd && !message->empty()) return Input::Line::kLine;
    if (outcome != Input::Line::kLine) return outcome;
    const bool goes_on = line.ends_with('\\');
    if (goes_on) line.back() = '\n';
    message->append(line);
    if (!goes_on) return Input::Line::kLine;
    show_prompt(". ");
  }
}

Status Repl::ask(const std::string& message) {
  std::string_view text = message;
  if (text.starts_with("//")) text.remove_prefix(1);
  return state_.session.send(text);
}

Status Repl::ask_again(ReplAction action) {
  const int64_t last = state_.session.path().back().message.id;
  return action == ReplAction::kContinue ? state_.session.continue_answer(last)
                                         : state_.session.regenerate(last);
}

bool Repl::answer(const Status& asked) {
  session::Session& session = state_.session;
  if (!asked.ok()) {
    print_reason(services_, asked.message());
    return true;
  }
  AnswerPrinter printer(services_, true);
  follow_answer(session, services_.interrupt, printer.observer());
  printer.finish();

  const api::DoneEvent& done = *session.last_done();
  state_.last_done = done;
  ++state_.num_answers;
  state_.completion_tokens += done.usage.completion_tokens;
  if (done.reason == api::FinishReason::kError) print_reason(services_, done.error);
  if (!session.history_problem().empty()) {
    print_reason(services_, "the answer is not in the history yet: " + session.history_problem());
  }
  services_.out << dimmed(fmt::format("[{}]", answer_line(done)), services_.terminal.colour)
                << '\n';
  if (state_.show_routing) {
    services_.out << routing_table(done.routing, *state_.engine.snapshot());
  }
  services_.out << std::flush;
  return session.engine_problem().empty();
}

// An answer that could not be written is tried again before the chat ends.
void Repl::write_rest() {
  session::Session& session = state_.session;
  const auto give_up = session::Clock::now() + 2 * session::kRetryInterval;
  while (!session.is_written() && session::Clock::now() < give_up) session.poll(kPollTimeout);
  if (!session.is_written()) {
    print_reason(services_, "an answer is not in the history: " + session.history_problem());
  }
}

}  // namespace

int run_repl(Services& services, ChatState state) {
  return Repl(services, std::move(state)).run();
}

}  // namespace octant::cli
