#pragma once
// A write transaction that is undone unless it is committed.
//
// It takes the write lock at once (BEGIN IMMEDIATE): one that begins by reading could be refused
// half-way. After a failure, of commit() too, the destructor leaves the database as it was.

#include <utility>

#include "app/store/database.h"
#include "kernels/core/status.h"

namespace octant::store {

class Transaction {
 public:
  // `database` must outlive the transaction and have none under way. Errors: kIo if another
  // connection keeps the lock for longer than the busy timeout.
  static Result<Transaction> begin(Database& database, Durability durability);

  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // Errors: kIo, e.g. for a full disk; then nothing of it was kept.
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}

  Database* database_;
};

}  // namespace octant::store
