#pragma once
// The binomial distribution by its numbers: how often one expert is chosen by T tokens, each of
// which chooses it with probability p independently of the others.

#include <cstdint>
#include <vector>

namespace octant::statistics {

// Probabilities of a range of counts. What is left out at either end has less than 1e-18 each.
class Binomial {
 public:
  // 0 < p < 1, num_trials >= 0. Costs a few hundred exponentials at most.
  Binomial(int64_t num_trials, double p);

  int64_t first() const { return first_; }  // the lowest count that is listed
  int64_t last() const { return first_ + static_cast<int64_t>(pmf_.size()) - 1; }
  double probability(int64_t count) const;  // of exactly so many
  double at_most(int64_t count) const;
  double at_least(int64_t count) const;  // summed from the far end: exact where it is small

 private:
  int64_t first_ = 0;
  std::vector<double> pmf_;      // [last - first + 1]
  std::vector<double> at_most_;  // likewise
  std::vector<double> at_least_;
};

}  // namespace octant::statistics
