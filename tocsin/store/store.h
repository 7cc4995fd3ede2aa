#pragma once
/// A desk's database: reports with their raw bytes, codings, events, claims, incidents, journal. It
/// knows the records of core/ and no stage.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/event.h"
#include "tocsin/core/filter.h"
#include "tocsin/core/incident.h"
#include "tocsin/store/decisions.h"
#include "tocsin/store/journal.h"
#include "tocsin/store/sqlite.h"

namespace tocsin::store {

struct StoreOptions {
  OpenOptions open;
  std::function<std::string()> now;  ///< "2024-03-14T09:30:00Z"; empty: the system's clock
};

/// What is known of a report besides its coding.
struct StoredReport {
  std::int64_t n = 0;
  Report report;
  std::string captured;    ///< when the desk took it in
  std::string raw_sha256;  ///< of the bytes it was read from; empty where they were not kept
  bool is_coded = false;
  std::vector<Diagnostic> diagnostics;  ///< of its reading
};

enum class Arrival : std::uint8_t { kNew, kKnown };

struct Added {
  std::string id;  ///< the report's id in the desk
  Arrival arrival = Arrival::kNew;
  bool is_coded = false;
};

/// An event as lists show it.
struct EventRow {
  std::int64_t n = 0;
  std::string id;
  std::string report;
  std::string type;
  std::string mode;
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  double confidence = 0;
  std::optional<Date> start;
  std::optional<Date> end;
  std::optional<Date> published;
  std::string captured;
  std::string language;
  std::string source;
  std::string place;
  std::optional<double> lat;
  std::optional<double> lon;
  Review review = Review::kOpen;
  bool is_corrected = false;
  std::string incident;               ///< empty before fusion
  std::string words;                  ///< of its sentence, as indexed
  std::uint32_t first_character = 0;  ///< of its trigger, in code points of the report's text
  std::uint32_t end_character = 0;
  std::string cursor;  ///< to go on after this row
};

/// A claim as the desk keeps it; what the bytes mean is known to the engine.
struct ClaimRow {
  std::int64_t n = 0;
  std::string bytes;
  std::int64_t component = 0;
  std::int64_t cluster = 0;
  std::int64_t incident = 0;  ///< the number of its incident; 0 before fusion
};

struct ClaimBytes {
  std::string event;  ///< id of the event; that of a whole report ends in "/0"
  std::string bytes;
};

/// A claim that fusion knows and that is no more.
struct RemovedRow {
  std::int64_t row = 0;
  std::int64_t claim = 0;  ///< the number it had; a new claim may have it by now
  std::string bytes;
  std::int64_t component = 0;
  std::int64_t incident = 0;
};

/// Events that people said are one happening, or are not.
struct Tie {
  bool joins = false;
  std::vector<std::string> these;  ///< ids of events
  std::vector<std::string> those;
};

struct RemovedIncident {
  std::string id;
  std::string type;
  std::string record;
};

/// A key of a claim.
using KeyRow = std::pair<std::uint64_t, std::int64_t>;

struct Changed {
  std::int64_t n = 0;
  std::string kind;  ///< "report", "incident"
  std::string id;
  std::string what;  ///< "added", "coded", "changed", "gone"
};

/// How much a desk holds.
struct Counts {
  std::int64_t reports = 0;
  std::int64_t uncoded = 0;
  std::int64_t events = 0;
  std::int64_t rejected = 0;
  std::int64_t incidents = 0;
  std::int64_t unfused = 0;  ///< claims that fusion has not seen
  std::int64_t journal = 0;
};

/// Threads: one thread at a time; any number of Stores may hold one desk, each in its own thread or
/// program, readers never waiting for a writer.
class Store {
 public:
  /// Throws: Error(kDeskMissing, kDeskInvalid, kDeskTooNew, kDeskBusy, kNotWritable).
  Store(const std::filesystem::path& path, StoreOptions options);

  Connection& connection() { return connection_; }
  std::string now() const;

  // Reports.

