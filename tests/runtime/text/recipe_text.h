#pragma once
// Test text in many scripts, made from tests/golden/tokenizer/recipe.json: the same bytes as those
// of tests/golden/make_tokenizer_golden.py, so that only hashes of their ids need to be kept.
//
// A chunk is parts one after another until it has `chunk_bytes` bytes or more. Each part takes its
// random numbers from one splitmix64 that begins at `seed` + chunk number, in this order:
//   kind     below(sum of weights): an entry of `weights`, in their order
//   letters  an entry of `ranges`; 1 + below(9) letters, each low + below(high - low + 1)
//   digits   1 + below(12) digits, each below(10)
//   run      an entry of `runs`, then 1 + below(40) times that
//   others   an entry of the list of that name
// below(n) is the next number modulo n.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace octant::test {

class RecipeText {
 public:
  // Reads the recipe of this source tree; throws std::runtime_error if it cannot.
  RecipeText();

  uint64_t num_chunks() const { return num_chunks_; }
  std::string chunk(uint64_t number) const;

 private:
  struct Kind {
    std::string name;
    uint64_t weight = 0;
    std::vector<std::string> choices;  // of letters and digits: empty
  };

  uint64_t seed_ = 0;
  uint64_t num_chunks_ = 0;
  uint64_t chunk_bytes_ = 0;
  std::vector<Kind> kinds_;
  std::vector<std::pair<uint64_t, uint64_t>> ranges_;
};

// tests/golden/tokenizer/NAME, whole; throws std::runtime_error if it cannot be read.
std::string read_golden(const std::string& name);

}  // namespace octant::test
