#include "app/store/transaction.h"

namespace octant::store {

Result<Transaction> Transaction::begin(Database& database, Durability durability) {
  if (database.in_transaction()) {
    return internal_error(database.name() + ": a transaction is under way");
  }
  RETURN_IF_ERROR(database.set_durability(durability));
  RETURN_IF_ERROR(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  // SQLite has rolled back by itself after some failures.
  if (database_ == nullptr || !database_->in_transaction()) return;
  // Undoing needs no space. Should it fail all the same, the next begin() tells.
  static_cast<void>(database_->run("ROLLBACK"));
}

Status Transaction::commit() {
  RETURN_IF_ERROR(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace octant::store
