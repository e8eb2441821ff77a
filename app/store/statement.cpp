#include "app/store/statement.h"

#include <sqlite3.h>

#include <fmt/format.h>

#include "app/store/connection.h"

namespace octant::store {

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    release();
    connection_ = other.connection_;
    statement_ = std::exchange(other.statement_, nullptr);
    keep_ = other.keep_;
  }
  return *this;
}

void Statement::release() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);  // repeats the last error, which step() has told
  sqlite3_clear_bindings(statement_);
  // The slot is taken if the same statement was lent twice at a time.
  if (!keep_ || !connection_->idle.try_emplace(sqlite3_sql(statement_), statement_).second) {
    sqlite3_finalize(statement_);
  }
  statement_ = nullptr;
}

Status Statement::bind(int index, int64_t value) {
  const int code = sqlite3_bind_int64(statement_, index, value);
  return code == SQLITE_OK ? Status() : connection_->status(code);
}

Status Statement::bind(int index, double value) {
  const int code = sqlite3_bind_double(statement_, index, value);
  return code == SQLITE_OK ? Status() : connection_->status(code);
}

Status Statement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL, which is not the empty text.
  const char* begin = text.empty() ? "" : text.data();
  const int code =
      sqlite3_bind_text64(statement_, index, begin, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return code == SQLITE_OK ? Status() : connection_->status(code);
}

Status Statement::bind(int index, std::span<const std::byte> blob) {
  const void* begin = blob.empty() ? static_cast<const void*>("") : blob.data();
  const int code = sqlite3_bind_blob64(statement_, index, begin, blob.size(), SQLITE_TRANSIENT);
  return code == SQLITE_OK ? Status() : connection_->status(code);
}

Status Statement::bind_null(int index) {
  const int code = sqlite3_bind_null(statement_, index);
  return code == SQLITE_OK ? Status() : connection_->status(code);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return connection_->status(code);
}

Status Statement::finish() {
  for (;;) {
    ASSIGN_OR_RETURN(const bool has_row, step());
    if (!has_row) return {};
  }
}

void Statement::rewind() {
  sqlite3_reset(statement_);  // repeats the last error, which step() has told
}

int64_t Statement::column_int64(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::column_double(int column) const {
  return sqlite3_column_double(statement_, column);
}

Status Statement::column_text(int column, std::string& text) const {
  const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (begin == nullptr) {
    text.clear();
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return {};
    return connection_->status(SQLITE_NOMEM);
  }
  text.assign(begin, static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
  return {};
}

Status Statement::column_blob(int column, std::vector<std::byte>& blob) const {
  const auto* begin = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  if (begin == nullptr && size > 0) return connection_->status(SQLITE_NOMEM);
  blob.assign(begin, begin + size);
  return {};
}

Status Statement::out_of_range(int column) const {
  return corrupt(fmt::format("{}: {} is out of range", connection_->name,
                             sqlite3_column_name(statement_, column)));
}

}  // namespace octant::store
