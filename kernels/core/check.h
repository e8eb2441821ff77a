#pragma once
// CHECK(a == b): we are wrong. Prints the expression, both values, file and line, and aborts.
// Always on, in release builds too: while it holds it costs the comparison and nothing else.
// Nothing that a user or a file can cause may reach a CHECK: that is a Status (status.h).

#include <ostream>
#include <sstream>
#include <string>

namespace octant::check_detail {

struct Place {
  const char* file;
  int line;
  const char* expression;
};

[[noreturn]] void fail(const Place& place, const std::string& values);

template <typename T>
std::string print(const T& value) {
  if constexpr (requires(std::ostream & out) { out << value; }) {
    std::ostringstream out;
    out << value;
    return out.str();
  } else {
    return "?";
  }
}

// The outcome of `left op right`; lives as long as the operands, which is the full expression.
template <typename L, typename R>
struct Comparison {
  bool holds;
  const L& left;
  const R& right;

  void require(const Place& place) const {
    if (!holds) [[unlikely]] {
      fail(place, print(left) + " vs " + print(right));
    }
  }
};

// Splits `a == b` into its operands, so that both values can be printed.
template <typename L>
struct Left {
  const L& left;

  template <typename R>
  Comparison<L, R> operator==(const R& r) const {
    return {left == r, left, r};
  }
  template <typename R>
  Comparison<L, R> operator!=(const R& r) const {
    return {left != r, left, r};
  }
  template <typename R>
  Comparison<L, R> operator<(const R& r) const {
    return {left < r, left, r};
  }
  template <typename R>
  Comparison<L, R> operator<=(const R& r) const {
    return {left <= r, left, r};
  }
  template <typename R>
  Comparison<L, R> operator>(const R& r) const {
    return {left > r, left, r};
  }
  template <typename R>
  Comparison<L, R> operator>=(const R& r) const {
    return {left >= r, left, r};
  }

  // CHECK(condition)
  void require(const Place& place) const {
    if (!static_cast<bool>(left)) [[unlikely]] {
      fail(place, "");
    }
  }
};

struct Decompose {
  template <typename L>
  Left<L> operator->*(const L& left) const {
    return {left};
  }
};

}  // namespace octant::check_detail

#define CHECK(expression)                            \
  (::octant::check_detail::Decompose{}->*expression) \
      .require(::octant::check_detail::Place{__FILE__, __LINE__, #expression})
