// How it works: the machine's coding is kept as it is; the rows that are searched hold it with the
// decisions of people laid over it, and are renewed whenever either changes. A claim that changes
// takes its place anew: the old one is handed to the next fusion as removed.
#include <map>
#include <set>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/digest.h"
#include "tocsin/store/fold.h"
#include "tocsin/store/json_parts.h"
#include "tocsin/store/store.h"

namespace tocsin::store {
namespace {

std::int64_t report_number_of(Connection& connection, std::string_view id) {
  Statement row = connection.prepare("SELECT n FROM report WHERE id = ?");
  if (row.with(id).step()) return row.integer(0);
  throw Error(ErrorCode::kNotFound, "report \"" + std::string(id) + "\" is not in the desk");
}

std::int64_t place_number(Connection& connection, const PlaceCandidate& place) {
  const Json fields = {place.name,    place.id,     place.lat,    place.lon,
                       place.country, place.admin1, place.admin2, to_string(place.precision)};
  const std::string digest = sha256(dumped(fields)).substr(0, 32);
  Statement known = connection.prepare("SELECT n FROM place WHERE digest = ?");
  if (known.with(digest).step()) return known.integer(0);
  connection.prepare("INSERT INTO place(digest, name, id, lat, lon, country) VALUES(?,?,?,?,?,?)")
      .with(digest, place.name, place.id, place.lat, place.lon, place.country)
      .run();
  const std::int64_t n = connection.last_row();
  connection.prepare("INSERT INTO place_box(n, south, north, west, east) VALUES(?,?,?,?,?)")
      .with(n, place.lat, place.lat, place.lon, place.lon)
      .run();
  Statement area = connection.prepare("INSERT OR IGNORE INTO place_area(area, place) VALUES(?,?)");
  for (const std::string& name : {place.name, place.country, place.admin1, place.admin2}) {
    const std::string folded = fold_name(name);
    if (!folded.empty()) area.with(folded, n).run();
  }
  if (!place.id.empty()) area.with(place.id, n).run();
  return n;
}

std::int64_t actor_number(Connection& connection, const ActorValue& actor) {
  const Json fields = {actor.name, actor.id, actor.country, actor.sector};
  const std::string digest = sha256(dumped(fields)).substr(0, 32);
  Statement known = connection.prepare("SELECT n FROM actor WHERE digest = ?");
  if (known.with(digest).step()) return known.integer(0);
  const std::string folded = fold_name(actor.name);
  connection
      .prepare("INSERT INTO actor(digest, name, id, country, sector, folded) VALUES(?,?,?,?,?,?)")
      .with(digest, actor.name, actor.id, actor.country, actor.sector, folded)
      .run();
  return connection.last_row();
}

// What a search for words finds the event by: its sentence and the names it was resolved to.
std::string search_words(const CodedReport& coded, const Event& event) {
  std::string words(slice(coded.report.text, event.sentence));
  const auto add = [&](const std::string& name) {
    if (!name.empty()) words += " · " + name;
  };
  for (const EventActor& each : event.actor) add(each.value.name);
  for (const EventActor& each : event.recipient) add(each.value.name);
  if (event.location && event.location->place) {
    add(event.location->place->name);
    add(event.location->place->admin1);
    add(event.location->place->admin2);
  }
  return fold(words);
}

struct OldEvent {
  std::int64_t n;
  std::string words;
};

// Renews the rows of one report's events.
class EventRows {
 public:
  EventRows(Connection& connection, std::int64_t report, const Judged& judged)
      : connection_(connection),
        report_(report),
        judged_(judged),
        offsets_(judged.coded.report.text) {}

  void renew() {
    read_old();
    for (const Event& event : judged_.coded.events) write(event);
    for (const auto& [id, old] : old_) remove(old);
  }

 private:
  void read_old() {
    Statement rows = connection_.prepare("SELECT id, n, words FROM event WHERE report = ?");
    rows.with(report_);
    while (rows.step()) {
      old_[std::string(rows.text(0))] = {rows.integer(1), std::string(rows.text(2))};
    }
  }

