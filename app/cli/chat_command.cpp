#include "app/cli/chat_command.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/cli/answer.h"
#include "app/cli/answer_printer.h"
#include "app/cli/answer_report.h"
#include "app/cli/batch.h"
#include "app/cli/chat_history.h"
#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/generate_flags.h"
#include "app/cli/history_access.h"
#include "app/cli/json_text.h"
#include "app/cli/open_model.h"
#include "app/cli/option_values.h"
#include "app/cli/repl.h"
#include "app/session/session.h"

namespace octant::cli {

namespace {

// Every model's context is far below: 64 MiB of text are some 16 million tokens.
constexpr std::size_t kMaxPromptBytes = std::size_t{64} << 20;
// As much in many prompts: a hundred thousand of some 600 bytes.
constexpr std::size_t kMaxBatchBytes = kMaxPromptBytes;

struct ChatFlags {
  EngineFlags engine;
  api::GenerateOptions generate;
  std::optional<std::string> prompt;
  std::optional<std::string> batch;  // never with a prompt
  std::string system;
  bool json = false;
  bool routing = false;
  // Of the interactive chat.
  bool continue_latest = false;
  std::optional<int64_t> conversation;
  bool no_history = false;
};

void add_chat_flags(CLI::App& app, ChatFlags& flags) {
  add_engine_flags(app, flags.engine);
  CLI::Option* const prompt = add_value(
      app, "--prompt,-p", "TEXT",
      [&flags](const std::string& text) -> Status {
        flags.prompt = text;
        return {};
      },
      "Answers this and ends; - reads it from stdin (default: an interactive chat)");
  add_value(
      app, "--batch", "FILE",
      [&flags](const std::string& path) -> Status {
        flags.batch = path;
        return {};
      },
      "Answers every line of this JSONL file ({\"prompt\": ...} or {\"messages\": [...]}) "
      "as one JSON line; - reads stdin (default: none)")
      ->excludes(prompt);
  add_text(app, "--system", "TEXT", flags.system, "System prompt (default: none)");
  add_text(app, "--chat-format", "NAME", flags.engine.options.chat_format,
           "Chat format (default: what the checkpoint says)");
  add_generate_flags(app, flags.generate);
  app.add_flag(
      "--json", flags.json,
      "One JSON document instead of the text; needs --prompt, or --batch, which implies it");
  app.add_flag("--routing", flags.routing,
               "Experts' load by rank after each answer; with --json: routing.expert_counts");
  app.add_flag("--continue", flags.continue_latest,
               "Goes on with the conversation that changed last");
  add_value(
      app, "--conversation", "ID",
      [&flags](const std::string& text) -> Status {
        ASSIGN_OR_RETURN(flags.conversation, parse_conversation_id(text));
        return {};
      },
      "Goes on with this one, by the id that octant history list shows (default: a new one)");
  app.add_flag(
      "--no-history", flags.no_history,
      "Keeps nothing of an interactive chat; of --prompt and --batch nothing is ever kept");
}

// Errors: kInvalidArgument for what makes no sense together.
Status check_flags(const ChatFlags& flags) {
  if (!flags.continue_latest && !flags.conversation) return {};
  const std::string name = flags.continue_latest ? "--continue" : "--conversation";
  if (flags.continue_latest && flags.conversation) {
    return invalid_argument(name + ": not together with --conversation");
  }
  if (flags.prompt || flags.batch) {
    return invalid_argument(name + ": is for the interactive chat, without --prompt and --batch");
  }
  if (flags.no_history) return invalid_argument(name + ": not together with --no-history");
  return {};
}

// The text of --prompt, or of standard input without its last newline.
Result<std::string> read_prompt(Services& services, const std::string& prompt) {
  if (prompt != "-") return prompt;
  ASSIGN_OR_RETURN(std::string text, services.in.read_all(kMaxPromptBytes));
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

// The exit code of an answer, with its reason on stderr.
int finish_answer(Services& services, const api::DoneEvent& done) {
  switch (done.reason) {
    case api::FinishReason::kStop:
    case api::FinishReason::kLength:
      return kExitOk;
    case api::FinishReason::kCancelled:
      print_reason(services, "interrupted");
      return kExitInterrupted;
    case api::FinishReason::kError:
      break;
  }
  print_reason(services, done.error);
  return kExitFailed;
}

int answer_once(Services& services, const ChatFlags& flags, OpenedModel model, std::string prompt) {
  api::ChatRequest request;
  request.options = flags.generate;
  if (!flags.system.empty()) request.messages.push_back({api::Role::kSystem, flags.system});
  request.messages.push_back({api::Role::kUser, std::move(prompt)});

  // Reasoning is for whoever watches; a program that reads the text wants the answer, or --json.
  AnswerPrinter printer(services, services.terminal.out);
  auto answer = generate_answer(*model.engine, std::move(request), services.interrupt,
                                flags.json ? AnswerObserver{} : printer.observer());
  if (!flags.json) printer.finish();
  if (!answer.ok()) return fail(services, answer.status(), flags.json);

  if (flags.json) {
    services.out << json_text(
        answer_json(*answer, model.engine->model(),
                    {.reasoning = flags.generate.thinking, .expert_counts = flags.routing}));
  } else {
    if (services.terminal.err) services.err << "[" << answer_line(answer->done) << "]\n";
    if (flags.routing) {
      services.err << routing_table(answer->done.routing, *model.engine->snapshot());
    }
  }
  return finish_answer(services, answer->done);
}

void warn_of_thinking(Services& services, const ChatFlags& flags, const api::Engine& engine) {
  if (flags.generate.thinking && !engine.model().supports_thinking) {
    print_reason(services, "--thinking: this model's chat format has no such choice");
  }
}

bool drafts(const ChatFlags& flags) {
  return flags.generate.draft.kind != api::DraftMode::Kind::kOff;
}

int run_batch(Services& services, ChatFlags& flags) {
  auto batch = read_batch(services, *flags.batch, kMaxBatchBytes);
  if (!batch.ok()) return fail(services, batch.status(), true);
  flags.engine.options.load_draft = drafts(flags);
  const auto model = open_model(services, flags.engine);
  if (!model.ok()) return fail(services, model.status(), true);
  return answer_batch(
      services, *model->engine, std::move(batch).value(),
      {.generate = flags.generate, .system = flags.system, .routing = flags.routing});
}

// The id in history.store() of the conversation to go on with; 0: a new one begins.
Result<int64_t> chosen_conversation(ChatHistory& history, const ChatFlags& flags) {
  if (flags.continue_latest) {
    ASSIGN_OR_RETURN(const int64_t latest, history.latest());
    return history.take(latest);
  }
  if (flags.conversation) return history.take(*flags.conversation);
  return 0;
}

// The conversation as it was kept, with what the command line gave in place of its own.
Status set_up(session::Session& session, int64_t conversation, const ChatFlags& flags,
              const CLI::App& app) {
  if (conversation != 0) {
    RETURN_IF_ERROR(session.open(conversation));
  }
  api::GenerateOptions options = session.options();
  apply_given(app, flags.generate, options);
  if (options != session.options()) {
    RETURN_IF_ERROR(session.set_options(options));
  }
  if (app.count("--system") == 0) return {};
  return session.set_system_prompt(flags.system);
}

int talk(Services& services, ChatFlags& flags, const CLI::App& app) {
  // Before the model, which may take minutes to load.
  auto history = flags.no_history ? ChatHistory::in_memory() : ChatHistory::open(services);
  if (!history.ok()) return fail(services, history.status());
  const auto conversation = chosen_conversation(*history, flags);
  if (!conversation.ok()) return fail(services, conversation.status());

  flags.engine.options.load_draft = true;  // drafting can be switched on later
  const auto model = open_model(services, flags.engine);
  if (!model.ok()) return fail(services, model.status());
  warn_of_thinking(services, flags, *model->engine);
  session::Session session(model->engine.get(), history->store());
  if (const Status status = set_up(session, *conversation, flags, app); !status.ok()) {
    return fail(services, status);
  }
  return run_repl(services, {.engine = *model->engine,
                             .session = session,
                             .history = *history,
                             .model_name = model->name,
                             .show_routing = flags.routing});
}

int run_chat(Services& services, ChatFlags& flags, const CLI::App& app) {
  if (const Status status = check_flags(flags); !status.ok()) {
    return fail(services, status, flags.json || flags.batch);
  }
  if (flags.batch) return run_batch(services, flags);
  if (!flags.prompt) {
    if (flags.json) return fail(services, invalid_argument("--json: needs --prompt or --batch"));
    return talk(services, flags, app);
  }
  auto prompt = read_prompt(services, *flags.prompt);
  if (!prompt.ok()) {
    return fail(services, std::move(prompt).status().with_context("--prompt"), flags.json);
  }
  flags.engine.options.load_draft = drafts(flags);
  auto model = open_model(services, flags.engine);
  if (!model.ok()) return fail(services, model.status(), flags.json);
  warn_of_thinking(services, flags, *model->engine);
  return answer_once(services, flags, std::move(model).value(), std::move(prompt).value());
}

}  // namespace

Command register_chat(CLI::App& app) {
  CLI::App* const chat = app.add_subcommand("chat", "Talk with a model");
  auto flags = std::make_shared<ChatFlags>();
  add_chat_flags(*chat, *flags);
  return {chat, [flags, chat](Services& services) { return run_chat(services, *flags, *chat); }};
}

}  // namespace octant::cli
