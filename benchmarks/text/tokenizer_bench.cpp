// Throughput of the tokenizer on one thread, in bytes of text a second.
//   BM_Encode/recipe    1.1 MB in many scripts, code, emoji, odd spaces: the golden test's text
//   BM_Encode/english   plain prose, mostly whole vocabulary entries
//   BM_Encode/one_run   1 MB of one letter: a single piece through the heap
// The same texts through Python's `tokenizers` give the figure to compare with; see
// runtime/text/README.md.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/text/tokenizer.h"
#include "tests/runtime/text/recipe_text.h"

namespace octant {
namespace {

std::vector<std::string> recipe_chunks() {
  const test::RecipeText recipe;
  std::vector<std::string> chunks;
  for (uint64_t i = 0; i < recipe.num_chunks(); ++i) chunks.push_back(recipe.chunk(i));
  return chunks;
}

// As many and as long chunks as the recipe has.
std::vector<std::string> english_chunks() {
  std::string chunk;
  for (int i = 0; i < 60; ++i) {
    chunk += "The quick brown fox jumps over the lazy dog, and 1234 experts answer in turn.\n";
  }
  return std::vector<std::string>(256, chunk);
}

void encode_all(benchmark::State& state, const Tokenizer& tokenizer,
                const std::vector<std::string>& chunks) {
  int64_t num_bytes = 0;
  int64_t num_ids = 0;
  for (auto _ : state) {
    for (const std::string& chunk : chunks) {
      const std::vector<int32_t> ids = tokenizer.encode(chunk);
      benchmark::DoNotOptimize(ids.data());
      num_bytes += std::ssize(chunk);
      num_ids += std::ssize(ids);
    }
  }
  state.SetBytesProcessed(num_bytes);
  state.SetItemsProcessed(num_ids);
}

}  // namespace
}  // namespace octant

int main(int argc, char** argv) {
  using octant::Tokenizer;
  auto tokenizer = Tokenizer::parse(octant::test::read_golden("tokenizer.json"), "tokenizer.json");
  if (!tokenizer.ok()) {
    std::cerr << tokenizer.status().to_string() << '\n';
    return 1;
  }
  const std::vector<std::pair<std::string, std::vector<std::string>>> texts = {
      {"recipe", octant::recipe_chunks()},
      {"english", octant::english_chunks()},
      {"one_run", {std::string(1'000'000, 'a')}},
  };
  for (const auto& [name, chunks] : texts) {
    benchmark::RegisterBenchmark(("BM_Encode/" + name).c_str(),
                                 [&tokenizer, &chunks = chunks](benchmark::State& state) {
                                   octant::encode_all(state, **tokenizer, chunks);
                                 });
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
