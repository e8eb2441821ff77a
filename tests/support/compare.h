#pragma once
// How far two results are from each other: two measures over the whole, the worst element, and
// tolerances that follow from lengths and roundings.

#include <cstdint>
#include <span>
#include <string>

#include <gtest/gtest.h>

namespace octant::test {

// 1 - 2 x.y / (x.x + y.y): 0 for equal vectors, about half the squared relative error for close
// ones, 1 for unrelated ones. Both zero: 0. Elements that are not finite in `expected` are left
// out.
double calc_diff(std::span<const float> actual, std::span<const float> expected);
// sum (x - y)^2 / sum y^2. Both zero: 0.
double nmse(std::span<const float> actual, std::span<const float> expected);

struct WorstElement {
  int64_t index = -1;  // -1: no elements
  double difference = 0;
};
// The largest |actual - expected|, among elements that are finite in both.
WorstElement worst_element(std::span<const float> actual, std::span<const float> expected);

// Half the distance between 1 and the next value: the largest relative error of one rounding.
inline constexpr double kUnitF32 = 0x1p-24;
inline constexpr double kUnitBF16 = 0x1p-9;

// Bound on the error of a dot product of `length` terms summed in any order with rounding `unit`:
// each term passes at most `length` roundings, and sum |x_i w_i| <= |x| |w| (Cauchy-Schwarz).
double dot_tolerance(int64_t length, double x_norm, double w_norm, double unit = kUnitF32);

struct Tolerance {
  double worst = 0;  // of |actual - expected| at any element
  double diff = 0;   // of calc_diff
};
// For results of a chain of dot products of `length` terms in all, compared with exact ones, where
// operands are random: an expected element is about |x| |w| / sqrt(length), so the bound of
// dot_tolerance is length^1.5 * unit * rms(expected). Rounding errors of random signs grow as
// sqrt(length) only: with a factor of 8 for safety the relative error of the whole is below
// e = 8 sqrt(length) unit, and calc_diff below e^2. `unit` is the coarsest rounding of an
// intermediate value.
Tolerance chain_tolerance(std::span<const float> expected, int64_t length, double unit = kUnitF32);

// Checks sizes, that NaN and infinities stand at the same places, and both bounds of `tolerance`. A
// failure names `context` (backend, seed), the index, and both values.
testing::AssertionResult is_close(std::span<const float> actual, std::span<const float> expected,
                                  const Tolerance& tolerance, const std::string& context);
void expect_close(std::span<const float> actual, std::span<const float> expected,
                  const Tolerance& tolerance, const std::string& context);

}  // namespace octant::test
