#include "app/cli/batch.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/cli/answer.h"
#include "app/cli/answer_report.h"
#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/json_text.h"
#include "app/cli/progress_line.h"

namespace octant::cli {

namespace {

using Json = nlohmann::ordered_json;

// Messages nest 3 deep, an id may go deeper; writing a value recurses.
constexpr int kMaxDepth = 16;
// What a message shows of a value or of a field's name.
constexpr std::size_t kMaxShownBytes = 60;

// A value as a message shows it: one line of ASCII, and nothing of what it holds if it is long.
std::string show(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > kMaxShownBytes) text = text.substr(0, kMaxShownBytes) + "...";
  return text;
}

// A field's name likewise, without the quotes unless it is cut.
std::string show_key(const std::string& key) {
  const std::string quoted = show(Json(key));
  return quoted.ends_with("...") ? quoted : quoted.substr(1, quoted.size() - 2);
}

// Watches the parser for what JSON allows and a line must not have.
class ParseWatch {
 public:
  // The parser's callback. Returns whether to keep the value.
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (!problem_.empty()) return false;
    using Event = Json::parse_event_t;
    if (event == Event::object_start) {
      keys_.emplace_back();
    } else if (event == Event::object_end) {
      keys_.pop_back();
    } else if (event == Event::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys_.back().insert(key).second)
        problem_ = show_key(key) + ": occurs twice in one object";
    }
    if (depth >= kMaxDepth) problem_ = fmt::format("nested more than {} levels deep", kMaxDepth);
    return problem_.empty();
  }
  const std::string& problem() const { return problem_; }

 private:
  std::vector<std::set<std::string>> keys_;  // of the objects that are open
  std::string problem_;
};

Result<Json> parse_object(std::string_view text) {
  // The parser takes a zero byte for the end of the text and would ignore what follows.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return corrupt(fmt::format("not valid JSON: a zero byte in column {}", zero + 1));
  }
  ParseWatch watch;
  Json root;
  try {
    root = Json::parse(text.begin(), text.end(),
                       [&watch](int depth, Json::parse_event_t event, Json& parsed) {
                         return watch(depth, event, parsed);
                       });
  } catch (const Json::parse_error& error) {
    return corrupt(fmt::format("not valid JSON in column {}", error.byte));
  } catch (const Json::exception&) {  // the parser's only other error: a number like 1e400
    return corrupt("a number is beyond the range of a double");
  }
  if (!watch.problem().empty()) return corrupt(watch.problem());
  if (!root.is_object()) return corrupt("not an object but " + show(root));
  return root;
}

// `path` is where the object is in its line, with a dot behind: "messages[0]." or nothing.
Status check_fields(const Json& object, std::initializer_list<std::string_view> known,
                    const std::string& path) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      return corrupt(fmt::format("{}{}: unknown field, expected {}", path, show_key(key),
                                 fmt::join(known, ", ")));
    }
  }
  return {};
}

// The text in a field of `object`.
Result<std::string> text_of(const Json& object, const char* key, const std::string& path) {
  const auto field = object.find(key);
  if (field == object.end()) return corrupt(fmt::format("{}{}: missing", path, key));
  if (!field->is_string()) {
    return corrupt(fmt::format("{}{}: {} is not a text", path, key, show(*field)));
  }
  return field->get<std::string>();
}

Result<api::Role> role_of(const Json& message, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string role, text_of(message, "role", path));
  if (role == "system") return api::Role::kSystem;
  if (role == "user") return api::Role::kUser;
  if (role == "assistant") return api::Role::kAssistant;
  return corrupt(
      fmt::format("{}role: {} is not system, user or assistant", path, show(Json(role))));
}

Result<std::vector<api::Message>> parse_messages(const Json& list) {
  if (!list.is_array()) return corrupt(fmt::format("messages: {} is not a list", show(list)));
  if (list.empty()) return corrupt("messages: the list is empty");
  std::vector<api::Message> messages;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!list[i].is_object()) {
      return corrupt(fmt::format("messages[{}]: {} is not an object", i, show(list[i])));
    }
    const std::string path = fmt::format("messages[{}].", i);
    RETURN_IF_ERROR(check_fields(list[i], {"role", "content"}, path));
    ASSIGN_OR_RETURN(const api::Role role, role_of(list[i], path));
    ASSIGN_OR_RETURN(std::string content, text_of(list[i], "content", path));
    messages.push_back({role, std::move(content)});
  }
  if (messages.back().role != api::Role::kUser) {
    return corrupt(
        fmt::format("messages[{}].role: the last message is not the user's", list.size() - 1));
  }
  return messages;
}

// One line, its number left out.
Result<BatchLine> parse_line(std::string_view text) {
  ASSIGN_OR_RETURN(const Json object, parse_object(text));
  RETURN_IF_ERROR(check_fields(object, {"id", "prompt", "messages", "thinking"}, ""));
  BatchLine line;
  if (object.contains("prompt") == object.contains("messages")) {
    return corrupt(object.contains("prompt") ? "prompt: does not go with messages"
                                             : "prompt: missing, and there are no messages");
  }
  if (object.contains("prompt")) {
    ASSIGN_OR_RETURN(std::string prompt, text_of(object, "prompt", ""));
    line.messages.push_back({api::Role::kUser, std::move(prompt)});
  } else {
    ASSIGN_OR_RETURN(line.messages, parse_messages(object["messages"]));
  }
  if (object.contains("thinking")) {
    const Json& thinking = object["thinking"];
    if (!thinking.is_boolean()) {
      return corrupt(fmt::format("thinking: {} is not true or false", show(thinking)));
    }
    line.thinking = thinking.get<bool>();
  }
  if (object.contains("id")) line.id = object["id"];
  return line;
}

