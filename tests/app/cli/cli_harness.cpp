#include "tests/app/cli/cli_harness.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <utility>

#include <gtest/gtest.h>

#include "app/cli/cli.h"

namespace octant::cli {

namespace {

// One id a byte.
class ByteCodec : public api::TextCodec {
 public:
  std::vector<int32_t> encode(std::string_view text, bool parse_special) const override {
    if (parse_special && text == "<end>") return {256};
    std::vector<int32_t> ids;
    for (const char byte : text) ids.push_back(static_cast<unsigned char>(byte));
    return ids;
  }
  std::string decode(std::span<const int32_t> ids) const override {
    std::string text;
    for (const int32_t id : ids) text += piece(id);
    return text;
  }
  std::string piece(int32_t id) const override {
    return id == 256 ? "<end>" : std::string(1, static_cast<char>(id));
  }
  int32_t vocab_size() const override { return 257; }
};

Result<store::HistoryStore> open_history(const std::filesystem::path& path) {
  return store::HistoryStore::open({.path = path});
}

std::FILE* file_with(const std::string& content) {
  std::FILE* const file = std::tmpfile();
  EXPECT_NE(file, nullptr);
  EXPECT_EQ(std::fwrite(content.data(), 1, content.size(), file), content.size());
  EXPECT_EQ(std::fflush(file), 0);
  EXPECT_EQ(::lseek(::fileno(file), 0, SEEK_SET), 0);
  return file;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

CliHarness::CliHarness(const std::string& input)
    : stdin_file_(file_with(input)), input_(::fileno(stdin_file_.get()), interrupt) {
  folder_.write("config.json", "{}");
  environment["OCTANT_HOME"] = home().string();
  script.model.architecture = "FakeForCausalLM";
  script.model.device = "cpu (fake)";
  script.model.num_ranks = 2;
  script.model.num_moe_layers = 2;
  script.model.n_routed_experts = 2;
  script.model.vocab_size = 10;
  script.model.has_draft = true;
  script.model.supports_thinking = true;
}

int CliHarness::run(const std::vector<std::string>& arguments) {
  Services services{
      .runtime = {
          .open_engine = [this](const api::EngineOptions& options, const api::OpenHooks& hooks)
              -> Result<std::unique_ptr<api::Engine>> {
            opened = options;
            if (on_open) on_open(hooks);
            if (!open_refused.ok()) return open_refused;
            return std::unique_ptr<api::Engine>(std::make_unique<FakeEngine>(script));
          },
          .inspect =
              [this](const std::string& path) {
                inspected = path;
                return report;
              },
          .plan =
              [this](const api::EngineOptions& options) {
                opened = options;
                return plan;
              },
          .open_text_codec = [this](const std::string&) -> Result<std::unique_ptr<api::TextCodec>> {
            if (!codec_refused.ok()) return codec_refused;
            return std::unique_ptr<api::TextCodec>(std::make_unique<ByteCodec>());
          },
          .synth_shapes =
              [] {
                return std::vector<api::SynthShape>{{"tiny", "two layers"},
                                                    {"demo", "more layers"}};
              },
          .synthesize =
              [this](const api::SynthOptions& options) {
                synthesized = options;
                return synth_status;
              },
          .bench = bench,
          .bench_synthetic = bench_synthetic,
      },
      .open_history = open_history,
      .in = input_,
      .out = out_,
      .err = err_,
      .terminal = terminal,
      .environment = [this](const std::string& name) -> std::optional<std::string> {
        const auto found = environment.find(name);
        if (found == environment.end()) return std::nullopt;
        return found->second;
      },
      .interrupt = interrupt,
  };
  return run_cli(arguments, services);
}

int CliHarness::run_on_model(const std::string& command, const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {command, "--model", model_dir()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

}  // namespace octant::cli
