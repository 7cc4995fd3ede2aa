// How it works: what the user wrote for a field is read into the event, and the journal keeps the
// event with it; laying the journal over the machine's coding gives what stands.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "tocsin/code/codebook.h"
#include "tocsin/core/error.h"
#include "tocsin/engine/desk.h"
#include "tocsin/engine/desk_fuse.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/fold.h"

namespace tocsin::engine {
namespace {

constexpr std::string_view kReason = "corrected by hand";

[[noreturn]] void refuse(std::string_view field, std::string_view found,
                         std::string_view expected) {
  throw Error(ErrorCode::kBadValue, std::string(field) + ": found \"" + std::string(found) +
                                        "\", expected " + std::string(expected));
}

bool is_none(std::string_view words) { return words.empty() || words == "none"; }

std::optional<std::int64_t> number(std::string_view words) {
  std::int64_t value = 0;
  const char* end = words.data() + words.size();
  const auto [stop, error] = std::from_chars(words.data(), end, value);
  if (words.empty() || error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

std::optional<double> real(std::string_view words) {
  double value = 0;
  const char* end = words.data() + words.size();
  const auto [stop, error] = std::from_chars(words.data(), end, value);
  if (words.empty() || error != std::errc() || stop != end || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

// "3", "3-5", "3-" (at least), "-5" (at most), "none".
std::optional<EventCount> count_of(std::string_view field, std::string_view words, Span span) {
  if (is_none(words)) return std::nullopt;
  const std::size_t dash = words.find('-');
  const auto low = number(words.substr(0, dash));
  const auto high = dash == std::string_view::npos ? low : number(words.substr(dash + 1));
  const bool low_is_open = dash == 0;
  const bool high_is_open = dash != std::string_view::npos && dash + 1 == words.size();
  if ((!low && !low_is_open) || (!high && !high_is_open) || (!low && !high) ||
      (low && high && *low > *high)) {
    refuse(field, words, "a number such as 3, 3-5, 3- (at least), -5 (at most) or none");
  }
  return EventCount{span, low, high};
}

Date day_of(std::string_view words, std::string_view all) {
  const std::optional<Date> day = words.size() == 10 ? parse_date(words) : std::nullopt;
  if (!day) refuse("date", all, "2024-03-12, 2024-03-12/2024-03-14 or none");
  return *day;
}

std::optional<EventDate> date_of(std::string_view words, const Event& event) {
  if (is_none(words)) return std::nullopt;
  EventDate date;
  if (event.date) date.evidence = event.date->evidence;
  date.basis = DateBasis::kStated;
  date.reason = kReason;
  const std::size_t slash = words.find('/');
  const std::string_view first = words.substr(0, slash);
  const std::string_view last = slash == std::string_view::npos ? first : words.substr(slash + 1);
  if (!first.empty()) date.interval.start = day_of(first, words);
  if (!last.empty()) date.interval.end = day_of(last, words);
  const bool is_reversed =
      date.interval.start && date.interval.end && *date.interval.start > *date.interval.end;
  if (words == "/" || is_reversed) refuse("date", words, "a first day that is not after the last");
  date.interval.precision =
      date.interval.start == date.interval.end ? DatePrecision::kDay : DatePrecision::kRange;
  return date;
}

// A candidate by its name or id.
const PlaceCandidate* candidate_of(const Event& event, std::string_view words) {
  if (!event.location) return nullptr;
  const std::string folded = store::fold_name(words);
  for (const PlaceCandidate& each : event.location->candidates) {
    if (each.id == words || store::fold_name(each.name) == folded) return &each;
  }
  return nullptr;
}

// "Izra@32.85,36.25": a place that no candidate is.
std::optional<PlaceCandidate> place_at(std::string_view words, const Event& event) {
  const std::size_t at = words.rfind('@');
  const std::size_t comma = words.find(',', at == std::string_view::npos ? 0 : at);
  if (at == std::string_view::npos || comma == std::string_view::npos) return std::nullopt;
  const auto lat = real(words.substr(at + 1, comma - at - 1));
  const auto lon = real(words.substr(comma + 1));
  if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return std::nullopt;
  PlaceCandidate place;
  place.name = words.substr(0, at);
  place.lat = *lat;
  place.lon = *lon;
  place.precision = PlacePrecision::kPoint;
  place.score = 1;
  if (event.location && event.location->place) place.country = event.location->place->country;
  return place;
}

std::optional<PlaceValue> location_of(std::string_view words, const Event& event) {
  if (is_none(words)) return std::nullopt;
  PlaceValue value;
  if (event.location) value = *event.location;
  if (const PlaceCandidate* candidate = candidate_of(event, words)) {
    value.place = *candidate;
  } else {
    value.place = place_at(words, event);
  }
  if (!value.place) {
    std::string names = "NAME@LAT,LON, none";
    for (const PlaceCandidate& each : value.candidates) names += ", or " + each.name;
    refuse("location", words, names);
  }
  value.place->reason = kReason;
  value.reason = kReason;
  return value;
}

// "Name", "Name (COUNTRY/SECTOR)"; several apart by semicolons.
std::vector<EventActor> actors_of(std::string_view words, const std::vector<EventActor>& before) {
  std::vector<EventActor> actors;
  while (!is_none(words)) {
    const std::size_t end = std::min(words.find(';'), words.size());
    std::string_view one = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.empty()) continue;
    EventActor actor;
    if (actors.size() < before.size()) actor.mention = before[actors.size()].mention;
    actor.value.span = actor.mention.span;
    actor.value.reason = kReason;
    const std::size_t open = one.ends_with(')') ? one.rfind(" (") : std::string_view::npos;
    if (open != std::string_view::npos) {
      const std::string_view codes = one.substr(open + 2, one.size() - open - 3);
      const std::size_t slash = std::min(codes.find('/'), codes.size());
      actor.value.country = codes.substr(0, slash);
      actor.value.sector = codes.substr(std::min(slash + 1, codes.size()));
      one = one.substr(0, open);
    }
    actor.value.name = one;
    actors.push_back(std::move(actor));
  }
  return actors;
}

void set_type(Event& event, std::string_view words, const std::filesystem::path& data_dir) {
  const code::Codebook codebook = code::Codebook::load(data_dir);
  const std::size_t colon = std::min(words.find(':'), words.size());
  const std::string_view type = words.substr(0, colon);
  const std::string_view mode = words.substr(std::min(colon + 1, words.size()));
  const code::Mode* found = codebook.find(type, mode);
  if (found == nullptr) {
    std::string names = "TYPE or TYPE:mode of the codebook";
    for (const code::Type& each : codebook.types()) {
      if (each.type != type) continue;
      for (const code::Mode& one : each.modes) names += ", " + each.type + ":" + one.mode;
    }
    refuse("type", words, names);
  }
  event.type = type;
  event.mode = mode;
  event.score = found->score;
  event.quad_code = found->quad_code;
  event.cameo = found->cameo;
  event.acled = found->acled;
}

template <typename Value>
Value named(std::string_view field, std::string_view words,
            std::optional<Value> (*parse)(std::string_view)) {
  const std::optional<Value> value = parse(words);
  if (!value) refuse(field, words, "one of the names in the manual (docs/record.md)");
  return *value;
}

void set_count(Event& event, std::string_view field, std::string_view words) {
  std::optional<EventCount>* count = field == "killed"      ? &event.killed
                                     : field == "injured"   ? &event.injured
                                     : field == "detained"  ? &event.detained
                                     : field == "displaced" ? &event.displaced
                                                            : &event.count;
  const Span span = *count ? (*count)->span : event.trigger;
  *count = count_of(field, words, span);
}

void set_field(Event& event, std::string_view field, std::string_view words,
               const std::filesystem::path& data_dir) {
  if (field == "type") {
    set_type(event, words, data_dir);
  } else if (field == "reality") {
    event.reality = named(field, words, parse_reality);
  } else if (field == "aspect") {
    event.aspect = named(field, words, parse_aspect);
  } else if (field == "date") {
    event.date = date_of(words, event);
  } else if (field == "location") {
    event.location = location_of(words, event);
  } else if (field == "actor") {
    event.actor = actors_of(words, event.actor);
  } else if (field == "recipient") {
    event.recipient = actors_of(words, event.recipient);
  } else {
    set_count(event, field, words);
  }
}

}  // namespace

store::JournalRow Desk::note(store::JournalRow row) {
  row.at = store_->now();
  row.who = options_.who;
  return store::append(store_->connection(), std::move(row));
}

Event Desk::event_to_decide(std::string_view id, std::string& report) {
  report = store_->report_of_event(id);
  const auto judged = report.empty() ? std::nullopt : store_->judged(report);
  if (judged) {
    for (const Event& event : judged->coded.events) {
      if (event.id == id) return event;
    }
  }
  throw Error(ErrorCode::kNotFound, "event \"" + std::string(id) + "\" is not in the desk");
}

store::JournalRow Desk::correct(std::string_view id, std::string_view field, std::string_view value,
                                std::string_view why) {
  Writing writing = begin();
  store::JournalRow row;
  Event event = event_to_decide(id, row.report);
  std::string typed;
  if (field == "mode") {  // a mode is one of its type, and is decided with it
    typed = is_none(value) ? event.type : event.type + ":" + std::string(value);
    field = "type";
    value = typed;
  }
  row.before = store::field_words(event, field);
  set_field(event, field, value, options_.data_dir);
  row.action = store::action::kCorrect;
  row.event = id;
  row.field = field;
  row.after = store::field_words(event, field);
  row.why = why;
  row.data = store::to_json(event);
  const std::string report = row.report;
  row = note(std::move(row));
  index(report);
  store_->note_change("report", report, "changed");
  follow_up();
  writing.commit();
  return row;
}

store::JournalRow Desk::decide(std::string_view id, std::string_view action, std::string_view why) {
  Writing writing = begin();
  store::JournalRow row;
  const Event event = event_to_decide(id, row.report);
  row.action = action;
  row.event = id;
  row.why = why;
  row.data = store::to_json(event);
  const std::string report = row.report;
  row = note(std::move(row));
  index(report);
  store_->note_change("report", report, "changed");
  follow_up();
  writing.commit();
  return row;
}

store::JournalRow Desk::accept(std::string_view event, std::string_view why) {
  return decide(event, store::action::kAccept, why);
}

store::JournalRow Desk::reject(std::string_view event, std::string_view why) {
  return decide(event, store::action::kReject, why);
}

std::vector<std::string> Desk::events_of(std::string_view id) {
  const std::optional<Incident> incident = store_->incident(id);
  if (!incident && !store_->report_of_event(id).empty()) return {std::string(id)};
  if (!incident) {
    throw Error(ErrorCode::kNotFound,
                "\"" + std::string(id) + "\" is no event and no incident of the desk");
  }
  std::vector<std::string> events;
  for (const IncidentEvent& each : incident->events) events.push_back(each.event);
  return events;
}

store::JournalRow Desk::tie(const store::Tie& tie, std::string_view why) {
  store::JournalRow row;
  row.action = tie.joins ? store::action::kMerge : store::action::kSplit;
  row.event = tie.these.front();
  row.after = tie.joins ? tie.those.front() : "";
  row.why = why;
  row.data = store::to_json(tie);
  row = note(std::move(row));
  renew(tie);
  return row;
}

void Desk::renew(const store::Tie& tie) {
  std::vector<std::int64_t> claims;
  for (const auto* side : {&tie.these, &tie.those}) {
    for (const std::string& event : *side) {
      if (const std::int64_t n = store_->claim_number(event); n != 0) claims.push_back(n);
    }
  }
  Fusion fusion(*store_, rules());
  // What earlier decisions took away goes first: incidents that are made anew may take the numbers
  // of those that it was told in.
  FuseResult result;
  while (fusion.step_removed(result)) {
  }
  fusion.renew(claims);
}

store::JournalRow Desk::merge(std::string_view a, std::string_view b, std::string_view why) {
  Writing writing = begin();
  const store::Tie one{true, events_of(a), events_of(b)};
  if (one.these == one.those) {
    throw Error(ErrorCode::kBadValue, "\"" + std::string(a) + "\" and \"" + std::string(b) +
                                          "\": the same; expected two incidents or events");
  }
  store::JournalRow row = tie(one, why);
  writing.commit();
  return row;
}

store::JournalRow Desk::split(const std::vector<std::string>& events, std::string_view why) {
  Writing writing = begin();
  const std::string incident = events.empty() ? "" : store_->incident_of(events.front());
  if (incident.empty()) {
    throw Error(ErrorCode::kNotFound, "the event is in no incident; `tocsin fuse` makes them");
  }
  store::Tie one{false, events, {}};
  for (const std::string& event : events_of(incident)) {
    if (std::find(events.begin(), events.end(), event) == events.end()) one.those.push_back(event);
  }
  if (one.those.empty()) {
    throw Error(ErrorCode::kBadValue,
                "incident \"" + incident + "\" holds nothing else: there is nothing to split");
  }
  store::JournalRow row = tie(one, why);
  writing.commit();
  return row;
}

std::optional<store::JournalRow> Desk::undo(std::string_view why) {
  Writing writing = begin();
  const std::optional<store::JournalRow> last = store::last_by_hand(store_->connection());
  if (!last) return std::nullopt;
  take_back(*last, why);
  writing.commit();
  return last;
}

store::JournalRow Desk::undo(std::int64_t n, std::string_view why) {
  Writing writing = begin();
  std::optional<store::JournalRow> found;
  store::read_journal(store_->connection(), n, [&](const store::JournalRow& row) {
    if (row.n == n) found = row;
    return false;
  });
  const std::string number = "journal row " + std::to_string(n);
  if (!found) throw Error(ErrorCode::kNotFound, number + " is not in the desk");
  const auto standing = store::standing(store_->connection(), found->action);
  const bool stands = std::any_of(standing.begin(), standing.end(),
                                  [&](const store::JournalRow& row) { return row.n == n; });
  constexpr std::array kDecisions{store::action::kCorrect, store::action::kAccept,
                                  store::action::kReject, store::action::kMerge,
                                  store::action::kSplit};
  const bool is_decision =
      std::find(kDecisions.begin(), kDecisions.end(), found->action) != kDecisions.end();
  if (!stands || !is_decision) {
    throw Error(ErrorCode::kBadValue,
                number + ": \"" + found->action + "\"; expected a decision that still stands");
  }
  take_back(*found, why);
  writing.commit();
  return *found;
}

void Desk::take_back(const store::JournalRow& last, std::string_view why) {
  store::JournalRow row;
  row.action = store::action::kUndo;
  row.report = last.report;
  row.event = last.event;
  row.field = last.field;
  row.before = last.after;
  row.after = last.before;
  row.why = why;
  row.undoes = last.n;
  note(std::move(row));
  if (last.action == store::action::kMerge || last.action == store::action::kSplit) {
    renew(store::tie_from_json(last.data));
    return;
  }
  index(last.report);
  store_->note_change("report", last.report, "changed");
  follow_up();
}

}  // namespace tocsin::engine
