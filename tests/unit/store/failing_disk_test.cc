// How it works: a file system of SQLite stands between the desk and the disk and fails the Nth of
// its writes, synchronisations and truncations. For every N a small run must end in an Error, leave
// a sound desk with whole reports, and be completed by running it again.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstring>

#include "sample.h"
#include "tocsin/core/error.h"
#include "tocsin/store/verify.h"

namespace tocsin::store {
namespace {

constexpr const char* kName = "failing";

// A file system of SQLite is reached through plain functions only.
std::int64_t operations = 0;
std::int64_t fail_at = 0;  // 0: never
int fail_with = SQLITE_IOERR_WRITE;

struct File {
  sqlite3_file base;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* own(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return own(file)->real(); }
bool fails() { return ++operations == fail_at || (fail_at > 0 && operations > fail_at); }

int close_file(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int read_file(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, n, at);
}
int write_file(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  return fails() ? fail_with : real(f)->pMethods->xWrite(real(f), from, n, at);
}
int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  return fails() ? SQLITE_IOERR_TRUNCATE : real(f)->pMethods->xTruncate(real(f), size);
}
int sync_file(sqlite3_file* f, int flags) {
  return fails() ? SQLITE_IOERR_FSYNC : real(f)->pMethods->xSync(real(f), flags);
}
int size_file(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int lock_file(sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); }
int unlock_file(sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); }
int check_lock(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int control(sqlite3_file* f, int op, void* arg) {
  return real(f)->pMethods->xFileControl(real(f), op, arg);
}
int sector(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int traits(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int shm_unmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

const sqlite3_io_methods kMethods{2,           close_file, read_file, write_file,  truncate_file,
                                  sync_file,   size_file,  lock_file, unlock_file, check_lock,
                                  control,     sector,     traits,    shm_map,     shm_lock,
                                  shm_barrier, shm_unmap,  nullptr,   nullptr};

sqlite3_vfs* usual() { return sqlite3_vfs_find("unix"); }

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  std::memset(file, 0, sizeof(File));
  const int result = usual()->xOpen(usual(), name, real(file), flags, out);
  if (real(file)->pMethods != nullptr) file->pMethods = &kMethods;
  return result;
}

// Once for the whole program.
void install() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = *usual();
    made.zName = kName;
    made.szOsFile = static_cast<int>(sizeof(File)) + usual()->szOsFile;
    made.xOpen = open_file;
    made.pNext = nullptr;
    return made;
  }();
  sqlite3_vfs_register(&vfs, 0);
}

StoreOptions failing_options() {
  StoreOptions options = sample::options();
  options.open.vfs = kName;
  return options;
}

// Three reports, each in a transaction of its own; ids are acknowledged when they are committed.
void run(const std::filesystem::path& file, std::vector<std::string>& acknowledged) {
  Store store(file, failing_options());
  for (const char* id : {"a", "b", "c"}) {
    Transaction transaction(store.connection());
    sample::put(store, sample::other(id, id));
    transaction.commit();
    acknowledged.emplace_back(id);
  }
}

void check_whole(const std::filesystem::path& file, const std::vector<std::string>& acknowledged) {
  Store store(file, sample::options());
  std::string first;
  verify(store, [&](const Fault& fault) {
    first = fault.what + ": " + fault.message;
    return false;
  });
  CHECK(first == "");
  for (const std::string& id : acknowledged) {
    CAPTURE(id);
    CHECK(store.machine_coding(id).has_value());
    CHECK(store.event(id + "/1").has_value());
  }
  const Counts counts = store.counts();
  CHECK(counts.events == 2 * counts.reports);
  CHECK(counts.uncoded == 0);
}

// Whether the run met the failing operation at all.
bool run_with_failure(std::int64_t at) {
  const sample::Folder folder;
  const auto file = folder / "desk";
  std::vector<std::string> acknowledged;
  operations = 0;
  fail_at = at;
  bool is_clean = true;
  try {
    run(file, acknowledged);
  } catch (const Error& error) {
    is_clean = error.code() == ErrorCode::kNotWritable || error.code() == ErrorCode::kDeskInvalid;
  }
  const bool was_met = operations >= at;
  fail_at = 0;
  CAPTURE(at);
  CHECK(is_clean);
  check_whole(file, acknowledged);
  run(file, acknowledged);
  check_whole(file, {"a", "b", "c"});
  return was_met;
}

TEST_CASE("whichever write, synchronisation or truncation fails, nothing is half written") {
  install();
  std::int64_t failures = 0;
  for (const int error : {SQLITE_IOERR_WRITE, SQLITE_FULL}) {
    fail_with = error;
    std::int64_t at = 1;
    while (run_with_failure(at)) ++at;
    failures += at - 1;
  }
  CHECK(failures > 100);
  MESSAGE(failures << " failures");
}

}  // namespace
}  // namespace tocsin::store