  void write(const Event& event) {
    std::int64_t n = 0;
    if (const auto found = old_.find(event.id); found != old_.end()) {
      n = found->second.n;
      forget(found->second);
      old_.erase(found);
    }
    const std::string words = search_words(judged_.coded, event);
    n = write_row(event, n, words);
    connection_.prepare("INSERT INTO event_words(rowid, words) VALUES(?,?)").with(n, words).run();
    write_actors(event.actor, n, Side::kActor);
    write_actors(event.recipient, n, Side::kRecipient);
  }

  std::int64_t write_row(const Event& event, std::int64_t n, const std::string& words) {
    Statement row = connection_.prepare(
        "INSERT OR REPLACE INTO event(n, id, report, type, mode, reality, aspect, confidence, "
        "start, finish, place, trigger_begin, trigger_end, first_character, end_character, review, "
        "corrected, words) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (n == 0) {
      row.bind_null(1);
    } else {
      row.bind(1, n);
    }
    row.bind(2, event.id).bind(3, report_).bind(4, event.type).bind(5, event.mode);
    row.bind(6, to_string(event.reality)).bind(7, to_string(event.aspect));
    row.bind(8, event.confidence);
    const std::string start = day(event.date ? event.date->interval.start : std::nullopt);
    const std::string end = day(event.date ? event.date->interval.end : std::nullopt);
    row.bind_or_null(9, start).bind_or_null(10, end);
    row.bind_or_null(11, place_of(event));
    row.bind(12, std::int64_t{event.trigger.begin}).bind(13, std::int64_t{event.trigger.end});
    row.bind(14, std::int64_t{offsets_(event.trigger.begin)});
    row.bind(15, std::int64_t{offsets_(event.trigger.end)});
    const auto review = judged_.reviews.find(event.id);
    row.bind(16, review == judged_.reviews.end() ? 0 : static_cast<int>(review->second));
    row.bind(17, judged_.corrected.contains(event.id) ? 1 : 0).bind(18, words).run();
    return n == 0 ? connection_.last_row() : n;
  }

  static std::string day(const std::optional<Date>& date) { return date ? to_string(*date) : ""; }

  std::optional<std::int64_t> place_of(const Event& event) {
    if (!event.location || !event.location->place) return std::nullopt;
    return place_number(connection_, *event.location->place);
  }

  void write_actors(const std::vector<EventActor>& actors, std::int64_t event, Side side) {
    for (const EventActor& each : actors) {
      if (each.value.name.empty() && each.value.sector.empty()) continue;
      const std::int64_t actor = actor_number(connection_, each.value);
      connection_.prepare("INSERT OR IGNORE INTO event_actor(actor, event, side) VALUES(?,?,?)")
          .with(actor, event, static_cast<int>(side))
          .run();
    }
  }

  // Out of the indexes, so that the row can be written anew.
  void forget(const OldEvent& old) {
    connection_.prepare("INSERT INTO event_words(event_words, rowid, words) VALUES('delete', ?, ?)")
        .with(old.n, old.words)
        .run();
    connection_.prepare("DELETE FROM event_actor WHERE event = ?").with(old.n).run();
  }

  void remove(const OldEvent& old) {
    forget(old);
    connection_.prepare("DELETE FROM event WHERE n = ?").with(old.n).run();
  }

