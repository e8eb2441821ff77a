#pragma once
// A prepared statement: bind values, step through rows, read columns.
//
//   ASSIGN_OR_RETURN(Statement statement, db.prepare("SELECT id, title FROM t WHERE folder = ?1"));
//   RETURN_IF_ERROR(statement.bind_all(folder));
//   return statement.for_each_row([&] { return statement.read(id, title); });
//
// It is lent by a Database and must not outlive it. At the end of its life it goes back into the
// Database's cache, reset and unbound: a statement that is forgotten half-way holds no lock.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernels/core/status.h"

struct sqlite3_stmt;

namespace octant::store {

struct Connection;

class Statement {
 public:
  // `keep`: give it back to the connection's cache instead of finalizing it.
  Statement(Connection& connection, sqlite3_stmt* statement, bool keep)
      : connection_(&connection), statement_(statement), keep_(keep) {}
  Statement(Statement&& other) noexcept
      : connection_(other.connection_),
        statement_(std::exchange(other.statement_, nullptr)),
        keep_(other.keep_) {}
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { release(); }

  // Parameters count from 1. Values are copied. Errors: kOutOfMemory, kInvalidArgument (too large).
  Status bind(int index, int64_t value);
  Status bind(int index, double value);
  Status bind(int index, std::string_view text);
  Status bind(int index, std::span<const std::byte> blob);
  Status bind_null(int index);

  // Binds ?1, ?2, ...: integers, bool, floating point, text, bytes; an empty optional is NULL.
  template <typename... Values>
  Status bind_all(const Values&... values);

  // True: at a row; false: at the end. Errors: what the statement may fail with.
  Result<bool> step();
  // Steps to the end, past rows if there are any.
  Status finish();
  // Steps to the end and calls `row`, a Status(), at each row; its failure ends it.
  template <typename Row>
  Status for_each_row(Row&& row);
  // Back to the beginning, for the next values.
  void rewind();

  // Reads the columns of the row from the left. NULL is 0 or empty. Errors: kOutOfMemory; kCorrupt
  // for an integer that does not fit.
  template <typename... Values>
  Status read(Values&... values);

 private:
  template <typename Value>
  Status bind_value(int index, const Value& value);
  template <typename Value>
  Status read_value(int column, Value& value) const;

  int64_t column_int64(int column) const;
  double column_double(int column) const;
  Status column_text(int column, std::string& text) const;
  Status column_blob(int column, std::vector<std::byte>& blob) const;
  Status out_of_range(int column) const;
  void release();

  Connection* connection_;
  sqlite3_stmt* statement_;
  bool keep_;
};

template <typename Row>
Status Statement::for_each_row(Row&& row) {
  for (;;) {
    ASSIGN_OR_RETURN(const bool has_row, step());
    if (!has_row) return {};
    RETURN_IF_ERROR(row());
  }
}

template <typename Value>
struct IsOptional : std::false_type {};
template <typename Value>
struct IsOptional<std::optional<Value>> : std::true_type {};

template <typename Value>
Status Statement::bind_value(int index, const Value& value) {
  if constexpr (IsOptional<Value>::value) {
    return value ? bind_value(index, *value) : bind_null(index);
  } else if constexpr (std::is_integral_v<Value>) {
    return bind(index, static_cast<int64_t>(value));
  } else if constexpr (std::is_floating_point_v<Value>) {
    return bind(index, static_cast<double>(value));
  } else if constexpr (std::convertible_to<Value, std::string_view>) {
    return bind(index, std::string_view(value));
  } else {
    return bind(index, std::span<const std::byte>(value));
  }
}

template <typename... Values>
Status Statement::bind_all(const Values&... values) {
  Status status;
  int index = 0;
  // Stops at the first failure.
  static_cast<void>(((status = bind_value(++index, values)).ok() && ...));
  return status;
}

template <typename Value>
Status Statement::read_value(int column, Value& value) const {
  if constexpr (std::is_same_v<Value, bool>) {
    value = column_int64(column) != 0;
  } else if constexpr (std::is_integral_v<Value>) {
    const int64_t wide = column_int64(column);
    if (!std::in_range<Value>(wide)) return out_of_range(column);
    value = static_cast<Value>(wide);
  } else if constexpr (std::is_floating_point_v<Value>) {
    value = column_double(column);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    return column_text(column, value);
  } else {
    return column_blob(column, value);
  }
  return {};
}

template <typename... Values>
Status Statement::read(Values&... values) {
  Status status;
  int column = 0;
  static_cast<void>(((status = read_value(column++, values)).ok() && ...));
  return status;
}

}  // namespace octant::store
