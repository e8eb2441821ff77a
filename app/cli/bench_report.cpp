#include "app/cli/bench_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/json_text.h"
#include "app/cli/terminal_text.h"

namespace octant::cli {

namespace {

// Which fields a case has.
struct Fields {
  explicit Fields(const api::BenchCase& result)
      : tokens(result.name != "load"),
        rates(result.name == "prefill" || result.name == "decode"),
        draft(result.name == "decode" || result.name == "telemetry"),
        bytes_per_token(result.name == "decode" && result.draft == "off"),
        gigabytes(bytes_per_token || result.name == "load"),
        // 0: what reads the weights is not this machine's threads.
        bandwidth(result.bandwidth_gigabytes_per_second > 0),
        share(bytes_per_token && bandwidth),
        acceptance(result.name == "decode" && result.draft != "off"),
        overhead(result.name == "telemetry") {}

  bool tokens;  // with context and repetitions
  bool rates;
  bool draft;
  bool bytes_per_token;
  bool gigabytes;
  bool bandwidth;
  bool share;
  bool acceptance;
  bool overhead;
};

// The widths fit a million tokens, and 99999.99 tokens or GB a second.
constexpr const char* kRow = "{:<9} {:>7} {:>8} {:>8} {:>5} {:>9} {:>9} {:>9} {:>8} {:>9} {:>6}";

std::string cell(bool applies, const std::string& value) {
  return applies ? value : "-";
}
std::string rate_cell(bool applies, double value) {
  return cell(applies, fmt::format("{:.2f}", value));
}
std::string percent(double share) {
  return fmt::format("{:.1f}%", 100 * share);
}

}  // namespace

std::string bench_json_line(const api::BenchCase& result) {
  const Fields has(result);
  nlohmann::ordered_json json;
  json["version"] = OCTANT_VERSION;
  json["name"] = result.name;
  json["model"] = result.model;
  json["device"] = result.device;
  json["ranks"] = result.ranks;
  json["threads"] = result.threads;
  if (has.draft) json["draft"] = result.draft;
  if (has.tokens) {
    json["context"] = result.context;
    json["tokens"] = result.tokens;
    json["repetitions"] = result.repetitions;
  }
  if (has.rates) {
    json["tokens_per_second"] = result.tokens_per_second;
    json["tokens_per_second_p10"] = result.tokens_per_second_p10;
    json["tokens_per_second_p90"] = result.tokens_per_second_p90;
  }
  if (has.bytes_per_token) json["bytes_per_token"] = result.bytes_per_token;
  if (has.gigabytes) json["gigabytes_per_second"] = result.gigabytes_per_second;
  if (has.bandwidth) {
    json["bandwidth_gigabytes_per_second"] = result.bandwidth_gigabytes_per_second;
  }
  if (has.share) json["share_of_bandwidth"] = result.share_of_bandwidth;
  if (has.acceptance) json["acceptance"] = result.acceptance;
  if (has.overhead) json["overhead"] = result.overhead;
  return json_line(json);
}

std::string bench_table_head(const api::BenchCase& first, const api::BenchOptions& options) {
  std::string text =
      fmt::format("{} on {}, {} {}; {} {}\n", terminal_line(first.model),
                  terminal_line(first.device), first.ranks, first.ranks == 1 ? "rank" : "ranks",
                  options.repetitions, options.repetitions == 1 ? "repetition" : "repetitions");
  text +=
      "tok/s: tokens a second, the median; p10 and p90 beside it\n"
      "GB/s: weights and cache that decoding read; of load, the weights as they were loaded\n"
      "bandwidth: GB/s that the same threads read from memory, measured in the same run\n"
      "share: GB/s of decoding as a share of that bandwidth\n\n";
  return text +
         fmt::format(kRow, "case", "threads", "context", "tokens", "draft", "tok/s", "p10", "p90",
                     "GB/s", "bandwidth", "share") +
         "\n";
}

std::string bench_table_row(const api::BenchCase& result) {
  const Fields has(result);
  std::string text = fmt::format(
      kRow, result.name, result.threads, cell(has.tokens, std::to_string(result.context)),
      cell(has.tokens, std::to_string(result.tokens)), cell(has.draft, result.draft),
      rate_cell(has.rates, result.tokens_per_second),
      rate_cell(has.rates, result.tokens_per_second_p10),
      rate_cell(has.rates, result.tokens_per_second_p90),
      rate_cell(has.gigabytes, result.gigabytes_per_second),
      rate_cell(has.bandwidth, result.bandwidth_gigabytes_per_second),
      cell(has.share, percent(result.share_of_bandwidth)));
  if (has.acceptance) text += fmt::format("  {} of drafts accepted", percent(result.acceptance));
  if (has.overhead) text += fmt::format("  {:+.1f}% time a token", 100 * result.overhead);
  return text + "\n";
}

std::string bench_progress(const api::BenchOptions& options, int64_t num_done) {
  // With each number of threads: a load, then these.
  const int64_t num_cases = 1 + std::ssize(options.prompts) +
                            std::ssize(options.contexts) * std::ssize(options.drafts) +
                            (options.telemetry ? 1 : 0);
  if (num_done % num_cases == 0) return "loading the model";
  return fmt::format("measuring, case {} of {}", num_done + 1,
                     num_cases * std::ssize(options.threads));
}

}  // namespace octant::cli
