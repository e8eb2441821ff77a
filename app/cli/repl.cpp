#include "app/cli/repl.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "app/cli/answer.h"
#include "app/cli/answer_printer.h"
#include "app/cli/answer_report.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/repl_commands.h"
#include "app/cli/style.h"
#include "app/cli/terminal_text.h"

namespace octant::cli {

namespace {

class Repl {
 public:
  Repl(Services& services, ChatState state)
      : services_(services), state_(std::move(state)), catching_(services.interrupt) {}

  int run();

 private:
  Input::Line read_message(std::string* message);
  void show_prompt(const char* prompt);
  void add_message(std::string content);
  // False if the engine was lost.
  bool answer();
  void greet();

  Services& services_;
  ChatState state_;
  CatchInterrupts catching_;
};

int Repl::run() {
  greet();
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
    if (message.starts_with('/') && !message.starts_with("//")) {
      const ReplAction action = run_repl_command(services_, state_, message);
      services_.out << std::flush;
      if (action == ReplAction::kLeave) return kExitOk;
      if (action != ReplAction::kAnswer) continue;
    } else {
      add_message(message.starts_with("//") ? message.substr(1) : std::move(message));
    }
    if (!answer()) return kExitFailed;
  }
}

void Repl::greet() {
  if (!services_.terminal.in) return;
  const api::ModelInfo& model = state_.engine.model();
  services_.out << terminal_text(fmt::format("{}: {}, {} ranks on {}\n", state_.model_name,
                                             model.architecture, model.num_ranks, model.device))
                << "/help lists the commands, Ctrl-C stops an answer, Ctrl-D leaves\n"
                << std::flush;
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

void Repl::add_message(std::string content) {
  // A question that got no answer is replaced: two in a row fit no chat format.
  if (!state_.messages.empty() && state_.messages.back().role == api::Role::kUser) {
    state_.messages.pop_back();
  }
  state_.messages.push_back({api::Role::kUser, std::move(content)});
  state_.num_regenerated = 0;
}

bool Repl::answer() {
  api::ChatRequest request;
  request.options = state_.options;
  if (request.options.seed) *request.options.seed += state_.num_regenerated;
  if (!state_.system.empty()) request.messages.push_back({api::Role::kSystem, state_.system});
  request.messages.insert(request.messages.end(), state_.messages.begin(), state_.messages.end());

  AnswerPrinter printer(services_, true);
  auto answer =
      generate_answer(state_.engine, std::move(request), services_.interrupt, printer.observer());
  printer.finish();
  if (!answer.ok()) {
    print_reason(services_, answer.status().message());
    return true;
  }
  state_.last_done = answer->done;
  ++state_.num_answers;
  state_.completion_tokens += answer->done.usage.completion_tokens;
  if (std::string content = message_content(*answer); !content.empty()) {
    state_.messages.push_back({api::Role::kAssistant, std::move(content)});
  }
  if (answer->done.reason == api::FinishReason::kError) print_reason(services_, answer->done.error);
  services_.out << dimmed(fmt::format("[{}]", answer_line(answer->done)), services_.terminal.colour)
                << '\n';
  if (state_.show_routing) {
    services_.out << routing_table(answer->done.routing, *state_.engine.snapshot());
  }
  services_.out << std::flush;
  return !answer->engine_lost;
}

}  // namespace

int run_repl(Services& services, ChatState state) {
  return Repl(services, std::move(state)).run();
}

}  // namespace octant::cli
