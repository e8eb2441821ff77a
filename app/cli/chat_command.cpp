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
#include "app/cli/engine_flags.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/generate_flags.h"
#include "app/cli/json_text.h"
#include "app/cli/open_model.h"
#include "app/cli/option_values.h"
#include "app/cli/repl.h"

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

int run_chat(Services& services, ChatFlags& flags) {
  if (flags.batch) return run_batch(services, flags);
  if (flags.json && !flags.prompt) {
    return fail(services, invalid_argument("--json: needs --prompt or --batch"));
  }
  std::string prompt;
  if (flags.prompt) {
    auto text = read_prompt(services, *flags.prompt);
    if (!text.ok()) {
      return fail(services, std::move(text).status().with_context("--prompt"), flags.json);
    }
    prompt = std::move(text).value();
  }
  // A conversation can switch drafting on later; a single answer knows what it needs.
  flags.engine.options.load_draft = !flags.prompt || drafts(flags);

  auto model = open_model(services, flags.engine);
  if (!model.ok()) return fail(services, model.status(), flags.json);
  if (flags.generate.thinking && !model->engine->model().supports_thinking) {
    print_reason(services, "--thinking: this model's chat format has no such choice");
  }
  if (flags.prompt) {
    return answer_once(services, flags, std::move(model).value(), std::move(prompt));
  }
  return run_repl(services, {.engine = *model->engine,
                             .model_name = model->name,
                             .system = flags.system,
                             .options = flags.generate,
                             .show_routing = flags.routing});
}

}  // namespace

Command register_chat(CLI::App& app) {
  CLI::App* const chat = app.add_subcommand("chat", "Talk with a model");
  auto flags = std::make_shared<ChatFlags>();
  add_chat_flags(*chat, *flags);
  return {chat, [flags](Services& services) { return run_chat(services, *flags); }};
}

}  // namespace octant::cli
