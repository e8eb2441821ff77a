#include "tests/runtime/text/recipe_text.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace octant::test {

namespace {

class SplitMix64 {
 public:
  explicit SplitMix64(uint64_t seed) : state_(seed) {}
  uint64_t below(uint64_t n) {
    state_ += 0x9E3779B97F4A7C15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % n;
  }

 private:
  uint64_t state_;
};

void append_utf8(uint64_t code_point, std::string& out) {
  const auto put = [&](uint64_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

}  // namespace

std::string read_golden(const std::string& name) {
  std::ifstream in(std::string(OCTANT_GOLDEN_DIR "/tokenizer/") + name, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read tests/golden/tokenizer/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

RecipeText::RecipeText() {
  const nlohmann::json recipe = nlohmann::json::parse(read_golden("recipe.json"));
  seed_ = recipe.at("seed");
  num_chunks_ = recipe.at("num_chunks");
  chunk_bytes_ = recipe.at("chunk_bytes");
  for (const auto& range : recipe.at("ranges")) ranges_.emplace_back(range.at(0), range.at(1));
  for (const auto& weight : recipe.at("weights")) {
    Kind kind{weight.at(0), weight.at(1), {}};
    if (kind.name == "run") {
      kind.choices = recipe.at("runs").get<std::vector<std::string>>();
    } else if (kind.name != "letters" && kind.name != "digits") {
      kind.choices = recipe.at("lists").at(kind.name).get<std::vector<std::string>>();
    }
    kinds_.push_back(std::move(kind));
  }
}

std::string RecipeText::chunk(uint64_t number) const {
  SplitMix64 random(seed_ + number);
  uint64_t total_weight = 0;
  for (const Kind& kind : kinds_) total_weight += kind.weight;
  std::string text;
  while (text.size() < chunk_bytes_) {
    uint64_t draw = random.below(total_weight);
    size_t idx = 0;
    while (draw >= kinds_[idx].weight) draw -= kinds_[idx++].weight;
    const Kind& kind = kinds_[idx];
    if (kind.name == "letters") {
      const auto [low, high] = ranges_[random.below(ranges_.size())];
      const uint64_t length = 1 + random.below(9);
      for (uint64_t i = 0; i < length; ++i) append_utf8(low + random.below(high - low + 1), text);
    } else if (kind.name == "digits") {
      const uint64_t length = 1 + random.below(12);
      for (uint64_t i = 0; i < length; ++i) append_utf8('0' + random.below(10), text);
    } else {
      const std::string& choice = kind.choices[random.below(kind.choices.size())];
      const uint64_t times = kind.name == "run" ? 1 + random.below(40) : 1;
      for (uint64_t i = 0; i < times; ++i) text += choice;
    }
  }
  return text;
}

}  // namespace octant::test
