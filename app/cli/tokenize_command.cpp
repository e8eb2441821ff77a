#include "app/cli/tokenize_command.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/failure.h"
#include "app/cli/id_list.h"
#include "app/cli/json_text.h"
#include "app/cli/option_values.h"
#include "app/cli/terminal_text.h"
#include "runtime/api/model_list.h"

namespace octant::cli {

namespace {

// Room for any book; a tokenizer needs some ten times its input.
constexpr std::size_t kMaxInputBytes = std::size_t{256} << 20;

struct TokenizeFlags {
  std::string model;
  bool decode = false;
  bool pieces = false;
  bool special = false;
  bool json = false;
};

int encode(Services& services, const TokenizeFlags& flags, const api::TextCodec& codec,
           std::string_view text) {
  const std::vector<int32_t> ids = codec.encode(text, flags.special);
  if (flags.json) {
    nlohmann::ordered_json json;
    json["tokens"] = ids;
    if (flags.pieces) {
      json["pieces"] = nlohmann::ordered_json::array();
      for (const int32_t id : ids) json["pieces"].push_back(codec.piece(id));
    }
    services.out << json_text(json);
  } else if (flags.pieces) {
    for (const int32_t id : ids) {
      services.out << id << "\t" << terminal_line(codec.piece(id)) << "\n";
    }
  } else {
    services.out << ids_text(ids) << "\n";
  }
  return kExitOk;
}

int decode(Services& services, const TokenizeFlags& flags, const api::TextCodec& codec,
           std::string_view text) {
  const auto ids = parse_ids(text, codec.vocab_size());
  if (!ids.ok()) return fail(services, ids.status(), flags.json);
  const std::string decoded = codec.decode(*ids);
  if (flags.json) {
    services.out << json_text({{"text", decoded}});
  } else if (services.terminal.out) {
    services.out << terminal_text(decoded) << "\n";
  } else {
    services.out << decoded;  // a program gets back exactly what was encoded
  }
  return kExitOk;
}

int run_tokenize(Services& services, const TokenizeFlags& flags) {
  if (flags.decode && (flags.pieces || flags.special)) {
    return fail(services, invalid_argument("--decode: does not go with --pieces or --special"));
  }
  const auto found = api::find_model(flags.model, true, services.environment);
  if (!found.ok()) return fail(services, found.status(), flags.json);
  const auto codec = services.runtime.open_text_codec(found->path);
  if (!codec.ok()) return fail(services, codec.status(), flags.json);
  const auto text = services.in.read_all(kMaxInputBytes);
  if (!text.ok()) return fail(services, text.status(), flags.json);
  return flags.decode ? decode(services, flags, **codec, *text)
                      : encode(services, flags, **codec, *text);
}

}  // namespace

Command register_tokenize(CLI::App& app) {
  CLI::App* const tokenize = app.add_subcommand("tokenize", "Text on stdin to token ids, and back");
  auto flags = std::make_shared<TokenizeFlags>();
  add_text(*tokenize, "--model,-m", "PATH", flags->model,
           "Checkpoint folder, a tokenizer.json, or a name in the Hugging Face cache such as "
           "org/model (required)")
      ->required();
  tokenize->add_flag("--decode", flags->decode,
                     "Ids on stdin, separated by white space or commas, to text; byte for byte "
                     "into a file, with control characters escaped on a terminal");
  tokenize->add_flag("--pieces", flags->pieces,
                     "One token a line: its id, a tab, its text, escaped");
  tokenize->add_flag("--special", flags->special,
                     "Names of control tokens in the text become their ids");
  tokenize->add_flag("--json", flags->json, "One JSON document: tokens, pieces; or text");
  return {tokenize, [flags](Services& services) { return run_tokenize(services, *flags); }};
}

}  // namespace octant::cli
