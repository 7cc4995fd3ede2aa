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

// What the desk's tables hold of an event.
struct EventFields {
  std::string type, mode, reality, aspect;
  double confidence = 0;
  std::string start, finish;
  std::int64_t place = 0;  // 0: none
  std::int64_t trigger_begin = 0, trigger_end = 0;
  std::int64_t first_character = 0, end_character = 0;
  std::int64_t review = 0, corrected = 0;
  std::string words;
  std::set<std::pair<std::int64_t, std::int64_t>> actors;  // with their side

  friend bool operator==(const EventFields&, const EventFields&) = default;
};

struct OldEvent {
  std::int64_t n = 0;
  EventFields fields;
};

// Renews the rows of one report's events; a row that would stay the same is left alone.
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
    Statement rows = connection_.prepare(
        "SELECT id, n, type, mode, reality, aspect, confidence, start, finish, place, "
        "trigger_begin, trigger_end, first_character, end_character, review, corrected, words "
        "FROM event WHERE report = ?");
    rows.with(report_);
    while (rows.step()) {
      const auto text = [&](int column) { return std::string(rows.text(column)); };
      OldEvent& old = old_[text(0)];
      old.n = rows.integer(1);
      old.fields = {
          text(2),          text(3),          text(4),          text(5),
          rows.real(6),     text(7),          text(8),          rows.integer(9),
          rows.integer(10), rows.integer(11), rows.integer(12), rows.integer(13),
          rows.integer(14), rows.integer(15), text(16),         actors_of(rows.integer(1))};
    }
  }

  std::set<std::pair<std::int64_t, std::int64_t>> actors_of(std::int64_t event) {
    Statement rows = connection_.prepare("SELECT actor, side FROM event_actor WHERE event = ?");
    rows.with(event);
    std::set<std::pair<std::int64_t, std::int64_t>> actors;
    while (rows.step()) actors.emplace(rows.integer(0), rows.integer(1));
    return actors;
  }

  EventFields fields_of(const Event& event) {
    EventFields fields{event.type, event.mode, std::string(to_string(event.reality)),
                       std::string(to_string(event.aspect)), event.confidence};
    fields.start = day(event.date ? event.date->interval.start : std::nullopt);
    fields.finish = day(event.date ? event.date->interval.end : std::nullopt);
    if (event.location && event.location->place) {
      fields.place = place_number(connection_, *event.location->place);
    }
    fields.trigger_begin = event.trigger.begin;
    fields.trigger_end = event.trigger.end;
    fields.first_character = offsets_(event.trigger.begin);
    fields.end_character = offsets_(event.trigger.end);
    const auto review = judged_.reviews.find(event.id);
    fields.review = review == judged_.reviews.end() ? 0 : static_cast<int>(review->second);
    fields.corrected = judged_.corrected.contains(event.id) ? 1 : 0;
    fields.words = search_words(judged_.coded, event);
    add_actors(event.actor, Side::kActor, fields);
    add_actors(event.recipient, Side::kRecipient, fields);
    return fields;
  }

  void add_actors(const std::vector<EventActor>& actors, Side side, EventFields& fields) {
    for (const EventActor& each : actors) {
      if (each.value.name.empty() && each.value.sector.empty()) continue;
      fields.actors.emplace(actor_number(connection_, each.value), static_cast<int>(side));
    }
  }

  static std::string day(const std::optional<Date>& date) { return date ? to_string(*date) : ""; }

  void write(const Event& event) {
    const EventFields fields = fields_of(event);
    OldEvent old;
    if (const auto found = old_.find(event.id); found != old_.end()) {
      old = std::move(found->second);
      old_.erase(found);
      if (old.fields == fields) return;
    }
    const bool has_same_words = old.n != 0 && old.fields.words == fields.words;
    if (old.n != 0 && !has_same_words) forget_words(old);
    if (old.n != 0) forget_actors(old);
    const std::int64_t n = write_row(event.id, fields, old.n);
    if (!has_same_words) {
      connection_.prepare("INSERT INTO event_words(rowid, words) VALUES(?,?)")
          .with(n, fields.words)
          .run();
    }
    for (const auto& [actor, side] : fields.actors) {
      connection_.prepare("INSERT INTO event_actor(actor, event, side) VALUES(?,?,?)")
          .with(actor, n, side)
          .run();
    }
  }

  std::int64_t write_row(const std::string& id, const EventFields& fields, std::int64_t n) {
    Statement row = connection_.prepare(
        n == 0 ? "INSERT INTO event(id, report, type, mode, reality, aspect, confidence, start, "
                 "finish, place, trigger_begin, trigger_end, first_character, end_character, "
                 "review, corrected, words) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
               : "UPDATE event SET id = ?, report = ?, type = ?, mode = ?, reality = ?, "
                 "aspect = ?, confidence = ?, start = ?, finish = ?, place = ?, "
                 "trigger_begin = ?, trigger_end = ?, first_character = ?, end_character = ?, "
                 "review = ?, corrected = ?, words = ? WHERE n = ?");
    row.bind(1, id).bind(2, report_).bind(3, fields.type).bind(4, fields.mode);
    row.bind(5, fields.reality).bind(6, fields.aspect).bind(7, fields.confidence);
    row.bind_or_null(8, fields.start).bind_or_null(9, fields.finish);
    row.bind_or_null(10, fields.place == 0 ? std::nullopt : std::optional(fields.place));
    row.bind(11, fields.trigger_begin).bind(12, fields.trigger_end);
    row.bind(13, fields.first_character).bind(14, fields.end_character);
    row.bind(15, fields.review).bind(16, fields.corrected).bind(17, fields.words);
    if (n != 0) row.bind(18, n);
    row.run();
    return n == 0 ? connection_.last_row() : n;
  }

  // Out of the indexes, so that the row can be written anew.
  void forget_words(const OldEvent& old) {
    connection_.prepare("INSERT INTO event_words(event_words, rowid, words) VALUES('delete', ?, ?)")
        .with(old.n, old.fields.words)
        .run();
  }

  void forget_actors(const OldEvent& old) {
    connection_.prepare("DELETE FROM event_actor WHERE event = ?").with(old.n).run();
  }

  void remove(const OldEvent& old) {
    forget_words(old);
    forget_actors(old);
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
