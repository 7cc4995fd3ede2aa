#include "tocsin/store/coded_json.h"

#include "tocsin/store/json_parts.h"

namespace tocsin::store {
namespace {

Json mention_json(const Mention& mention) {
  Json json = {{"at", span_json(mention.span)}, {"kind", mention.kind}};
  if (mention.confidence != 1) json["sure"] = mention.confidence;
  put(json, "for", mention.antecedent);
  return json;
}

Mention mention_of(const Json& json) {
  Mention mention;
  mention.span = span_of(json.at("at"));
  mention.kind = text_at(json, "kind");
  mention.confidence = json.contains("sure") ? real_at(json, "sure") : 1;
  mention.antecedent = optional_span_at(json, "for");
  return mention;
}

Json actor_json(const EventActor& actor) {
  Json json = mention_json(actor.mention);
  const ActorValue& value = actor.value;
  if (value.span != actor.mention.span) json["value_at"] = span_json(value.span);
  put(json, "stands_for", value.stands_for);
  put(json, "name", value.name);
  put(json, "id", value.id);
  put(json, "country", value.country);
  put(json, "sector", value.sector);
  put(json, "reason", value.reason);
  return json;
}

EventActor actor_of(const Json& json) {
  EventActor actor;
  actor.mention = mention_of(json);
  actor.value.span = json.contains("value_at") ? span_at(json, "value_at") : actor.mention.span;
  actor.value.stands_for = optional_span_at(json, "stands_for");
  actor.value.name = text_at(json, "name");
  actor.value.id = text_at(json, "id");
  actor.value.country = text_at(json, "country");
  actor.value.sector = text_at(json, "sector");
  actor.value.reason = text_at(json, "reason");
  return actor;
}

Json candidate_json(const PlaceCandidate& place) {
  Json json = {{"name", place.name}, {"id", place.id}, {"lat", place.lat}, {"lon", place.lon}};
  put(json, "country", place.country);
  put(json, "admin1", place.admin1);
  put(json, "admin2", place.admin2);
  put(json, "feature", place.feature);
  json["radius_km"] = place.radius_km;
  json["precision"] = to_string(place.precision);
  json["score"] = place.score;
  put(json, "reason", place.reason);
  return json;
}

PlaceCandidate candidate_of(const Json& json) {
  PlaceCandidate place;
  place.name = text_at(json, "name");
  place.id = text_at(json, "id");
  place.lat = real_at(json, "lat");
  place.lon = real_at(json, "lon");
  place.country = text_at(json, "country");
  place.admin1 = text_at(json, "admin1");
  place.admin2 = text_at(json, "admin2");
  place.feature = text_at(json, "feature");
  place.radius_km = real_at(json, "radius_km");
  place.precision = named(json, "precision", parse_place_precision, PlacePrecision::kNone);
  place.score = real_at(json, "score");
  place.reason = text_at(json, "reason");
  return place;
}

void put_place(Json& json, const char* key, const std::optional<PlaceValue>& value) {
  if (!value) return;
  Json place = {{"at", span_json(value->span)}};
  if (value->place) place["place"] = candidate_json(*value->place);
  put_all(place, "candidates", value->candidates, candidate_json);
  put(place, "reason", value->reason);
  json[key] = std::move(place);
}

std::optional<PlaceValue> place_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  PlaceValue value;
  value.span = span_at(*found, "at");
  if (const auto place = found->find("place"); place != found->end()) {
    value.place = candidate_of(*place);
  }
  value.candidates = all_at<PlaceCandidate>(*found, "candidates", candidate_of);
  value.reason = text_at(*found, "reason");
  return value;
}

void put_count(Json& json, const char* key, const std::optional<EventCount>& count) {
  if (!count) return;
  Json number = {{"at", span_json(count->span)}};
  put(number, "min", count->min);
  put(number, "max", count->max);
  json[key] = std::move(number);
}

std::optional<EventCount> count_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return EventCount{span_at(*found, "at"), number_at(*found, "min"), number_at(*found, "max")};
}

void put_date(Json& json, const std::optional<EventDate>& date) {
  if (!date) return;
  Json day = interval_json(date->interval);
  if (date->basis != DateBasis::kNone) day["basis"] = to_string(date->basis);
  put(day, "at", date->evidence);
  put(day, "reason", date->reason);
  json["date"] = std::move(day);
}

std::optional<EventDate> event_date_at(const Json& json) {
  const auto found = json.find("date");
  if (found == json.end()) return std::nullopt;
  EventDate date;
  date.interval = interval_of(*found);
  date.basis = named(*found, "basis", parse_date_basis, DateBasis::kNone);
  date.evidence = span_at(*found, "at");
  date.reason = text_at(*found, "reason");
  return date;
}

void put_codes(Json& json, const Event& event) {
  json["type"] = event.type;
  put(json, "mode", event.mode);
  json["score"] = event.score;
  json["quad"] = event.quad_code;
  put(json, "cameo", event.cameo);
  if (event.acled) json["acled"] = {event.acled->event_type, event.acled->sub_event_type};
  if (event.reality != Reality::kActual) json["reality"] = to_string(event.reality);
  if (event.aspect != Aspect::kOnce) json["aspect"] = to_string(event.aspect);
  json["confidence"] = event.confidence;
}

void read_codes(const Json& json, Event& event) {
  event.type = text_at(json, "type");
  event.mode = text_at(json, "mode");
  event.score = real_at(json, "score");
  event.quad_code = static_cast<int>(number_at(json, "quad").value_or(0));
  event.cameo = text_at(json, "cameo");
  if (const auto found = json.find("acled"); found != json.end()) {
    event.acled = AcledCode{found->at(0).get<std::string>(), found->at(1).get<std::string>()};
  }
  event.reality = named(json, "reality", parse_reality, Reality::kActual);
  event.aspect = named(json, "aspect", parse_aspect, Aspect::kOnce);
  event.confidence = real_at(json, "confidence");
}