  /// Takes a report in. The same text of the same outlet is the report that is there already; an id
  /// that another text has gets "~2", "~3".
  Added add(const Report& report, const std::vector<Diagnostic>& diagnostics,
            const std::string& raw_sha256, const std::string& who);
  /// The report that `add` would find to be the same.
  std::optional<Added> known(const Report& report);
  /// `wanted`, or with "~2", "~3" after it where another report has that id.
  std::string free_id(const std::string& wanted);
  bool has_raw(std::string_view sha256);
  /// Pieces count from 0.
  void put_raw(std::string_view sha256, std::int64_t piece, std::string_view bytes);
  void each_raw(std::string_view sha256, const std::function<void(std::string_view)>& take);
  std::optional<StoredReport> report(std::string_view id);
  std::optional<StoredReport> report_number(std::int64_t n);
  /// Numbers of reports after `after` that were not coded.
  std::vector<std::int64_t> uncoded(std::int64_t after, std::size_t limit);
  /// From the first to the last date of the reports that came with `report`: of the same file or
  /// folder, and taken in near it. Nothing where none of them has a date.
  std::optional<DateInterval> days_beside(const StoredReport& report);
  std::vector<std::int64_t> reports_after(std::int64_t after, std::size_t limit);

  // Codings.

  /// Keeps the machine's coding; ids of events are made to follow on those of an earlier one.
  void save_coding(CodedReport& coded, const std::string& coder);
  std::optional<CodedReport> machine_coding(std::string_view report);
  std::optional<Judged> judged(std::string_view report);
  std::string report_of_event(std::string_view event);

  /// Renews the rows of a report's events and claims. Claims that fusion knows and that change or
  /// go are kept for it as removed.
  void index(const Judged& judged, const std::vector<ClaimBytes>& claims);

  // Lists. The callback says whether to go on.

  void events(const Filter& filter, const std::function<bool(const EventRow&)>& take);
  void reports(const Filter& filter, const std::function<bool(const StoredReport&)>& take);
  void incidents(const Filter& filter, const std::function<bool(const Incident&)>& take);
  /// Each report with the events of it that match, in order of arrival.
  void matches(
      const Filter& filter,
      const std::function<bool(std::int64_t report, const std::vector<std::string>&)>& take);
  std::int64_t count_events(const Filter& filter);
  void claims(const Filter& filter, const std::function<bool(std::string_view bytes)>& take);
  std::optional<EventRow> event(std::string_view id);

  // Incidents and what fusion keeps of claims.

  std::optional<Incident> incident(std::string_view id);
  /// The incident that the event is told in; empty where there is none.
  std::string incident_of(std::string_view event);
  /// The claims of the first `reports` reports with claims that fusion has not seen.
  std::vector<std::int64_t> new_claims(std::size_t reports);
  std::optional<ClaimRow> claim(std::int64_t n);
  std::int64_t component_of(std::int64_t claim);
  std::int64_t claim_number(std::string_view event);
  std::int64_t whole_report_claim(std::string_view report);
  /// Claims of events that hold a key; those of whole reports have numbers below 0.
  std::vector<std::int64_t> holders(std::uint64_t key, std::size_t limit);
  std::vector<std::int64_t> whole_report_holders(std::uint64_t key, std::size_t limit);
  std::vector<std::int64_t> members(std::int64_t component);
  std::vector<std::int64_t> cluster_members(std::int64_t cluster);
  std::vector<RemovedRow> removed_claims(std::size_t limit);
  void forget_removed(const std::vector<RemovedRow>& removed);
  void add_keys(std::vector<KeyRow> keys);
  void remove_keys(const std::vector<KeyRow>& keys);
  /// A number that was never used for a component or a cluster.
  std::int64_t next_number(std::string_view counter);
  void place_claim(std::int64_t n, std::int64_t component, std::int64_t cluster);
  /// Takes the incident out; nothing where it was not there.
  std::optional<RemovedIncident> remove_incident(std::int64_t n);
  /// Returns its record.
  std::string save_incident(const Incident& incident, const std::vector<std::int64_t>& claims);

  /// The merges and splits that stand, in the order of the journal.
  std::vector<Tie> ties();

  // What changed.

  std::int64_t last_change();
  std::vector<Changed> changes_after(std::int64_t n, std::size_t limit);
  void note_change(std::string_view kind, std::string_view id, std::string_view what);

  Counts counts();

 private:
  std::int64_t insert_report(const Report& report, const std::vector<Diagnostic>& diagnostics,
                             const std::string& raw_sha256, const std::string& digest);
  void index_claims(std::int64_t report, const std::vector<ClaimBytes>& claims);

  Connection connection_;
  std::function<std::string()> now_;
};

/// The data of a journal's row for a tie.
std::string to_json(const Tie& tie);
Tie tie_from_json(std::string_view json);

/// The digest of what came in of a report, by which `verify` knows that it never changed.
std::string report_digest(const Report& report, std::string_view raw_sha256);

}  // namespace tocsin::store
