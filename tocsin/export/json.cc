#include "tocsin/export/json.h"

#include <cmath>

namespace tocsin::exports {
namespace {

constexpr int kConfidenceDecimals = 4;
constexpr int kDegreeDecimals = 5;  // about a metre
constexpr int kRadiusDecimals = 2;
constexpr int kScoreDecimals = 2;

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(to_string(*day)) : Json(nullptr);
}

}  // namespace

double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double result = std::round(value * scale) / scale;
  return result == 0 ? 0 : result;  // never "-0.0"
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

RecordJson::RecordJson(const CodedReport& coded, Detail detail)
    : coded_(coded), detail_(detail), offsets_(coded.report.text) {}

Json RecordJson::report() const {
  const Report& report = coded_.report;
  Json json;
  json["report_id"] = report.id;
  json["published"] = day_or_null(report.published);
  json["published_basis"] = to_string(report.published_basis);
  json["published_evidence"] = span(coded_.published_evidence);
  if (detail_ == Detail::kExplained) json["published_reason"] = coded_.published_reason;
  json["language"] = text_or_null(coded_.language);
  json["source"] = text_or_null(report.source);
  json["title"] = text_or_null(report.title);
  json["url"] = text_or_null(report.url);
  json["sentences_read"] = coded_.sentences_read;
  json["events"] = Json::array();
  for (const Event& each : coded_.events) json["events"].push_back(event(each));
  json["mentions"] = mentions(coded_.mentions);
  json["diagnostics"] = diagnostics();
  return json;
}

Json RecordJson::event(const Event& event) const {
  Json json;
  json["id"] = event.id;
  json["event"] = event.type;
  json["mode"] = text_or_null(event.mode);
  json["score"] = rounded(event.score, kScoreDecimals);
  json["quad_code"] = event.quad_code;
  json["cameo"] = text_or_null(event.cameo);
  json["acled"] = nullptr;
  if (event.acled) {
    json["acled"] = {{"event_type", event.acled->event_type},
                     {"sub_event_type", event.acled->sub_event_type}};
  }
  json["reality"] = to_string(event.reality);
  json["aspect"] = to_string(event.aspect);
  json["confidence"] = rounded(event.confidence, kConfidenceDecimals);
  json["trigger"] = span(event.trigger);
  json["sentence"] = span(event.sentence);
  add_who(json, event);
  add_where_and_when(json, event);
  json["killed"] = count(event.killed);
  json["injured"] = count(event.injured);
  json["detained"] = count(event.detained);
  json["displaced"] = count(event.displaced);
  json["count"] = count(event.count);
  json["links"] = Json::array();
  for (const EventLink& link : event.links) {
    json["links"].push_back({{"link", to_string(link.kind)}, {"event", link.event}});
  }
  return json;
}

void RecordJson::add_who(Json& json, const Event& event) const {
  json["actor"] = actors(event.actor);
  json["recipient"] = actors(event.recipient);
  json["source"] = actors(event.source);
  json["weapon"] = mentions(event.weapon);
  json["object"] = mentions(event.object);
}

void RecordJson::add_where_and_when(Json& json, const Event& event) const {
  json["place"] = mentions(event.place);
  json["location"] = place(event.location);
  json["from"] = mentions(event.from);
  json["from_location"] = place(event.from_location);
  json["to"] = mentions(event.to);
  json["to_location"] = place(event.to_location);
  json["time"] = mentions(event.time);
  json["date"] = date(event.date);
}

void RecordJson::add_span(Json& json, Span span) const {
  json["text"] = slice(coded_.report.text, span);
  json["start"] = offsets_(span.begin);
  json["end"] = offsets_(span.end);
}

void RecordJson::add_reason(Json& json, std::string_view reason) const {
  if (detail_ == Detail::kExplained) json["reason"] = reason;
}

Json RecordJson::span(Span span) const {
  if (is_empty(span)) return nullptr;
  Json json;
  add_span(json, span);
  return json;
}

Json RecordJson::mention(const Mention& mention) const {
  Json json;
  add_span(json, mention.span);
  json["kind"] = mention.kind;
  json["confidence"] = rounded(mention.confidence, kConfidenceDecimals);
  if (mention.antecedent) json["stands_for"] = span(*mention.antecedent);
  return json;
}

