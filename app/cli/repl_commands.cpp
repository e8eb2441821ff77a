#include "app/cli/repl_commands.h"

#include <span>
#include <string>

#include <fmt/format.h>

#include "app/cli/answer_report.h"
#include "app/cli/conversation_text.h"
#include "app/cli/failure.h"
#include "app/cli/history_access.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"
#include "app/text/numbers.h"
#include "app/text/trimmed.h"

namespace octant::cli {

namespace {

struct Call {
  Services& services;
  ChatState& state;
  std::string_view argument;  // without white space around it
};

struct ReplCommand {
  std::string_view name;
  std::string_view argument;  // as /help shows it; empty: takes none
  std::string_view help;
  ReplAction (*run)(const Call&);
};

std::span<const ReplCommand> commands();

// Says why a value was not taken.
ReplAction refuse(const Call& call, const Status& status) {
  call.services.out << terminal_text(status.message()) << "\n";
  return ReplAction::kPrompt;
}

ReplAction help(const Call& call) {
  for (const ReplCommand& command : commands()) {
    call.services.out << fmt::format(
        "{:<18}  {}\n", fmt::format("{} {}", command.name, command.argument), command.help);
  }
  call.services.out << "A backslash at the end of a line continues the message on the next one; a\n"
                       "message that begins with / is typed with //.\n";
  return ReplAction::kPrompt;
}

// What was set holds for this chat even where the history could not take it.
void say_if_not_kept(const Call& call, const Status& status) {
  if (!status.ok()) print_reason(call.services, status.message());
}

void set_options(const Call& call, const api::GenerateOptions& options) {
  say_if_not_kept(call, call.state.session.set_options(options));
}

ReplAction new_conversation(const Call& call) {
  session::Session& session = call.state.session;
  const api::GenerateOptions options = session.options();
  const std::string system_prompt = session.conversation().system_prompt;
  session.begin_new();
  set_options(call, options);
  say_if_not_kept(call, session.set_system_prompt(system_prompt));
  call.state.last_done.reset();
  call.services.out << "a new conversation begins\n";
  return ReplAction::kPrompt;
}

ReplAction show_history(const Call& call) {
  constexpr int32_t kRows = 20;  // fits a terminal
  const auto page = call.state.history.list(kRows);
  if (!page.ok()) return refuse(call, page.status());
  if (page->rows.empty()) call.services.out << "there are no conversations yet\n";
  for (const auto& row : page->rows) call.services.out << conversation_row(row);
  if (page->next) {
    call.services.out << fmt::format(
        "these are {}, there are more{}\n", kRows,
        call.state.history.lists_users() ? ": octant history list shows them" : "");
  }
  return ReplAction::kPrompt;
}

ReplAction open_conversation(const Call& call) {
  const auto id = parse_conversation_id(call.argument);
  if (!id.ok()) return refuse(call, id.status());
  const auto taken = call.state.history.take(*id);
  if (!taken.ok()) return refuse(call, taken.status());
  session::Session& session = call.state.session;
  if (const Status status = session.open(*taken); !status.ok()) return refuse(call, status);
  call.state.last_done.reset();
  call.services.out << opened_text(session.conversation(), session.path());
  if (!session.options_problem().empty()) print_reason(call.services, session.options_problem());
  return ReplAction::kPrompt;
}

ReplAction set_system(const Call& call) {
  say_if_not_kept(call, call.state.session.set_system_prompt(call.argument));
  call.services.out << (call.argument.empty() ? "no system prompt\n" : "system prompt is set\n");
  return ReplAction::kPrompt;
}

ReplAction set_thinking(const Call& call) {
  const auto on = parse_on_off(call.argument);
  if (!on.ok()) return refuse(call, on.status());
  if (*on && !call.state.engine.model().supports_thinking) {
    call.services.out << "this model's chat format has no such choice\n";
    return ReplAction::kPrompt;
  }
  api::GenerateOptions options = call.state.session.options();
  options.thinking = *on;
  set_options(call, options);
  call.services.out << "thinking is " << (*on ? "on" : "off") << "\n";
  return ReplAction::kPrompt;
}

ReplAction set_draft(const Call& call) {
  const auto draft = parse_draft(call.argument);
  if (!draft.ok()) return refuse(call, draft.status());
  if (draft->kind != api::DraftMode::Kind::kOff && !call.state.engine.model().has_draft) {
    call.services.out << "this model has no MTP layer to draft with\n";
    return ReplAction::kPrompt;
  }
  api::GenerateOptions options = call.state.session.options();
  options.draft = *draft;
  set_options(call, options);
  call.services.out << "draft is " << draft_text(*draft) << "\n";
  return ReplAction::kPrompt;
}

ReplAction set_temperature(const Call& call) {
  const auto temperature = parse_number(call.argument, session::kTemperatureRange);
  if (!temperature.ok()) return refuse(call, temperature.status());
  api::GenerateOptions options = call.state.session.options();
  options.temperature = static_cast<float>(*temperature);
  set_options(call, options);
  call.services.out << "temperature is " << *temperature << "\n";
  return ReplAction::kPrompt;
}

ReplAction show_stats(const Call& call) {
  const api::SnapshotPtr snapshot = call.state.engine.snapshot();
  std::string text =
      fmt::format("answers: {}, tokens generated: {}\n", with_thousands(call.state.num_answers),
                  with_thousands(call.state.completion_tokens));
  if (call.state.last_done) text += "last: " + answer_line(*call.state.last_done) + "\n";
  text +=
      fmt::format("drafted tokens accepted: {} of {}\n", with_thousands(snapshot->draft_accepted),
                  with_thousands(snapshot->draft_proposed));
  text += fmt::format("cache: {} of {} tokens\n", with_thousands(snapshot->cache_tokens),
                      with_thousands(snapshot->cache_capacity));
  for (std::size_t rank = 0; rank < snapshot->ranks.size(); ++rank) {
    const api::RankState& state = snapshot->ranks[rank];
    text += fmt::format("rank {}: {}, weights {}, cache {}, expert calls {}\n", rank, state.device,
                        bytes_text(state.weight_bytes), bytes_text(state.cache_bytes),
                        with_thousands(static_cast<int64_t>(state.expert_calls)));
  }
  call.services.out << terminal_text(text);
  return ReplAction::kPrompt;
}

ReplAction show_routing(const Call& call) {
  if (!call.state.last_done) {
    call.services.out << "there is no answer yet\n";
    return ReplAction::kPrompt;
  }
  call.services.out << routing_table(call.state.last_done->routing, *call.state.engine.snapshot());
  return ReplAction::kPrompt;
}

ReplAction regenerate(const Call& call) {
  if (!call.state.session.path().empty()) return ReplAction::kRegenerate;
  call.services.out << "there is no message to answer\n";
  return ReplAction::kPrompt;
}

ReplAction continue_answer(const Call& call) {
  const auto& path = call.state.session.path();
  if (!path.empty() && session::broke_off(path.back().message)) return ReplAction::kContinue;
  call.services.out << "the last answer did not break off\n";
  return ReplAction::kPrompt;
}

ReplAction leave(const Call&) {
  return ReplAction::kLeave;
}

std::span<const ReplCommand> commands() {
  static constexpr ReplCommand kCommands[] = {
      {"/help", "", "this list", help},
      {"/new", "", "begin a new conversation", new_conversation},
      {"/history", "", "the latest conversations, pinned ones first", show_history},
      {"/open", "ID", "go on with a conversation, by the id that /history shows",
       open_conversation},
      {"/system", "TEXT", "set the system prompt; without TEXT there is none", set_system},
      {"/thinking", "on|off", "let the model reason before it answers", set_thinking},
      {"/draft", "off|N|auto", "tokens that the MTP layer drafts a step, 1 to 7", set_draft},
      {"/temperature", "X", "0 takes the likeliest token; up to 5", set_temperature},
      {"/stats", "", "tokens, cache and memory since the start", show_stats},
      {"/routing", "", "how the last answer's expert work was spread over the ranks", show_routing},
      {"/regenerate", "", "answer the last message again", regenerate},
      {"/continue", "", "go on with the last answer where it broke off", continue_answer},
      {"/quit", "", "leave", leave},
  };
  return kCommands;
}

}  // namespace

ReplAction run_repl_command(Services& services, ChatState& state, std::string_view line) {
  const auto end_of_name = line.find_first_of(" \t\n");
  const std::string_view name = line.substr(0, end_of_name);
  const std::string_view argument =
      end_of_name == std::string_view::npos ? "" : trimmed(line.substr(end_of_name));
  for (const ReplCommand& command : commands()) {
    if (command.name != name) continue;
    if (command.argument.empty() && !argument.empty()) {
      services.out << name << " takes no value\n";
      return ReplAction::kPrompt;
    }
    return command.run({services, state, argument});
  }
  services.out << "there is no command " << terminal_line(name) << "; /help lists them\n";
  return ReplAction::kPrompt;
}

}  // namespace octant::cli
