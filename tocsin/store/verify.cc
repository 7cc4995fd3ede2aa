#include "tocsin/store/verify.h"

#include <array>

#include "tocsin/core/error.h"
#include "tocsin/store/digest.h"
#include "tocsin/store/functions.h"

namespace tocsin::store {
namespace {

constexpr std::array kTriggers{"journal_no_update", "journal_no_delete"};

// Thrown where the caller has seen enough.
struct Enough {};

// One look through a desk.
class Look {
 public:
  Look(Store& store, const std::function<bool(const Fault&)>& on_fault)
      : connection_(store.connection()), store_(store), on_fault_(on_fault) {}

  Verified run() {
    try {
      database();
      journal();
      triggers();
      reports();
      codings();
      raw_bytes();
    } catch (const Enough&) {
      // The faults so far were enough.
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kDeskInvalid) throw;
      on_fault_({"database", error.what()});
    }
    return result_;
  }

 private:
  void fault(const std::string& what, const std::string& message) {
    if (!on_fault_({what, message})) throw Enough{};
  }

  void database() {
    Statement rows = connection_.prepare("PRAGMA integrity_check(10)");
    while (rows.step()) {
      if (rows.text(0) != "ok") fault("database", std::string(rows.text(0)));
    }
  }

  void journal() {
    std::string previous(64, '0');
    std::int64_t expected = 1;
    read_journal(connection_, 0, [&](const JournalRow& row) {
      const std::string what = "journal row " + std::to_string(row.n);
      if (row.n != expected) {
        fault(what, "follows on row " + std::to_string(expected - 1) + ", expected row " +
                        std::to_string(expected));
      } else if (row.previous != previous) {
        fault(what, "does not follow on the row before it: its previous hash is " +
                        row.previous.substr(0, 12) + "…, expected " + previous.substr(0, 12) + "…");
      } else if (hash_of(row) != row.hash) {
        fault(what, "was changed: its hash is " + row.hash.substr(0, 12) + "…, expected " +
                        hash_of(row).substr(0, 12) + "…");
      }
      remember(row);
      previous = row.hash;
      expected = row.n + 1;
      ++result_.journal_rows;
      return true;
    });
    result_.head = previous;
  }

  void remember(const JournalRow& row) {
    if (row.action == action::kAdd) ++added_;
  }

  // The last word of the journal on a report.
  std::string last_word(std::string_view report, std::string_view action) {
    Statement row = connection_.prepare(
        "SELECT after FROM journal WHERE report = ? AND action = ? ORDER BY n DESC LIMIT 1");
    return row.with(report, action).step() ? std::string(row.text(0)) : std::string();
  }

  void triggers() {
    Statement row =
        connection_.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?");
    for (const char* name : kTriggers) {
      if (!row.with(name).step()) {
        fault("trigger " + std::string(name), "is gone, expected it to guard the journal");
      }
      row.reset();
    }
  }

  void reports() {
    Statement rows =
        connection_.prepare("SELECT " + report_columns() + " FROM report r ORDER BY n");
    while (rows.step()) {
      const StoredReport stored = stored_report(rows);
      const std::string expected = last_word(stored.report.id, action::kAdd);
      if (report_digest(stored.report, stored.raw_sha256) != expected) {
        fault("report " + stored.report.id,
              expected.empty() ? "is in no row of the journal" : "is not what came in");
      }
      ++result_.reports;
    }
    if (result_.reports < added_) {
      fault("reports", std::to_string(result_.reports) + " found, expected the " +
                           std::to_string(added_) + " that the journal took in");
    }
  }

  void codings() {
    Statement rows = connection_.prepare(
        "SELECT r.id, c.record FROM report r LEFT JOIN coding c ON c.report = r.n WHERE r.coded = "
        "1 "
        "ORDER BY r.n");
    while (rows.step()) {
      if (sha256(rows.text(1)) != last_word(rows.text(0), action::kCode)) {
        fault("coding of report " + std::string(rows.text(0)), "is not what the machine wrote");
      }
      ++result_.codings;
    }
  }

  void raw_bytes() {
    Statement rows = connection_.prepare("SELECT DISTINCT sha256 FROM raw ORDER BY sha256");
    while (rows.step()) {
      const std::string name(rows.text(0));
      Digest digest;
      store_.each_raw(name, [&](std::string_view bytes) { digest.add(bytes); });
      if (digest.hex() != name) fault("raw bytes " + name.substr(0, 12) + "…", "were changed");
      ++result_.raw_files;
    }
  }

  Connection& connection_;
  Store& store_;
  const std::function<bool(const Fault&)>& on_fault_;
  Verified result_;
  std::int64_t added_ = 0;
};

}  // namespace

Verified verify(Store& store, const std::function<bool(const Fault&)>& on_fault) {
  return Look(store, on_fault).run();
}

}  // namespace tocsin::store
