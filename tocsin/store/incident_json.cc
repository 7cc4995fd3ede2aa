// Incidents as the desk keeps them.
#include "tocsin/store/coded_json.h"
#include "tocsin/store/json_parts.h"

namespace tocsin::store {
namespace {

std::optional<Side> parse_side(std::string_view name) {
  if (name == to_string(Side::kActor)) return Side::kActor;
  if (name == to_string(Side::kRecipient)) return Side::kRecipient;
  return std::nullopt;
}

Json actor_json(const ClaimActor& actor) {
  Json json = {{"name", actor.name}, {"side", to_string(actor.side)}};
  put(json, "id", actor.id);
  put(json, "country", actor.country);
  put(json, "sector", actor.sector);
  return json;
}

ClaimActor actor_of(const Json& json) {
  return {text_at(json, "name"), text_at(json, "id"), text_at(json, "country"),
          text_at(json, "sector"), named(json, "side", parse_side, Side::kActor)};
}

void put_place(Json& json, const std::optional<ClaimPlace>& place) {
  if (!place) return;
  Json one = {{"name", place->name},
              {"lat", place->lat},
              {"lon", place->lon},
              {"radius_km", place->radius_km},
              {"precision", to_string(place->precision)}};
  put(one, "id", place->id);
  put(one, "country", place->country);
  put(one, "admin1", place->admin1);
  put(one, "admin2", place->admin2);
  if (place->is_inferred) one["is_inferred"] = true;
  json["place"] = std::move(one);
}

std::optional<ClaimPlace> place_of(const Json& json) {
  const auto found = json.find("place");
  if (found == json.end()) return std::nullopt;
  ClaimPlace place;
  place.name = text_at(*found, "name");
  place.id = text_at(*found, "id");
  place.lat = real_at(*found, "lat");
  place.lon = real_at(*found, "lon");
  place.radius_km = real_at(*found, "radius_km");
  place.precision = named(*found, "precision", parse_place_precision, PlacePrecision::kNone);
  place.country = text_at(*found, "country");
  place.admin1 = text_at(*found, "admin1");
  place.admin2 = text_at(*found, "admin2");
  place.is_inferred = found->value("is_inferred", false);
  return place;
}

void put_figure(Json& json, const char* key, const std::optional<IncidentFigure>& figure) {
  if (figure) json[key] = {figure->low, figure->best, figure->high};
}

std::optional<IncidentFigure> figure_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return IncidentFigure{found->at(0).get<std::int64_t>(), found->at(1).get<std::int64_t>(),
                        found->at(2).get<std::int64_t>()};
}

Json telling_json(const IncidentEvent& event) {
  Json json = {{"event", event.event}, {"report", event.report}, {"type", event.type}};
  put(json, "mode", event.mode);
  json["reality"] = to_string(event.reality);
  put(json, "trigger", event.trigger);
  return json;
}

IncidentEvent telling_of(const Json& json) {
  return {text_at(json, "event"),
          text_at(json, "report"),
          text_at(json, "type"),
          text_at(json, "mode"),
          named(json, "reality", parse_reality, Reality::kActual),
          span_at(json, "trigger")};
}

Json disagreement_json(const Disagreement& disagreement) {
  Json versions = Json::array();
  for (const Version& each : disagreement.versions) {
    versions.push_back({{"value", each.value}, {"events", each.events}});
  }
  return {{"field", disagreement.field}, {"versions", std::move(versions)}};
}

Disagreement disagreement_of(const Json& json) {
  Disagreement disagreement{text_at(json, "field"), {}};
  for (const Json& each : json.at("versions")) {
    disagreement.versions.push_back(
        {text_at(each, "value"), each.at("events").get<std::vector<std::string>>()});
  }
  return disagreement;
}

Json step_json(const RealityStep& step) {
  Json json = {{"reality", to_string(step.reality)}, {"event", step.event}};
  put(json, "published", step.published);
  return json;
}

RealityStep step_of(const Json& json) {
  return {date_at(json, "published"), named(json, "reality", parse_reality, Reality::kActual),
          text_at(json, "event")};
}

Json join_json(const Join& join) {
  Json parts = Json::array();
  for (const auto& [name, value] : join.parts) parts.push_back({name, value});
  return {join.a, join.b, join.score, std::move(parts)};
}

Join join_of(const Json& json) {
  Join join{
      json.at(0).get<std::string>(), json.at(1).get<std::string>(), json.at(2).get<double>(), {}};
  for (const Json& part : json.at(3)) {
    join.parts.emplace_back(part.at(0).get<std::string>(), part.at(1).get<double>());
  }
  return join;
}

void put_who_and_where(Json& json, const Incident& incident) {
  if (incident.date) {
    json["date"] = interval_json(*incident.date);
    json["date_basis"] = to_string(incident.date_basis);
  }
  put_place(json, incident.place);
  put_all(json, "actors", incident.actors, actor_json);
  put_figure(json, "killed", incident.killed);
  put_figure(json, "injured", incident.injured);
  put_figure(json, "detained", incident.detained);
  put_figure(json, "displaced", incident.displaced);
}

void read_who_and_where(const Json& json, Incident& incident) {
  if (const auto found = json.find("date"); found != json.end()) {
    incident.date = interval_of(*found);
    incident.date_basis = named(json, "date_basis", parse_date_basis, DateBasis::kNone);
  }
  incident.place = place_of(json);
  incident.actors = all_at<ClaimActor>(json, "actors", actor_of);
  incident.killed = figure_at(json, "killed");
  incident.injured = figure_at(json, "injured");
  incident.detained = figure_at(json, "detained");
  incident.displaced = figure_at(json, "displaced");
}

Incident incident_of(const Json& json) {
  Incident incident;
  incident.id = text_at(json, "id");
  incident.type = text_at(json, "type");
  incident.mode = text_at(json, "mode");
  incident.reality = named(json, "reality", parse_reality, Reality::kActual);
  read_who_and_where(json, incident);
  incident.confidence = real_at(json, "confidence");
  incident.score = real_at(json, "score");
  incident.voice_groups = json.at("voices").get<std::vector<std::vector<std::string>>>();
  incident.events = all_at<IncidentEvent>(json, "events", telling_of);
  incident.disagreements = all_at<Disagreement>(json, "disagreements", disagreement_of);
  incident.story = all_at<RealityStep>(json, "story", step_of);
  incident.joins = all_at<Join>(json, "joins", join_of);
  return incident;
}

}  // namespace

std::string to_json(const Incident& incident) {
  Json json = {{"id", incident.id}, {"type", incident.type}};
  put(json, "mode", incident.mode);
  json["reality"] = to_string(incident.reality);
  put_who_and_where(json, incident);
  json["confidence"] = incident.confidence;
  json["score"] = incident.score;
  json["voices"] = incident.voice_groups;
  put_all(json, "events", incident.events, telling_json);
  put_all(json, "disagreements", incident.disagreements, disagreement_json);
  put_all(json, "story", incident.story, step_json);
  put_all(json, "joins", incident.joins, join_json);
  return dumped(json);
}

Incident incident_from_json(std::string_view text) {
  return reading(text, "an incident", incident_of);
}

}  // namespace tocsin::store
