#include "tocsin/store/sqlite.h"

#include <sqlite3.h>

#include "tocsin/core/error.h"

namespace tocsin::store {
namespace {

// What stands for each of SQLite's results.
ErrorCode code_of(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kDeskBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kDeskInvalid;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return ErrorCode::kNotWritable;
    default:
      return ErrorCode::kInternal;
  }
}

int flags_of(OpenOptions::Mode mode) {
  // Readers of a write-ahead log take part in its index, so that they too open for writing.
  const int common = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  return mode == OpenOptions::Mode::kCreate ? common | SQLITE_OPEN_CREATE : common;
}

}  // namespace

Statement::Statement(Connection& connection, std::string_view sql)
    : connection_(&connection), statement_(connection.take(sql)), sql_(sql) {}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      sql_(std::move(other.sql_)) {}

Statement::~Statement() {
  if (statement_ != nullptr) connection_->give_back(std::move(sql_), statement_);
}

Statement& Statement::bind(int at, std::int64_t value) {
  sqlite3_bind_int64(statement_, at, value);
  return *this;
}

Statement& Statement::bind(int at, double value) {
  sqlite3_bind_double(statement_, at, value);
  return *this;
}

Statement& Statement::bind(int at, std::string_view value) {
  const char* bytes = value.data() == nullptr ? "" : value.data();
  const int result =
      sqlite3_bind_text64(statement_, at, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (result != SQLITE_OK) connection_->fail(result, sql_);
  return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  const int result = sqlite3_bind_blob64(statement_, at, data, bytes.size(), SQLITE_STATIC);
  if (result != SQLITE_OK) connection_->fail(result, sql_);
  return *this;
}

Statement& Statement::bind_null(int at) {
  sqlite3_bind_null(statement_, at);
  return *this;
}

Statement& Statement::bind_or_null(int at, const std::optional<std::int64_t>& value) {
  return value ? bind(at, *value) : bind_null(at);
}

Statement& Statement::bind_or_null(int at, std::string_view value) {
  return value.empty() ? bind_null(at) : bind(at, value);
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  connection_->fail(result, sql_);
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

Connection::Connection(const std::filesystem::path& path, const OpenOptions& options)
    : name_(path.string()) {
  std::error_code ignored;  // what cannot be looked at is not there
  if (options.mode != OpenOptions::Mode::kCreate && !std::filesystem::exists(path, ignored)) {
    throw Error(ErrorCode::kDeskMissing, name_ + ": no such file, expected a desk");
  }
  // Statistics of memory cost a lock at each allocation; they can only be put off before the first
  // database is opened.
  static const int kOnce = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kOnce);
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int result = sqlite3_open_v2(name_.c_str(), &database_, flags_of(options.mode), vfs);
  if (result != SQLITE_OK) {
    const std::string what = database_ ? sqlite3_errmsg(database_) : sqlite3_errstr(result);
    sqlite3_close_v2(database_);
    throw Error(code_of(result), name_ + ": cannot be opened: " + what);
  }
  sqlite3_busy_timeout(database_, options.busy_milliseconds);
}

Connection::~Connection() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close_v2(database_);
}

void Connection::run(std::string_view sql) {
  const std::string text(sql);
  const int result = sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(result, sql);
}

std::optional<std::int64_t> Connection::integer(std::string_view sql) {
  Statement statement = prepare(sql);
  if (!statement.step()) return std::nullopt;
  return statement.optional_integer(0);
}

std::string Connection::text(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? std::string(statement.text(0)) : std::string();
}

std::int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(database_); }

std::int64_t Connection::changed_rows() const { return sqlite3_changes64(database_); }

void Connection::fail(int result, std::string_view doing) const {
  const ErrorCode code = code_of(result);
  std::string message = name_ + ": " + sqlite3_errmsg(database_);
  if (code == ErrorCode::kInternal) message += " in: " + std::string(doing.substr(0, 200));
  throw Error(code, message);
}

sqlite3_stmt* Connection::take(std::string_view sql) {
  if (const auto found = idle_.find(sql); found != idle_.end()) {
    sqlite3_stmt* statement = found->second;
    idle_.erase(found);
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) fail(result, sql);
  return statement;
}

void Connection::give_back(std::string sql, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.emplace(std::move(sql), statement);
}

Transaction::Transaction(Connection& connection)
    : connection_(connection), outer_(sqlite3_get_autocommit(connection.handle()) != 0) {
  if (outer_) connection_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_ || !outer_ || sqlite3_get_autocommit(connection_.handle()) != 0) return;
  sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  if (outer_) connection_.run("COMMIT");
  open_ = false;
}

}  // namespace tocsin::store