std::string place_of(const Batch& batch, const BatchLine& line) {
  return fmt::format("{}:{}", batch.name, line.number);
}

Status parse_lines(std::string_view text, Batch& batch) {
  for (int64_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto parsed = parse_line(line);
    if (!parsed.ok()) {
      return std::move(parsed).status().with_context(fmt::format("{}:{}", batch.name, number));
    }
    parsed->number = number;
    batch.lines.push_back(std::move(parsed).value());
  }
  if (batch.lines.empty()) return corrupt(batch.name + ": there is no line to answer");
  return {};
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return not_found(path + ": cannot be opened");
  std::string text;
  std::array<char, 65536> block;  // few calls, and it fits any stack
  do {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > max_bytes) {
      return unsupported(
          fmt::format("{} has more than {} bytes, the most that is read", path, max_bytes));
    }
  } while (file);
  if (file.bad()) return io_error(path + ": cannot be read");
  return text;
}

Result<std::string> read_stdin(Services& services, std::size_t max_bytes) {
  auto text = services.in.read_all(max_bytes);
  // The command line is right, what came is too much: as for a file.
  if (text.status().code() == StatusCode::kInvalidArgument) {
    return unsupported(std::string(text.status().message()));
  }
  return text;
}

bool wants_thinking(const BatchLine& line, const BatchOptions& options) {
  return line.thinking.value_or(options.generate.thinking);
}

// Once, for the first line that asks for what the model's chat format has not.
void warn_of_thinking(Services& services, const Batch& batch, const BatchOptions& options) {
  for (const BatchLine& line : batch.lines) {
    if (!wants_thinking(line, options)) continue;
    const std::string asked = line.thinking ? place_of(batch, line) + ": thinking" : "--thinking";
    print_reason(services, asked + ": this model's chat format has no such choice");
    return;
  }
}

// Takes the messages of `line`.
api::ChatRequest request_of(BatchLine& line, const BatchOptions& options) {
  api::ChatRequest request;
  request.options = options.generate;
  request.options.thinking = wants_thinking(line, options);
  request.messages = std::move(line.messages);
  if (!options.system.empty() && request.messages.front().role != api::Role::kSystem) {
    request.messages.insert(request.messages.begin(), {api::Role::kSystem, options.system});
  }
  return request;
}

Json result_json(const BatchLine& line, const Result<Answer>& answer, const api::ModelInfo& model,
                 const BatchOptions& options) {
  Json json = Json::object();
  if (line.id) json["id"] = *line.id;
  if (answer.ok()) {
    json.update(answer_json(
        *answer, model,
        {.reasoning = wants_thinking(line, options), .expert_counts = options.routing}));
  } else {
    json["error"] = answer.status().message();
    json["error_kind"] = to_string(answer.status().code());
  }
  return json;
}

}  // namespace

Result<Batch> read_batch(Services& services, const std::string& path, std::size_t max_bytes) {
  const bool from_stdin = path == "-";
  ASSIGN_OR_RETURN(const std::string text,
                   from_stdin ? read_stdin(services, max_bytes) : read_file(path, max_bytes));
  Batch batch{.name = from_stdin ? "standard input" : path, .lines = {}};
  RETURN_IF_ERROR(parse_lines(text, batch));
  return batch;
}

int answer_batch(Services& services, api::Engine& engine, Batch batch,
                 const BatchOptions& options) {
  if (!engine.model().supports_thinking) warn_of_thinking(services, batch, options);
  // Between two answers too Ctrl-C ends the batch and not the process.
  const CatchInterrupts catching(services.interrupt);
  ProgressLine progress(services);
  const std::size_t num_lines = batch.lines.size();
  std::size_t num_done = 0;
  std::size_t num_failed = 0;
  std::string lost;  // why the engine takes no more requests
  for (BatchLine& line : batch.lines) {
    if (services.interrupt.take()) return fail(services, cancelled("interrupted"));
    progress.show(fmt::format("answering, {} of {}", num_done + 1, num_lines));
    const auto answer = generate_answer(engine, request_of(line, options), services.interrupt, {});
    progress.clear();
    services.out << json_line(result_json(line, answer, engine.model(), options)) << std::flush;
    if (!services.out) return fail(services, io_error("standard output cannot be written"));
    ++num_done;
    if (answer.ok() && answer->done.reason == api::FinishReason::kCancelled) {
      return fail(services, cancelled("interrupted"));
    }
    if (!answer.ok() || answer->done.reason == api::FinishReason::kError) ++num_failed;
    if (answer.ok() && answer->engine_lost) {
      lost = fmt::format(", {} were not tried: {}", num_lines - num_done, answer->done.error);
      break;
    }
  }
  if (num_failed == 0) return kExitOk;
  print_reason(services,
               fmt::format("{}: {} of {} lines failed{}", batch.name, num_failed, num_lines, lost));
  return kExitFailed;
}

}  // namespace octant::cli
