#pragma once
/// A thin hold on SQLite: connections, statements and transactions that close themselves, and
/// failures as Error.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tocsin::store {

class Connection;

/// A prepared statement on loan; it goes back to its connection, reset, when it is destroyed.
class Statement {
 public:
  Statement(Connection& connection, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;

  /// Parameters count from 1. Text is not copied: it must live until the statement is stepped.
  Statement& bind(int at, std::int64_t value);
  Statement& bind(int at, int value) { return bind(at, static_cast<std::int64_t>(value)); }
  Statement& bind(int at, double value);
  Statement& bind(int at, std::string_view value);
  Statement& bind(int at, const std::string& value) { return bind(at, std::string_view(value)); }
  Statement& bind(int at, const char* value) { return bind(at, std::string_view(value)); }
  Statement& bind_blob(int at, std::string_view bytes);
  Statement& bind_null(int at);
  /// Null where there is no value, or where the text is empty.
  Statement& bind_or_null(int at, const std::optional<std::int64_t>& value);
  Statement& bind_or_null(int at, std::string_view value);

  template <typename... Values>
  Statement& with(const Values&... values) {
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }

  /// Whether there is another row. Throws: Error.
  bool step();
  /// Runs to the end and makes the statement ready for new values.
  void run();
  void reset();

  /// Columns count from 0; a null gives 0 or "". Views live until the next step.
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  bool is_null(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;

 private:
  Connection* connection_;
  sqlite3_stmt* statement_;
  std::string sql_;
};

/// How a database is opened.
struct OpenOptions {
  enum class Mode : std::uint8_t { kRead, kWrite, kCreate } mode = Mode::kWrite;
  std::string vfs;                ///< of SQLite; empty: the usual one
  int busy_milliseconds = 10000;  ///< how long a lock of another program is waited for
};

/// Threads: used by one thread at a time.
class Connection {
 public:
  /// Throws: Error(kDeskMissing, kDeskInvalid, kNotWritable).
  Connection(const std::filesystem::path& path, const OpenOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs statements that give no rows.
  void run(std::string_view sql);
  Statement prepare(std::string_view sql) { return Statement(*this, sql); }
  /// The first column of the first row; nothing where there is no row or a null.
  std::optional<std::int64_t> integer(std::string_view sql);
  std::string text(std::string_view sql);

  std::int64_t last_row() const;
  std::int64_t changed_rows() const;
  sqlite3* handle() const { return database_; }
  const std::string& name() const { return name_; }

  /// Throws the Error that stands for what SQLite last said.
  [[noreturn]] void fail(int result, std::string_view doing) const;

 private:
  friend class Statement;
  sqlite3_stmt* take(std::string_view sql);
  void give_back(std::string sql, sqlite3_stmt* statement);

  std::string name_;
  sqlite3* database_ = nullptr;
  std::multimap<std::string, sqlite3_stmt*, std::less<>> idle_;
};

/// A write transaction, taken at once so that it never has to be given up half-way; rolled back
/// where it is not committed. Within another one it does nothing of its own.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Returns when what was written is on the disk. Throws: Error; then nothing was written, or, if
  /// the disk itself failed, it is unknown and the work must be done again.
  void commit();

 private:
  Connection& connection_;
  bool outer_;
  bool open_ = true;
};

}  // namespace tocsin::store
