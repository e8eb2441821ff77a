#pragma once
// `octant chat --batch`: the lines of a JSONL file, each answered with one JSON line.
//
// In. A line is one object; lines of white space alone are skipped:
//   line    = {"id"?: any value, "prompt": text, "thinking"?: bool}
//           | {"id"?: any value, "messages": [message, ...], "thinking"?: bool}
//   message = {"role": "system" | "user" | "assistant", "content": text}
// The last message is the user's. A field that is not named here is refused: a misspelt one must
// not go unseen through thousands of answers.
//
// Out, in the order of the file, each written before the next is begun:
//   {"id": as given, ...answer_json()}                        an answer, also one that failed
//   {"id": as given, "error": text, "error_kind": text}       a request that the engine refused

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/services.h"
#include "kernels/core/status.h"
#include "runtime/api/chat.h"
#include "runtime/api/engine.h"
#include "runtime/api/options.h"

namespace octant::cli {

struct BatchLine {
  int64_t number = 0;                        // in the file, from 1
  std::optional<nlohmann::ordered_json> id;  // none: the answer has none either
  std::vector<api::Message> messages;        // at least one
  std::optional<bool> thinking;              // none: as for the whole batch
};

struct Batch {
  std::string name;              // for messages: the path as given, or "standard input"
  std::vector<BatchLine> lines;  // at least one
};

// What holds for every line.
struct BatchOptions {
  api::GenerateOptions generate;
  std::string system;    // put first unless a line's messages begin with one; empty: none
  bool routing = false;  // adds routing.expert_counts
};

// Reads and checks the whole file; `path` "-" is standard input. Errors, for the first line that is
// wrong: kCorrupt, "prompts.jsonl:12: messages[0].role: ..."; kCorrupt if there is no line at all;
// kUnsupported above `max_bytes`; kNotFound, kIo, kCancelled.
Result<Batch> read_batch(Services& services, const std::string& path, std::size_t max_bytes);

// Answers every line on standard output and returns the exit code: kExitOk if all lines have an
// answer; kExitInterrupted after Ctrl-C, which ends with the answer so far; else kExitFailed, with
// the number of lines that failed on stderr. A line that fails does not stop the rest, unless the
// engine is lost.
int answer_batch(Services& services, api::Engine& engine, Batch batch, const BatchOptions& options);

}  // namespace octant::cli