Json RecordJson::mentions(std::span<const Mention> mentions) const {
  Json json = Json::array();
  for (const Mention& each : mentions) json.push_back(mention(each));
  return json;
}

Json RecordJson::actor(const EventActor& actor) const {
  Json json;
  add_span(json, actor.mention.span);
  json["kind"] = actor.mention.kind;
  json["name"] = text_or_null(actor.value.name);
  json["id"] = text_or_null(actor.value.id);
  json["country"] = text_or_null(actor.value.country);
  json["sector"] = text_or_null(actor.value.sector);
  json["confidence"] = rounded(actor.mention.confidence, kConfidenceDecimals);
  const auto& stands_for =
      actor.value.stands_for ? actor.value.stands_for : actor.mention.antecedent;
  if (stands_for) json["stands_for"] = span(*stands_for);
  add_reason(json, actor.value.reason);
  if (detail_ != Detail::kExplained) return json;
  json["candidates"] = Json::array();
  for (const ActorCandidate& each : actor.value.candidates) {
    json["candidates"].push_back({{"name", each.name},
                                  {"id", each.id},
                                  {"country", text_or_null(each.country)},
                                  {"score", rounded(each.score, kConfidenceDecimals)}});
  }
  return json;
}

Json RecordJson::actors(std::span<const EventActor> actors) const {
  Json json = Json::array();
  for (const EventActor& each : actors) json.push_back(actor(each));
  return json;
}

Json RecordJson::date(const std::optional<EventDate>& date) const {
  if (!date) return nullptr;
  Json json;
  json["start"] = day_or_null(date->interval.start);
  json["end"] = day_or_null(date->interval.end);
  json["precision"] = to_string(date->interval.precision);
  json["basis"] = to_string(date->basis);
  json["evidence"] = span(date->evidence);
  add_reason(json, date->reason);
  return json;
}

Json RecordJson::candidate(const PlaceCandidate& candidate) const {
  Json json;
  json["name"] = candidate.name;
  json["id"] = candidate.id;
  json["lat"] = rounded(candidate.lat, kDegreeDecimals);
  json["lon"] = rounded(candidate.lon, kDegreeDecimals);
  json["country"] = text_or_null(candidate.country);
  json["admin1"] = text_or_null(candidate.admin1);
  json["admin2"] = text_or_null(candidate.admin2);
  json["feature"] = text_or_null(candidate.feature);
  json["precision"] = to_string(candidate.precision);
  json["radius_km"] = rounded(candidate.radius_km, kRadiusDecimals);
  return json;
}

Json RecordJson::place(const std::optional<PlaceValue>& place) const {
  if (!place) return nullptr;
  Json json;
  if (place->place) {
    json = candidate(*place->place);
  } else {
    for (const char* key : {"name", "id", "lat", "lon", "country", "admin1", "admin2", "feature"}) {
      json[key] = nullptr;
    }
    json["precision"] = to_string(PlacePrecision::kNone);
    json["radius_km"] = nullptr;
  }
  json["basis"] = place->reason;
  if (detail_ == Detail::kExplained) {
    json["reason"] = place->place ? Json(place->place->reason) : Json(nullptr);
  }
  json["candidates"] = Json::array();
  for (const PlaceCandidate& each : place->candidates) {
    Json one = candidate(each);
    one["score"] = rounded(each.score, kConfidenceDecimals);
    add_reason(one, each.reason);
    json["candidates"].push_back(std::move(one));
  }
  return json;
}

Json RecordJson::count(const std::optional<EventCount>& count) const {
  if (!count) return nullptr;
  Json json;
  json["min"] = value_or_null(count->min);
  json["max"] = value_or_null(count->max);
  add_span(json, count->span);
  add_reason(json, count->reason);
  return json;
}

Json RecordJson::diagnostics() const {
  Json json = Json::array();
  for (const Diagnostic& each : coded_.diagnostics) {
    Json one = {{"code", each.code}, {"message", each.message}};
    if (is_empty(each.span)) {
      one["start"] = nullptr;
      one["end"] = nullptr;
    } else {
      one["start"] = offsets_(each.span.begin);
      one["end"] = offsets_(each.span.end);
    }
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace tocsin::exports
