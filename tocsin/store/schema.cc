// How it works: `user_version` counts the steps of kSteps that a database has had. Steps are only
// ever added at the end, and only add: a desk of any age can be opened.
#include "tocsin/store/schema.h"

#include <array>
#include <string>

#include "tocsin/core/error.h"

namespace tocsin::store {
namespace {

constexpr std::int64_t kApplicationId = 0x546F6373;  // "Tocs"

// Dates are ISO days as text, which sort as they follow one another. Numbers `n` are the desk's own
// and never shown; `id` is what users see.
constexpr const char* kStep1 = R"sql(
CREATE TABLE report(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  raw_sha256 TEXT,
  title TEXT, url TEXT, source TEXT, author TEXT, language TEXT,
  published TEXT, published_basis TEXT NOT NULL,
  origin TEXT, file TEXT, entry TEXT, format TEXT, encoding TEXT,
  captured TEXT NOT NULL,
  digest TEXT NOT NULL,
  diagnostics TEXT,
  day TEXT,
  tongue TEXT,
  coded INTEGER NOT NULL DEFAULT 0,
  highest INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX report_text ON report(text_sha256);
CREATE INDEX report_day ON report(day);
CREATE INDEX report_captured ON report(captured);
CREATE INDEX report_uncoded ON report(n) WHERE coded = 0;

CREATE TABLE raw(
  sha256 TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(sha256, piece)
);

CREATE TABLE coding(
  report INTEGER PRIMARY KEY REFERENCES report(n),
  coder TEXT NOT NULL,
  record TEXT NOT NULL
);

CREATE TABLE place(
  n INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  name TEXT, id TEXT, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT
);
CREATE TABLE place_area(
  area TEXT NOT NULL, place INTEGER NOT NULL REFERENCES place(n),
  PRIMARY KEY(area, place)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE place_box USING rtree(n, south, north, west, east);

CREATE TABLE actor(
  n INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, id TEXT NOT NULL, country TEXT NOT NULL, sector TEXT NOT NULL,
  folded TEXT NOT NULL
);

CREATE TABLE event(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  report INTEGER NOT NULL REFERENCES report(n),
  type TEXT NOT NULL, mode TEXT NOT NULL, reality TEXT NOT NULL, aspect TEXT NOT NULL,
  confidence REAL NOT NULL,
  start TEXT, finish TEXT,
  place INTEGER REFERENCES place(n),
  trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  first_character INTEGER NOT NULL, end_character INTEGER NOT NULL,
  review INTEGER NOT NULL DEFAULT 0,
  corrected INTEGER NOT NULL DEFAULT 0,
  words TEXT NOT NULL
);
CREATE INDEX event_report ON event(report);
CREATE INDEX event_start ON event(start);
CREATE INDEX event_finish ON event(finish);
CREATE INDEX event_type ON event(type, mode);
CREATE INDEX event_place ON event(place);
CREATE INDEX event_confidence ON event(confidence);
CREATE TABLE event_actor(
  actor INTEGER NOT NULL REFERENCES actor(n), event INTEGER NOT NULL, side INTEGER NOT NULL,
  PRIMARY KEY(actor, event, side)
) WITHOUT ROWID;
CREATE INDEX event_actor_event ON event_actor(event);
CREATE VIRTUAL TABLE event_words USING fts5(
  words, content='event', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE report_words USING fts5(
  title, body, content='', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE claim(
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report(n),
  bytes BLOB NOT NULL,
  component INTEGER NOT NULL DEFAULT 0,
  cluster INTEGER NOT NULL DEFAULT 0,
  incident INTEGER
);
CREATE INDEX claim_report ON claim(report);
CREATE INDEX claim_new ON claim(report) WHERE component = 0;
CREATE INDEX claim_component ON claim(component) WHERE component <> 0;
CREATE INDEX claim_cluster ON claim(cluster) WHERE cluster <> 0;
CREATE INDEX claim_incident ON claim(incident) WHERE incident IS NOT NULL;
CREATE TABLE claim_key(
  key INTEGER NOT NULL, claim INTEGER NOT NULL,
  PRIMARY KEY(key, claim)
) WITHOUT ROWID;
CREATE TABLE claim_removed(
  n INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  component INTEGER NOT NULL,
  incident INTEGER
);

CREATE TABLE incident(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL, mode TEXT NOT NULL, reality TEXT NOT NULL,
  start TEXT, finish TEXT,
  confidence REAL NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX incident_start ON incident(start);

CREATE TABLE journal(
  n INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  report TEXT, event TEXT, field TEXT,
  before TEXT, after TEXT,
  why TEXT,
  undoes INTEGER,
  data TEXT,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX journal_report ON journal(report, action);
CREATE INDEX journal_action ON journal(action);
CREATE UNIQUE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

CREATE TABLE change(
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  what TEXT NOT NULL
);
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
)sql";

// Small records beside the reports: settings, tokens, feeds, situation reports (engine/drawer.h);
// what maps and counts need of an incident, without its record; orders of lists.
constexpr const char* kStep2 = R"sql(
CREATE TABLE drawer(
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  record TEXT NOT NULL,
  at TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE(kind, id)
);
CREATE TABLE incident_brief(
  n INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  lat REAL, lon REAL, radius_km REAL,
  place TEXT, country TEXT, admin1 TEXT,
  voices INTEGER NOT NULL,
  killed INTEGER
);
CREATE INDEX incident_brief_day ON incident_brief(day, n);
CREATE TRIGGER incident_is_brief AFTER INSERT ON incident WHEN new.type <> ''
BEGIN
  INSERT INTO incident_brief SELECT
    new.n, ifnull(new.start, ifnull(new.finish, '')),
    json_extract(new.record, '$.place.lat'), json_extract(new.record, '$.place.lon'),
    json_extract(new.record, '$.place.radius_km'), json_extract(new.record, '$.place.name'),
    json_extract(new.record, '$.place.country'), json_extract(new.record, '$.place.admin1'),
    json_array_length(new.record, '$.voices'), json_extract(new.record, '$.killed[1]');
END;
CREATE TRIGGER incident_is_gone AFTER DELETE ON incident
BEGIN DELETE FROM incident_brief WHERE n = old.n; END;
INSERT INTO incident_brief SELECT
  n, ifnull(start, ifnull(finish, '')),
  json_extract(record, '$.place.lat'), json_extract(record, '$.place.lon'),
  json_extract(record, '$.place.radius_km'), json_extract(record, '$.place.name'),
  json_extract(record, '$.place.country'), json_extract(record, '$.place.admin1'),
  json_array_length(record, '$.voices'), json_extract(record, '$.killed[1]')
  FROM incident WHERE type <> '';
CREATE INDEX event_newest ON event(ifnull(start, ifnull(finish, '')), n);
CREATE INDEX change_id ON change(id);
CREATE INDEX report_source ON report(source, n);
CREATE INDEX event_told ON event(report, trigger_begin, n);
)sql";

// What maps and counts need of an incident without its record, and of its events without their
// words; the orders of lists.
constexpr const char* kStep3 = R"sql(
DROP TRIGGER incident_is_brief;
DROP TABLE incident_brief;
CREATE TABLE incident_brief(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  type TEXT NOT NULL, mode TEXT NOT NULL, reality TEXT NOT NULL,
  day TEXT NOT NULL,
  lat REAL, lon REAL, radius_km REAL,
  place TEXT, country TEXT, admin1 TEXT,
  voices INTEGER NOT NULL,
  killed INTEGER
);
CREATE INDEX incident_brief_day ON incident_brief(day, n);
CREATE TRIGGER incident_is_brief AFTER INSERT ON incident WHEN new.type <> ''
BEGIN
  INSERT INTO incident_brief SELECT
    new.n, new.id, new.type, new.mode, new.reality, ifnull(new.start, ifnull(new.finish, '')),
    json_extract(new.record, '$.place.lat'), json_extract(new.record, '$.place.lon'),
    json_extract(new.record, '$.place.radius_km'), json_extract(new.record, '$.place.name'),
    json_extract(new.record, '$.place.country'), json_extract(new.record, '$.place.admin1'),
    json_array_length(new.record, '$.voices'), json_extract(new.record, '$.killed[1]');
END;
INSERT INTO incident_brief SELECT
  n, id, type, mode, reality, ifnull(start, ifnull(finish, '')),
  json_extract(record, '$.place.lat'), json_extract(record, '$.place.lon'),
  json_extract(record, '$.place.radius_km'), json_extract(record, '$.place.name'),
  json_extract(record, '$.place.country'), json_extract(record, '$.place.admin1'),
  json_array_length(record, '$.voices'), json_extract(record, '$.killed[1]')
  FROM incident WHERE type <> '';

CREATE TABLE told(event INTEGER PRIMARY KEY, incident INTEGER NOT NULL);
CREATE INDEX told_incident ON told(incident);
CREATE TRIGGER claim_is_told AFTER UPDATE OF incident ON claim WHEN new.incident IS NOT NULL
BEGIN INSERT OR REPLACE INTO told VALUES(new.n, new.incident); END;
CREATE TRIGGER claim_is_told_no_more AFTER UPDATE OF incident ON claim WHEN new.incident IS NULL
BEGIN DELETE FROM told WHERE event = new.n; END;
CREATE TRIGGER claim_is_gone AFTER DELETE ON claim
BEGIN DELETE FROM told WHERE event = old.n; END;
INSERT INTO told SELECT n, incident FROM claim WHERE incident IS NOT NULL;

CREATE INDEX event_by_type ON event(type, ifnull(start, ifnull(finish, '')), n, mode, review);
CREATE INDEX event_by_reality ON event(reality, ifnull(start, ifnull(finish, '')), n, review);
CREATE INDEX event_rejected ON event(n) WHERE review = 2;
CREATE INDEX journal_event ON journal(event, n) WHERE event IS NOT NULL;
)sql";

// Places with the order of lists; happenings whose days lie apart or are open to one side, by which
// the days of a filter are looked up in the order of lists (query.cc).
constexpr const char* kStep4 = R"sql(
DROP INDEX event_place;
CREATE INDEX event_place ON event(place, ifnull(start, ifnull(finish, '')), n, review);
CREATE INDEX event_span ON event(ifnull(finish, '9999'), ifnull(start, ifnull(finish, '')))
  WHERE start IS NOT finish;
CREATE INDEX event_until ON event(finish) WHERE start IS NULL AND finish IS NOT NULL;
)sql";

constexpr std::array kSteps{kStep1, kStep2, kStep3, kStep4};

bool is_empty_database(Connection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema").value_or(0) == 0;
}

void expect_desk(Connection& connection) {
  if (connection.integer("PRAGMA application_id") == kApplicationId) return;
  if (is_empty_database(connection)) return;
  throw Error(ErrorCode::kDeskInvalid,
              connection.name() + ": a database of another program, expected a desk of Tocsin");
}

int version_of(Connection& connection) {
  return static_cast<int>(connection.integer("PRAGMA user_version").value_or(0));
}

void take_step(Connection& connection, int step) {
  Transaction transaction(connection);
  if (version_of(connection) > step) return;  // another program was quicker
  connection.run(kSteps[static_cast<std::size_t>(step)]);
  connection.run("PRAGMA application_id = " + std::to_string(kApplicationId));
  connection.run("PRAGMA user_version = " + std::to_string(step + 1));
  transaction.commit();
}

}  // namespace

int schema_version() { return static_cast<int>(kSteps.size()); }

void configure(Connection& connection) {
  connection.run(
      "PRAGMA synchronous = FULL;"
      "PRAGMA cache_size = -65536;"
      "PRAGMA journal_size_limit = 67108864;"
      "PRAGMA cell_size_check = ON;");
}

void use_write_ahead_log(Connection& connection) {
  if (connection.text("PRAGMA journal_mode") == "wal") return;
  expect_desk(connection);
  connection.run("PRAGMA journal_mode = WAL");
}

void migrate(Connection& connection) {
  expect_desk(connection);
  const int version = version_of(connection);
  if (version > schema_version()) {
    throw Error(ErrorCode::kDeskTooNew, connection.name() + ": a desk of version " +
                                            std::to_string(version) + ", expected at most " +
                                            std::to_string(schema_version()));
  }
  for (int step = version; step < schema_version(); ++step) take_step(connection, step);
}

}  // namespace tocsin::store
