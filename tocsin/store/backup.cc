#include "tocsin/store/backup.h"

#include <sqlite3.h>

#include <memory>

#include "tocsin/core/error.h"
#include "tocsin/store/verify.h"

namespace tocsin::store {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesAtOnce = 1024;

void refuse_existing(const fs::path& to) {
  std::error_code ignored;  // what cannot be looked at cannot be written either
  if (fs::exists(to, ignored)) {
    throw Error(ErrorCode::kNotWritable, to.string() + ": is there already, expected a new file");
  }
}

fs::path partial(const fs::path& to) {
  fs::path path = to;
  path += ".part";
  return path;
}

void remove_database(const fs::path& file) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::error_code ignored;  // what is not there needs no removal
    fs::remove(fs::path(file.string() + ending), ignored);
  }
}

// One step after the other; false where the callback stopped it.
bool copy(Connection& from, Connection& to, const std::function<bool(double)>& progress) {
  const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
      sqlite3_backup_init(to.handle(), "main", from.handle(), "main"), sqlite3_backup_finish);
  if (!copying) to.fail(sqlite3_errcode(to.handle()), "backup");
  while (true) {
    const int result = sqlite3_backup_step(copying.get(), kPagesAtOnce);
    if (result == SQLITE_DONE) return true;
    if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED) {
      to.fail(result, "backup");
    }
    if (result != SQLITE_OK) sqlite3_sleep(20);
    const int all = sqlite3_backup_pagecount(copying.get());
    const double done = all == 0 ? 0 : 1 - double(sqlite3_backup_remaining(copying.get())) / all;
    if (progress && !progress(done)) return false;
  }
}

void expect_sound(const fs::path& file) {
  Store store(file, {});
  std::string first;
  verify(store, [&](const Fault& fault) {
    first = fault.what + ": " + fault.message;
    return false;
  });
  if (!first.empty()) throw Error(ErrorCode::kDeskInvalid, file.string() + ": " + first);
}

}  // namespace

bool backup(Store& store, const fs::path& to, const std::function<bool(double)>& progress) {
  refuse_existing(to);
  const fs::path part = partial(to);
  remove_database(part);
  bool is_whole = false;
  try {
    // A reader's view stays as it is while others write: the copy is that of one moment.
    store.connection().run("BEGIN");
    store.connection().integer("SELECT count(*) FROM sqlite_schema");
    Connection target(part, {OpenOptions::Mode::kCreate, "", 10000});
    is_whole = copy(store.connection(), target, progress);
    store.connection().run("COMMIT");
    if (is_whole) target.run("PRAGMA journal_mode = DELETE");
  } catch (...) {
    if (sqlite3_get_autocommit(store.connection().handle()) == 0) {
      sqlite3_exec(store.connection().handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    remove_database(part);
    throw;
  }
  if (is_whole) {
    fs::rename(part, to);
  } else {
    remove_database(part);
  }
  return is_whole;
}

void restore(const fs::path& from, const fs::path& to) {
  refuse_existing(to);
  const fs::path part = partial(to);
  remove_database(part);
  {
    Connection source(from, {OpenOptions::Mode::kRead, "", 10000});
    Connection target(part, {OpenOptions::Mode::kCreate, "", 10000});
    copy(source, target, {});
  }
  try {
    expect_sound(part);
  } catch (...) {
    remove_database(part);
    throw;
  }
  fs::rename(part, to);
}

}  // namespace tocsin::store
