#include "tocsin/store/store.h"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "tocsin/core/error.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/digest.h"
#include "tocsin/store/fold.h"
#include "tocsin/store/functions.h"
#include "tocsin/store/json_parts.h"
#include "tocsin/store/schema.h"

namespace tocsin::store {
namespace {

constexpr std::string_view kReportColumns =
    "r.n, r.id, r.text, r.title, r.url, r.source, r.author, r.language, r.published, "
    "r.published_basis, r.origin, r.file, r.entry, r.format, r.encoding, r.captured, r.raw_sha256, "
    "r.coded, r.diagnostics";

std::string clock_now() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::string database_path(const std::filesystem::path& path, OpenOptions::Mode mode) {
  std::error_code ignored;  // what cannot be looked at is not there
  if (mode == OpenOptions::Mode::kCreate || std::filesystem::exists(path, ignored)) {
    return path.string();
  }
  throw Error(ErrorCode::kDeskMissing, path.string() + ": no such file, expected a desk");
}

}  // namespace

StoredReport stored_report(const Statement& row) {
  const auto text = [&](int column) { return std::string(row.text(column)); };
  StoredReport stored;
  stored.n = row.integer(0);
  Report& report = stored.report;
  report.id = text(1);
  report.text = text(2);
  report.title = text(3);
  report.url = text(4);
  report.source = text(5);
  report.author = text(6);
  report.language = text(7);
  report.published = parse_date(row.text(8));
  report.published_basis = parse_published_basis(row.text(9)).value_or(PublishedBasis::kNone);
  report.origin = text(10);
  report.provenance = {text(11), text(12), text(13), text(14)};
  stored.captured = text(15);
  stored.raw_sha256 = text(16);
  stored.is_coded = row.integer(17) != 0;
  stored.diagnostics = diagnostics_from_json(row.text(18));
  return stored;
}

std::string report_columns() { return std::string(kReportColumns); }

std::string report_digest(const Report& report, std::string_view raw_sha256) {
  const Json fields = {report.id,
                       report.text,
                       report.title,
                       report.url,
                       report.source,
                       report.author,
                       report.language,
                       report.published ? to_string(*report.published) : "",
                       to_string(report.published_basis),
                       raw_sha256};
  return sha256(dumped(fields));
}

Store::Store(const std::filesystem::path& path, StoreOptions options)
    : connection_(database_path(path, options.open.mode), options.open),
      now_(std::move(options.now)) {
  configure(connection_);
  if (options.open.mode != OpenOptions::Mode::kRead) {
    use_write_ahead_log(connection_);
    connection_.run(
        "PRAGMA cache_size = -262144");  // KiB: fusion goes back and forth in a big desk
  }
  migrate(connection_);
  add_functions(connection_);
  if (options.open.mode == OpenOptions::Mode::kRead) connection_.run("PRAGMA query_only = ON");
}

std::string Store::now() const { return now_ ? now_() : clock_now(); }

std::string Store::free_id(const std::string& wanted) {
  Statement used = connection_.prepare("SELECT 1 FROM report WHERE id = ?");
  std::string id = wanted.empty() ? "report" : wanted;
  for (int count = 2; used.with(id).step(); ++count) {
    used.reset();
    id = wanted + "~" + std::to_string(count);
  }
  return id;
}

std::int64_t Store::insert_report(const Report& report, const std::vector<Diagnostic>& diagnostics,
                                  const std::string& raw_sha256, const std::string& digest) {
  Statement insert = connection_.prepare(
      "INSERT INTO report(id, text, text_sha256, raw_sha256, title, url, source, author, language, "
      "published, published_basis, origin, file, entry, format, encoding, captured, digest, "
      "diagnostics, day, tongue) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  const std::string text_sha256 = sha256(report.text);
  const std::string day = report.published ? to_string(*report.published) : "";
  const std::string basis(to_string(report.published_basis));
  const std::string captured = now();
  const std::string odd = diagnostics.empty() ? "" : to_json(diagnostics);
  insert.bind(1, report.id).bind(2, report.text).bind(3, text_sha256);
  insert.bind_or_null(4, raw_sha256).bind_or_null(5, report.title).bind_or_null(6, report.url);
  insert.bind_or_null(7, report.source).bind_or_null(8, report.author);
  insert.bind_or_null(9, report.language).bind_or_null(10, day).bind(11, basis);
  insert.bind_or_null(12, report.origin).bind_or_null(13, report.provenance.file);
  insert.bind_or_null(14, report.provenance.entry).bind_or_null(15, report.provenance.format);
  insert.bind_or_null(16, report.provenance.encoding).bind(17, captured).bind(18, digest);
  insert.bind_or_null(19, odd).bind_or_null(20, day).bind_or_null(21, report.language);
  insert.run();
  return connection_.last_row();
}

std::optional<Added> Store::known(const Report& report) {
  const std::string text_sha256 = sha256(report.text);
  Statement same = connection_.prepare(
      "SELECT id, coded FROM report WHERE text_sha256 = ?1 AND "
      "(ifnull(source, '') = ?2 OR ?2 = '') ORDER BY n LIMIT 1");
  if (!same.with(text_sha256, report.source).step()) return std::nullopt;
  return Added{std::string(same.text(0)), Arrival::kKnown, same.integer(1) != 0};
}

Added Store::add(const Report& report, const std::vector<Diagnostic>& diagnostics,
                 const std::string& raw_sha256, const std::string& who) {
  if (std::optional<Added> same = known(report)) return *same;
  Report kept = report;
  kept.id = free_id(report.id);
  const std::string digest = report_digest(kept, raw_sha256);
  const std::int64_t n = insert_report(kept, diagnostics, raw_sha256, digest);
  connection_.prepare("INSERT INTO report_words(rowid, title, body) VALUES(?,?,?)")
      .with(n, fold(kept.title), fold(kept.text))
      .run();
  JournalRow row;
  row.at = now();
  row.who = who;
  row.action = action::kAdd;
  row.report = kept.id;
  row.after = digest;
  append(connection_, std::move(row));
  note_change("report", kept.id, "added");
  return {kept.id, Arrival::kNew, false};
}

bool Store::has_raw(std::string_view sha256) {
  return connection_.prepare("SELECT 1 FROM raw WHERE sha256 = ? LIMIT 1").with(sha256).step();
}

void Store::put_raw(std::string_view sha256, std::int64_t piece, std::string_view bytes) {
  Statement insert =
      connection_.prepare("INSERT OR IGNORE INTO raw(sha256, piece, bytes) VALUES(?,?,?)");
  insert.bind(1, sha256).bind(2, piece).bind_blob(3, bytes).run();
}

void Store::each_raw(std::string_view sha256, const std::function<void(std::string_view)>& take) {
  Statement pieces = connection_.prepare("SELECT bytes FROM raw WHERE sha256 = ? ORDER BY piece");
  pieces.with(sha256);
  while (pieces.step()) take(pieces.blob(0));
}

std::optional<StoredReport> Store::report(std::string_view id) {
  Statement row = connection_.prepare("SELECT " + report_columns() + " FROM report r WHERE id = ?");
  if (!row.with(id).step()) return std::nullopt;
  return stored_report(row);
}

std::optional<StoredReport> Store::report_number(std::int64_t n) {
  Statement row = connection_.prepare("SELECT " + report_columns() + " FROM report r WHERE n = ?");
  if (!row.with(n).step()) return std::nullopt;
  return stored_report(row);
}

namespace {

std::vector<std::int64_t> numbers(Statement& statement) {
  std::vector<std::int64_t> all;
  while (statement.step()) all.push_back(statement.integer(0));
  return all;
}

}  // namespace

std::vector<std::int64_t> Store::uncoded(std::int64_t after, std::size_t limit) {
  Statement rows =
      connection_.prepare("SELECT n FROM report WHERE coded = 0 AND n > ? ORDER BY n LIMIT ?");
  rows.with(after, static_cast<std::int64_t>(limit));
  return numbers(rows);
}

std::optional<DateInterval> Store::days_beside(const StoredReport& report) {
  constexpr std::int64_t kNear = 1000;  // reports taken in before and after it
  const std::filesystem::path file(report.report.provenance.file);
  const std::string folder = file.parent_path().string() + "/";
  Statement row = connection_.prepare(
      "SELECT min(day), max(day) FROM report WHERE n BETWEEN ?1 AND ?2 AND n <> ?3 "
      "AND day IS NOT NULL AND (file = ?4 OR (?5 <> '/' AND substr(file, 1, length(?5)) = ?5 "
      "AND instr(substr(file, length(?5) + 1), '/') = 0))");
  row.with(report.n - kNear, report.n + kNear, report.n, file.string(), folder);
  if (!row.step()) return std::nullopt;
  const std::optional<Date> first = parse_date(row.text(0));
  const std::optional<Date> last = parse_date(row.text(1));
  if (!first || !last) return std::nullopt;
  return DateInterval{first, last, DatePrecision::kRange};
}

std::vector<std::int64_t> Store::reports_after(std::int64_t after, std::size_t limit) {
  Statement rows = connection_.prepare("SELECT n FROM report WHERE n > ? ORDER BY n LIMIT ?");
  rows.with(after, static_cast<std::int64_t>(limit));
  return numbers(rows);
}

std::int64_t Store::last_change() {
  return connection_.integer("SELECT max(n) FROM change").value_or(0);
}

std::vector<Changed> Store::changes_after(std::int64_t n, std::size_t limit) {
  Statement rows =
      connection_.prepare("SELECT n, kind, id, what FROM change WHERE n > ? ORDER BY n LIMIT ?");
  rows.with(n, static_cast<std::int64_t>(limit));
  std::vector<Changed> changes;
  while (rows.step()) {
    changes.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                       std::string(rows.text(3))});
  }
  return changes;
}

void Store::note_change(std::string_view kind, std::string_view id, std::string_view what) {
  connection_.prepare("INSERT INTO change(kind, id, what) VALUES(?,?,?)")
      .with(kind, id, what)
      .run();
}

Counts Store::counts() {
  const auto count = [&](std::string_view sql) { return connection_.integer(sql).value_or(0); };
  return {count("SELECT count(*) FROM report"),
          count("SELECT count(*) FROM report WHERE coded = 0"),
          count("SELECT count(*) FROM event"),
          count("SELECT count(*) FROM event WHERE review = 2"),
          count("SELECT count(*) FROM incident_brief"),
          count("SELECT count(*) FROM claim WHERE component = 0"),
          count("SELECT count(*) FROM journal")};
}

}  // namespace tocsin::store
