#pragma once
/// The desk: a store with the engine's knowledge over it. Reports come in, are coded, fused,
/// searched and corrected; everything that any command, export or server shows comes from here.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/event.h"
#include "tocsin/core/filter.h"
#include "tocsin/core/incident.h"
#include "tocsin/store/exchange.h"
#include "tocsin/store/store.h"
#include "tocsin/store/verify.h"

namespace tocsin::fuse {
struct Rules;
}

namespace tocsin::engine {

enum class DeskMode : std::uint8_t { kRead, kWrite, kCreate };

/// When fusion follows a decision.
enum class FollowUp : std::uint8_t {
  kAtOnce,  ///< before the decision is acknowledged
  kLater    ///< somebody calls `fuse_some` soon
};

struct DeskOptions {
  DeskMode mode = DeskMode::kWrite;
  std::filesystem::path data_dir;    ///< knowledge of fusion, codebook, countries
  std::string who;                   ///< whose hand it is; the journal names them
  std::function<std::string()> now;  ///< "2024-03-14T09:30:00Z"; empty: the system's clock
  std::string vfs;                   ///< of SQLite; empty: the usual one
  FollowUp follow_up = FollowUp::kAtOnce;
};

/// A coded report as it stands: the machine's coding with what people decided.
struct DeskReport {
  store::StoredReport stored;
  bool is_coded = false;
  CodedReport coded;  ///< rejected events are left out
  std::vector<Event> rejected;
  std::map<std::string, Review, std::less<>> reviews;  ///< of events that are not open
  std::map<std::string, std::vector<std::string>, std::less<>> corrected;  ///< fields by event
};

/// A write that holds the desk; undone where it is not committed.
using Writing = store::Transaction;

/// What a fusion did.
struct FuseResult {
  std::size_t claims = 0;     ///< that were new
  std::size_t removed = 0;    ///< that were gone
  std::size_t incidents = 0;  ///< that are new or changed
};

/// Threads: one thread at a time. Any number of desks may be open on one file, in any threads and
/// programs: readers never wait, writers wait for each other.
class Desk {
 public:
  /// Throws: Error(kDeskMissing, kDeskInvalid, kDeskTooNew, kDeskBusy, kNotWritable).
  Desk(const std::filesystem::path& file, DeskOptions options);
  ~Desk();
  Desk(Desk&&) noexcept;
  Desk& operator=(Desk&&) noexcept = delete;

  const std::filesystem::path& file() const { return file_; }
  store::Store& store() { return *store_; }

  /// Holds what follows together: all of it or nothing is written.
  Writing begin() { return Writing(store_->connection()); }

  // Taking in.

  /// Takes a report in, not yet coded.
  store::Added add(const Report& report, const std::vector<Diagnostic>& diagnostics = {},
                   const std::string& raw_sha256 = {});
  /// Keeps the bytes of a file; returns their SHA-256. A file of more than `kMostRawBytes` is
  /// hashed and not kept.
  std::string keep_raw(const std::filesystem::path& file);
  std::string keep_raw(std::string_view bytes);
  static constexpr std::uintmax_t kMostRawBytes = std::uintmax_t{64} << 20;
  /// Keeps what `coder` made of a report that is in the desk; decisions about it stand.
  void save(CodedReport coded, const std::string& coder);

  // Looking.

  std::optional<DeskReport> report(std::string_view id);
  /// The machine's own coding, whatever was decided.
  std::optional<CodedReport> machine_coding(std::string_view id);
  void reports(const Filter& filter, const std::function<bool(const store::StoredReport&)>& take);
  void events(const Filter& filter, const std::function<bool(const store::EventRow&)>& take);
  std::int64_t count_events(const Filter& filter);
  /// Each report with the events of it that match, for exports.
  void coded(const Filter& filter, const std::function<bool(const CodedReport&)>& take);
  std::optional<store::EventRow> event(std::string_view id);
  /// An event with its report as it stands.
  std::optional<DeskReport> report_of_event(std::string_view event);
  void incidents(const Filter& filter, const std::function<bool(const Incident&)>& take);
  std::optional<Incident> incident(std::string_view id);
  void claims(const Filter& filter, const std::function<bool(const Claim&)>& take);
  /// Reports whose text copies that of `report`, or is copied by it; known once they are fused.
  std::vector<std::string> copies_of(std::string_view report);
  store::Counts counts() { return store_->counts(); }
  /// Grows with every change of a report or an incident.
  std::int64_t last_change() { return store_->last_change(); }
  std::vector<store::Changed> changes_after(std::int64_t n, std::size_t limit) {
    return store_->changes_after(n, limit);
  }

  // Fusion.

  /// Fuses what is new. `report_progress` is called between groups and says whether to go on;
  /// every group is committed on its own.
  FuseResult fuse(const std::function<bool(const FuseResult&)>& report_progress = {});
  /// Fuses what decisions took away or, where that is done, up to `reports` reports that are new;
  /// false when none is left. Leaves a desk that was never fused as it is: the first time may take
  /// long.
  bool fuse_some(std::size_t reports);

  // Deciding. Each is one row of the journal, and fusion follows where the desk was fused.

  /// Throws: Error(kNotFound, kBadValue).
  store::JournalRow correct(std::string_view event, std::string_view field, std::string_view value,
                            std::string_view why);
  store::JournalRow accept(std::string_view event, std::string_view why);
  store::JournalRow reject(std::string_view event, std::string_view why);
  /// The incidents (or events) are one happening.
  store::JournalRow merge(std::string_view a, std::string_view b, std::string_view why);
  /// The events are another happening than the rest of their incident.
  store::JournalRow split(const std::vector<std::string>& events, std::string_view why);
  /// Takes back the last decision that still stands; nothing where there is none.
  std::optional<store::JournalRow> undo(std::string_view why);
  /// Takes back the decision in row `n`. Throws: Error(kNotFound, kBadValue).
  store::JournalRow undo(std::int64_t n, std::string_view why);
  void journal(std::int64_t first, const std::function<bool(const store::JournalRow&)>& take);

  // Safety.

  /// Hands over every fault, the first bad row first; the callback says whether to go on.
  store::Verified verify(const std::function<bool(const store::Fault&)>& on_fault);
  /// Copies the desk as it is now to a new file, while others may write; false where `progress`,
  /// which hears how much is done in [0,1], said to stop.
  bool backup(const std::filesystem::path& to, const std::function<bool(double)>& progress = {});
  /// Makes a new desk of a backup that is found to be sound.
  static void restore(const std::filesystem::path& from, const std::filesystem::path& to);

 private:
  class Fusion;
  const fuse::Rules& rules();
  Filter completed(Filter filter);
  void index(std::string_view report);
  bool was_fused();
  bool has_unfused();
  void follow_up();
  store::JournalRow note(store::JournalRow row);
  Event event_to_decide(std::string_view event, std::string& report);
  store::JournalRow decide(std::string_view event, std::string_view action, std::string_view why);
  std::vector<std::string> events_of(std::string_view id);
  store::JournalRow tie(const store::Tie& tie, std::string_view why);
  void renew(const store::Tie& tie);
  void take_back(const store::JournalRow& last, std::string_view why);

  std::filesystem::path file_;
  DeskOptions options_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<const fuse::Rules> rules_;
};

/// How a line begins that holds a report with its coding, for another desk.
inline constexpr std::string_view kExchangeMark = store::kExchangeMark;
std::string to_exchange(const CodedReport& coded);
/// Throws: Error(kBadRecord).
CodedReport read_exchange(std::string_view line, const std::string& origin);

}  // namespace tocsin::engine
