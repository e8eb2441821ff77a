#pragma once
// Pearson's chi-square test, for tests that compare frequencies with probabilities.

#include <cstdint>
#include <span>

namespace octant::test {

// Regularised upper incomplete gamma function Q(a, x) = Gamma(a, x) / Gamma(a), for a > 0, x >= 0.
// Series for x < a + 1, continued fraction (modified Lentz) beyond; relative error about 1e-12.
// Source: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2.
double upper_gamma(double a, double x);

// Probability that a chi-square variable with `degrees` degrees of freedom is `statistic` or more.
double chi_square_p_value(double statistic, double degrees);

// p-value of the observed counts if each cell has its probability. Cells that are expected fewer
// than five times are pooled into one, as the approximation asks. A count in a cell of probability
// 0 gives p = 0.
double chi_square_test(std::span<const int64_t> observed, std::span<const double> probabilities);

}  // namespace octant::test