  Connection& connection_;
  const std::int64_t report_;
  const Judged& judged_;
  const CodePointOffsets offsets_;
  std::map<std::string, OldEvent> old_;
};

std::vector<ClaimRow> claims_of_report(Connection& connection, std::int64_t report) {
  Statement rows = connection.prepare(
      "SELECT n, bytes, component, cluster, incident FROM claim WHERE report = ?");
  rows.with(report);
  std::vector<ClaimRow> claims;
  while (rows.step()) {
    claims.push_back({rows.integer(0), std::string(rows.blob(1)), rows.integer(2), rows.integer(3),
                      rows.integer(4)});
  }
  return claims;
}

void drop_claim(Connection& connection, const ClaimRow& claim) {
  connection.prepare("DELETE FROM claim WHERE n = ?").with(claim.n).run();
  if (claim.component == 0) return;  // fusion never saw it
  Statement removed = connection.prepare(
      "INSERT INTO claim_removed(claim, bytes, component, incident) VALUES(?,?,?,?)");
  removed.bind(1, claim.n).bind_blob(2, claim.bytes).bind(3, claim.component);
  removed.bind(4, claim.incident).run();
}

}  // namespace

void Store::save_coding(CodedReport& coded, const std::string& coder) {
  const std::int64_t report = report_number_of(connection_, coded.report.id);
  std::vector<Event> before;
  if (const auto old = machine_coding(coded.report.id)) before = old->events;
  Statement highest = connection_.prepare("SELECT highest FROM report WHERE n = ?");
  highest.with(report).step();
  auto used = static_cast<std::uint32_t>(highest.integer(0));
  highest.reset();
  if (used > 0) keep_ids(coded, before, used);
  for (const Event& each : coded.events) used = std::max(used, number_in(each.id));
  const std::string record = to_json(coded);
  connection_.prepare("INSERT OR REPLACE INTO coding(report, coder, record) VALUES(?,?,?)")
      .with(report, coder, record)
      .run();
  const std::string day = coded.report.published ? to_string(*coded.report.published) : "";
  Statement mark = connection_.prepare(
      "UPDATE report SET coded = 1, highest = ?, day = ?, tongue = ? WHERE n = ?");
  mark.bind(1, std::int64_t{used}).bind_or_null(2, day).bind_or_null(3, coded.language);
  mark.bind(4, report).run();
  JournalRow row;
  row.at = now();
  row.who = coder;
  row.action = action::kCode;
  row.report = coded.report.id;
  row.after = sha256(record);
  append(connection_, std::move(row));
  note_change("report", coded.report.id, "coded");
}

std::optional<CodedReport> Store::machine_coding(std::string_view id) {
  std::optional<StoredReport> stored = report(id);
  if (!stored || !stored->is_coded) return std::nullopt;
  Statement row = connection_.prepare("SELECT record FROM coding WHERE report = ?");
  if (!row.with(stored->n).step()) return std::nullopt;
  CodedReport coded = coded_from_json(row.text(0), std::move(stored->report));
  coded.diagnostics.insert(coded.diagnostics.begin(), stored->diagnostics.begin(),
                           stored->diagnostics.end());
  return coded;
}

std::optional<Judged> Store::judged(std::string_view report) {
  std::optional<CodedReport> coded = machine_coding(report);
  if (!coded) return std::nullopt;
  return judge(std::move(*coded), rows_of(connection_, report));
}

std::string Store::report_of_event(std::string_view event) {
  Statement row = connection_.prepare(
      "SELECT r.id FROM event e JOIN report r ON r.n = e.report WHERE e.id = ?");
  return row.with(event).step() ? std::string(row.text(0)) : std::string();
}

void Store::index(const Judged& judged, const std::vector<ClaimBytes>& claims) {
  const std::int64_t report = report_number_of(connection_, judged.coded.report.id);
  EventRows(connection_, report, judged).renew();
  index_claims(report, claims);
}

void Store::index_claims(std::int64_t report, const std::vector<ClaimBytes>& claims) {
  std::map<std::int64_t, std::string_view> wanted;
  Statement number = connection_.prepare("SELECT n FROM event WHERE id = ?");
  for (const ClaimBytes& claim : claims) {
    if (claim.event.ends_with("/0")) {
      wanted[-report] = claim.bytes;
    } else if (number.with(claim.event).step()) {
      wanted[number.integer(0)] = claim.bytes;
    }
    number.reset();
  }
  for (const ClaimRow& claim : claims_of_report(connection_, report)) {
    const auto found = wanted.find(claim.n);
    if (found != wanted.end() && found->second == claim.bytes) {
      wanted.erase(found);
    } else {
      drop_claim(connection_, claim);
    }
  }
  for (const auto& [n, bytes] : wanted) {
    Statement insert = connection_.prepare("INSERT INTO claim(n, report, bytes) VALUES(?,?,?)");
    insert.bind(1, n).bind(2, report).bind_blob(3, bytes).run();
  }
}

}  // namespace tocsin::store
