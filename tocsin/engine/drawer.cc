#include "tocsin/engine/drawer.h"

#include <algorithm>

#include "tocsin/store/schema.h"
#include "tocsin/store/sqlite.h"

namespace tocsin::engine {
namespace {

constexpr std::string_view kColumns = "n, id, record, at, version";

Kept kept(const store::Statement& row) {
  return {row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
          std::string(row.text(3)), row.integer(4)};
}

}  // namespace

struct Drawer::State {
  explicit State(const std::filesystem::path& desk) : connection(desk, {}) {
    store::configure(connection);
    store::migrate(connection);
  }
  std::optional<Kept> get(std::string_view kind, std::string_view id) {
    store::Statement row = connection.prepare("SELECT " + std::string(kColumns) +
                                              " FROM drawer WHERE kind = ? AND id = ?");
    row.with(kind, id);
    if (!row.step()) return std::nullopt;
    return kept(row);
  }
  store::Connection connection;
};

Drawer::Drawer(const std::filesystem::path& desk) : state_(std::make_unique<State>(desk)) {}
Drawer::~Drawer() = default;
Drawer::Drawer(Drawer&&) noexcept = default;
Drawer& Drawer::operator=(Drawer&&) noexcept = default;

std::optional<Kept> Drawer::get(std::string_view kind, std::string_view id) {
  return state_->get(kind, id);
}

std::vector<Kept> Drawer::list(std::string_view kind, std::size_t limit, std::int64_t before) {
  store::Statement rows =
      state_->connection.prepare("SELECT " + std::string(kColumns) +
                                 " FROM drawer WHERE kind = ? AND n < ? ORDER BY n DESC LIMIT ?");
  const auto most = static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX));
  rows.with(kind, before, most);
  std::vector<Kept> result;
  while (rows.step()) result.push_back(kept(rows));
  return result;
}

std::int64_t Drawer::count(std::string_view kind) {
  store::Statement row = state_->connection.prepare("SELECT count(*) FROM drawer WHERE kind = ?");
  row.with(kind);
  row.step();
  return row.integer(0);
}

Kept Drawer::put(std::string_view kind, std::string_view id, std::string_view record) {
  store::Transaction transaction(state_->connection);
  state_->connection
      .prepare(
          "INSERT INTO drawer(kind, id, record, at, version) "
          "VALUES(?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 1) "
          "ON CONFLICT(kind, id) DO UPDATE SET "
          "record = excluded.record, at = excluded.at, version = version + 1")
      .with(kind, id, record)
      .run();
  const Kept result = *state_->get(kind, id);
  transaction.commit();
  return result;
}

std::optional<Kept> Drawer::put_over(std::string_view kind, std::string_view id,
                                     std::string_view record, std::int64_t version) {
  store::Transaction transaction(state_->connection);
  const std::optional<Kept> there = state_->get(kind, id);
  if ((there ? there->version : 0) != version) return std::nullopt;
  Kept result = put(kind, id, record);
  transaction.commit();
  return result;
}

bool Drawer::remove(std::string_view kind, std::string_view id) {
  store::Transaction transaction(state_->connection);
  state_->connection.prepare("DELETE FROM drawer WHERE kind = ? AND id = ?").with(kind, id).run();
  const bool was_there = state_->connection.changed_rows() > 0;
  transaction.commit();
  return was_there;
}

void Drawer::remove_older(std::string_view kind, std::string_view at) {
  store::Transaction transaction(state_->connection);
  state_->connection.prepare("DELETE FROM drawer WHERE kind = ? AND at < ?").with(kind, at).run();
  transaction.commit();
}

std::string Drawer::fresh_id(std::string_view prefix) {
  store::Transaction transaction(state_->connection);
  const std::string name = "drawer " + std::string(prefix);
  state_->connection
      .prepare(
          "INSERT INTO counter(name, value) VALUES(?, 1) "
          "ON CONFLICT(name) DO UPDATE SET value = value + 1")
      .with(name)
      .run();
  store::Statement row = state_->connection.prepare("SELECT value FROM counter WHERE name = ?");
  row.with(name);
  row.step();
  const std::string id = std::string(prefix) + std::to_string(row.integer(0));
  row.reset();
  transaction.commit();
  return id;
}

std::int64_t Drawer::data_version() {
  return state_->connection.integer("PRAGMA data_version").value_or(0);
}

}  // namespace tocsin::engine