Json diagnostic_json(const Diagnostic& diagnostic) {
  Json json = {{"code", diagnostic.code}, {"message", diagnostic.message}};
  put(json, "at", diagnostic.span);
  return json;
}

Diagnostic diagnostic_of(const Json& json) {
  return {text_at(json, "code"), text_at(json, "message"), span_at(json, "at")};
}

}  // namespace

Json interval_json(const DateInterval& interval) {
  Json json = Json::object();
  put(json, "start", interval.start);
  put(json, "end", interval.end);
  json["precision"] = to_string(interval.precision);
  return json;
}

DateInterval interval_of(const Json& json) {
  return {date_at(json, "start"), date_at(json, "end"),
          named(json, "precision", parse_date_precision, DatePrecision::kUnknown)};
}

Json event_json(const Event& event) {
  Json json = {{"id", event.id}};
  put_codes(json, event);
  put(json, "trigger", event.trigger);
  put(json, "sentence", event.sentence);
  put_all(json, "actor", event.actor, actor_json);
  put_all(json, "recipient", event.recipient, actor_json);
  put_all(json, "source", event.source, actor_json);
  put_all(json, "weapon", event.weapon, mention_json);
  put_all(json, "object", event.object, mention_json);
  put_all(json, "place", event.place, mention_json);
  put_all(json, "from", event.from, mention_json);
  put_all(json, "to", event.to, mention_json);
  put_all(json, "time", event.time, mention_json);
  put_place(json, "location", event.location);
  put_place(json, "from_location", event.from_location);
  put_place(json, "to_location", event.to_location);
  put_date(json, event.date);
  put_count(json, "killed", event.killed);
  put_count(json, "injured", event.injured);
  put_count(json, "detained", event.detained);
  put_count(json, "displaced", event.displaced);
  put_count(json, "count", event.count);
  put_all(json, "links", event.links, [](const EventLink& link) {
    return Json::array({to_string(link.kind), link.event});
  });
  return json;
}

Event event_of(const Json& json) {
  Event event;
  event.id = text_at(json, "id");
  read_codes(json, event);
  event.trigger = span_at(json, "trigger");
  event.sentence = span_at(json, "sentence");
  event.actor = all_at<EventActor>(json, "actor", actor_of);
  event.recipient = all_at<EventActor>(json, "recipient", actor_of);
  event.source = all_at<EventActor>(json, "source", actor_of);
  event.weapon = all_at<Mention>(json, "weapon", mention_of);
  event.object = all_at<Mention>(json, "object", mention_of);
  event.place = all_at<Mention>(json, "place", mention_of);
  event.from = all_at<Mention>(json, "from", mention_of);
  event.to = all_at<Mention>(json, "to", mention_of);
  event.time = all_at<Mention>(json, "time", mention_of);
  event.location = place_at(json, "location");
  event.from_location = place_at(json, "from_location");
  event.to_location = place_at(json, "to_location");
  event.date = event_date_at(json);
  event.killed = count_at(json, "killed");
  event.injured = count_at(json, "injured");
  event.detained = count_at(json, "detained");
  event.displaced = count_at(json, "displaced");
  event.count = count_at(json, "count");
  event.links = all_at<EventLink>(json, "links", [](const Json& link) {
    const auto kind = parse_link_kind(link.at(0).get<std::string>());
    return EventLink{kind.value_or(LinkKind::kContent), link.at(1).get<std::string>()};
  });
  return event;
}

std::string to_json(const CodedReport& coded) {
  Json json = Json::object();
  put(json, "published", coded.report.published);
  json["published_basis"] = to_string(coded.report.published_basis);
  put(json, "published_at", coded.published_evidence);
  put(json, "published_reason", coded.published_reason);
  put(json, "language", coded.language);
  json["read"] = coded.sentences_read;
  put_all(json, "events", coded.events, event_json);
  put_all(json, "mentions", coded.mentions, mention_json);
  put_all(json, "diagnostics", coded.diagnostics, diagnostic_json);
  return dumped(json);
}

CodedReport coded_from_json(std::string_view text, Report report) {
  return reading(text, "a coded report", [&](const Json& json) {
    CodedReport coded;
    coded.report = std::move(report);
    coded.report.published = date_at(json, "published");
    coded.report.published_basis =
        named(json, "published_basis", parse_published_basis, PublishedBasis::kNone);
    coded.published_evidence = span_at(json, "published_at");
    coded.published_reason = text_at(json, "published_reason");
    coded.language = text_at(json, "language");
    coded.sentences_read = static_cast<std::uint32_t>(number_at(json, "read").value_or(0));
    coded.events = all_at<Event>(json, "events", event_of);
    coded.mentions = all_at<Mention>(json, "mentions", mention_of);
    coded.diagnostics = all_at<Diagnostic>(json, "diagnostics", diagnostic_of);
    return coded;
  });
}

std::string to_json(const Event& event) { return dumped(event_json(event)); }

Event event_from_json(std::string_view text) { return reading(text, "an event", event_of); }

std::string to_json(const std::vector<Diagnostic>& diagnostics) {
  Json json = Json::array();
  for (const Diagnostic& each : diagnostics) json.push_back(diagnostic_json(each));
  return dumped(json);
}

std::vector<Diagnostic> diagnostics_from_json(std::string_view text) {
  if (text.empty()) return {};
  return reading(text, "diagnostics", [](const Json& json) {
    std::vector<Diagnostic> all;
    for (const Json& each : json) all.push_back(diagnostic_of(each));
    return all;
  });
}

}  // namespace tocsin::store
