#include "eval/coded_record.h"

#include <vector>

#include "tocsin/core/utf8.h"

namespace tocsin::evaluation {
namespace {

using nlohmann::json;

/// The byte at which each code point of a text begins.
class Bytes {
 public:
  explicit Bytes(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).bytes) {
      starts_.push_back(static_cast<std::uint32_t>(at));
    }
    starts_.push_back(static_cast<std::uint32_t>(text.size()));
  }
  Span span(const json& from) const {
    if (!from.is_object() || !from.contains("start") || from.at("start").is_null()) return {};
    return {starts_.at(from.at("start")), starts_.at(from.at("end"))};
  }

 private:
  std::vector<std::uint32_t> starts_;
};

std::string text_at(const json& from, const char* key) {
  const auto found = from.find(key);
  return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> figure_at(const json& from, const char* key) {
  const auto found = from.find(key);
  if (found == from.end() || !found->is_number()) return std::nullopt;
  return found->get<std::int64_t>();
}

const json& list_at(const json& from, const char* key) {
  static const json kNone = json::array();
  const auto found = from.find(key);
  return found != from.end() && found->is_array() ? *found : kNone;
}

std::vector<EventActor> actors(const json& from, const char* key, const Bytes& bytes) {
  std::vector<EventActor> found;
  for (const json& item : list_at(from, key)) {
    EventActor actor;
    actor.mention.span = bytes.span(item);
    actor.mention.kind = text_at(item, "kind");
    actor.value.name = text_at(item, "name");
    actor.value.id = text_at(item, "id");
    actor.value.country = text_at(item, "country");
    actor.value.sector = text_at(item, "sector");
    found.push_back(std::move(actor));
  }
  return found;
}

std::vector<Mention> mentions(const json& from, const char* key, const Bytes& bytes) {
  std::vector<Mention> found;
  for (const json& item : list_at(from, key)) {
    Mention mention;
    mention.span = bytes.span(item);
    mention.kind = text_at(item, "kind");
    found.push_back(std::move(mention));
  }
  return found;
}

std::optional<EventCount> count_at(const json& from, const char* key, const Bytes& bytes) {
  const auto found = from.find(key);
  if (found == from.end() || !found->is_object()) return std::nullopt;
  return EventCount{bytes.span(*found), figure_at(*found, "min"), figure_at(*found, "max")};
}

std::optional<PlaceValue> location_of(const json& from) {
  const auto found = from.find("location");
  if (found == from.end() || !found->is_object() || text_at(*found, "name").empty()) {
    return std::nullopt;
  }
  PlaceCandidate place;
  place.name = text_at(*found, "name");
  place.id = text_at(*found, "id");
  place.lat = found->value("lat", 0.0);
  place.lon = found->value("lon", 0.0);
  place.country = text_at(*found, "country");
  place.admin1 = text_at(*found, "admin1");
  place.admin2 = text_at(*found, "admin2");
  place.radius_km = found->value("radius_km", 0.0);
  place.precision =
      parse_place_precision(text_at(*found, "precision")).value_or(PlacePrecision::kNone);
  PlaceValue value;
  value.place = place;
  return value;
}

std::optional<EventDate> date_of(const json& from) {
  const auto found = from.find("date");
  if (found == from.end() || !found->is_object()) return std::nullopt;
  EventDate date;
  date.interval.start = parse_date(text_at(*found, "start"));
  date.interval.end = parse_date(text_at(*found, "end"));
  date.interval.precision =
      parse_date_precision(text_at(*found, "precision")).value_or(DatePrecision::kUnknown);
  date.basis = parse_date_basis(text_at(*found, "basis")).value_or(DateBasis::kNone);
  return date;
}

Event event_of(const json& from, const Bytes& bytes) {
  Event event;
  event.id = text_at(from, "id");
  event.type = text_at(from, "event");
  event.mode = text_at(from, "mode");
  event.score = from.value("score", 0.0);
  event.confidence = from.value("confidence", 0.0);
  event.reality = parse_reality(text_at(from, "reality")).value_or(Reality::kActual);
  event.aspect = parse_aspect(text_at(from, "aspect")).value_or(Aspect::kOnce);
  event.trigger = bytes.span(from.at("trigger"));
  event.sentence = bytes.span(from.at("sentence"));
  event.actor = actors(from, "actor", bytes);
  event.recipient = actors(from, "recipient", bytes);
  event.source = actors(from, "source", bytes);
  event.weapon = mentions(from, "weapon", bytes);
  event.object = mentions(from, "object", bytes);
  event.place = mentions(from, "place", bytes);
  event.time = mentions(from, "time", bytes);
  event.location = location_of(from);
  event.date = date_of(from);
  event.killed = count_at(from, "killed", bytes);
  event.injured = count_at(from, "injured", bytes);
  event.detained = count_at(from, "detained", bytes);
  event.displaced = count_at(from, "displaced", bytes);
  return event;
}

}  // namespace

Report report_of(const json& line) {
  Report report;
  report.id = text_at(line, "id");
  report.text = replace_invalid_utf8(text_at(line, "text"));
  report.title = text_at(line, "title");
  report.source = text_at(line, "source");
  report.language = text_at(line, "lang");
  report.published = parse_date(text_at(line, "date"));
  return report;
}

CodedReport coded_report_of(Report report, const json& record) {
  CodedReport coded;
  coded.report = std::move(report);
  coded.language = text_at(record, "language");
  if (const auto published = parse_date(text_at(record, "published"))) {
    coded.report.published = published;
  }
  const Bytes bytes(coded.report.text);
  coded.mentions = mentions(record, "mentions", bytes);
  for (const json& event : list_at(record, "events")) {
    coded.events.push_back(event_of(event, bytes));
  }
  return coded;
}

}  // namespace tocsin::evaluation
