#include "tests/runtime/generate/toy_language.h"

#include <algorithm>
#include <cmath>

namespace octant::test {

ToyLanguage ToyLanguage::quarters(int32_t vocab_size, uint64_t seed) {
  ToyLanguage language(vocab_size);
  RandomStream stream(seed);
  const size_t width = static_cast<size_t>(vocab_size);
  language.rows_.assign(language.num_rows() * width, 0.0f);
  for (size_t row = 0; row < language.num_rows(); ++row) {
    for (int unit = 0; unit < 4; ++unit) {
      language.rows_[row * width + stream.next() % width] += 0.25f;
    }
  }
  return language;
}

ToyLanguage ToyLanguage::random(int32_t vocab_size, double sharpness, uint64_t seed) {
  ToyLanguage language(vocab_size);
  RandomStream stream(seed);
  const size_t width = static_cast<size_t>(vocab_size);
  language.rows_.resize(language.num_rows() * width);
  std::vector<double> weights(width);
  for (size_t row = 0; row < language.num_rows(); ++row) {
    double sum = 0;
    for (double& weight : weights) sum += weight = std::pow(stream.uniform(), sharpness);
    for (size_t i = 0; i < width; ++i) {
      language.rows_[row * width + i] = static_cast<float>(weights[i] / sum);
    }
  }
  return language;
}

ToyLanguage ToyLanguage::blend(const ToyLanguage& a, const ToyLanguage& b, float share) {
  ToyLanguage language = a;
  for (size_t i = 0; i < a.rows_.size(); ++i) {
    language.rows_[i] = (1 - share) * a.rows_[i] + share * b.rows_[i];
  }
  return language;
}

std::span<const float> ToyLanguage::next(std::span<const int32_t> tokens) const {
  const size_t width = static_cast<size_t>(vocab_size_);
  const size_t size = tokens.size();
  const size_t last = size >= 1 ? static_cast<size_t>(tokens[size - 1] + 1) : 0;
  const size_t before = size >= 2 ? static_cast<size_t>(tokens[size - 2] + 1) : 0;
  return std::span(rows_).subspan((last * (width + 1) + before) * width, width);
}

int32_t ToyLanguage::argmax(std::span<const int32_t> tokens) const {
  const std::span<const float> probs = next(tokens);
  return static_cast<int32_t>(std::max_element(probs.begin(), probs.end()) - probs.begin());
}

ToyStep::ToyStep(const ToyLanguage& target, const ToyLanguage& draft, bool greedy_drafts,
                 int32_t num_drafted)
    : target_(target), draft_(draft), greedy_drafts_(greedy_drafts) {
  const size_t k = static_cast<size_t>(num_drafted);
  drafted_.resize(k);
  target_probs_.resize(k + 1);
  if (!greedy_drafts) draft_probs_.resize(k);
}

void ToyStep::fill_row(size_t i, std::span<const int32_t> tokens) {
  target_probs_[i] = TokenProbs::of_all(target_.next(tokens));
  if (i < draft_probs_.size()) draft_probs_[i] = TokenProbs::of_all(draft_.next(tokens));
}

void ToyStep::draft(std::span<const int32_t> tokens, RandomStream& stream) {
  std::vector<int32_t> context(tokens.begin(), tokens.end());
  for (size_t i = 0; i < drafted_.size(); ++i) {
    fill_row(i, context);
    drafted_[i] = greedy_drafts_ ? draft_.argmax(context)
                                 : octant::draw(draft_.next(context), stream.uniform());
    context.push_back(drafted_[i]);
  }
  fill_row(drafted_.size(), context);
}

void ToyStep::set_drafts(std::span<const int32_t> tokens, std::span<const int32_t> drafted) {
  std::vector<int32_t> context(tokens.begin(), tokens.end());
  for (size_t i = 0; i < drafted_.size(); ++i) {
    fill_row(i, context);
    drafted_[i] = drafted[i];
    context.push_back(drafted_[i]);
  }
  fill_row(drafted_.size(), context);
}

AcceptArgs ToyStep::args() const {
  return {.drafted = drafted_, .draft_probs = draft_probs_, .target_probs = target_probs_};
}

double probability(const ToyLanguage& language, std::span<const int32_t> tokens) {
  double p = 1;
  for (size_t i = 0; i < tokens.size(); ++i) {
    p *= double{language.next(tokens.first(i))[static_cast<size_t>(tokens[i])]};
  }
  return p;
}

void append(std::vector<int32_t>& tokens, std::span<const int32_t> drafted, const Acceptance& a) {
  tokens.insert(tokens.end(), drafted.begin(), drafted.begin() + a.num_accepted);
  tokens.push_back(a.next_token);
}

}  // namespace octant::test
