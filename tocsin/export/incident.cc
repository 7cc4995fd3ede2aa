#include "tocsin/export/incident.h"

#include <map>

#include "tocsin/core/utf8.h"
#include "tocsin/export/json.h"

namespace tocsin::exports {
namespace {

Json date_json(const std::optional<DateInterval>& date) {
  if (!date) return nullptr;
  Json json;
  json["start"] = date->start ? Json(to_string(*date->start)) : Json(nullptr);
  json["end"] = date->end ? Json(to_string(*date->end)) : Json(nullptr);
  json["precision"] = to_string(date->precision);
  return json;
}

Json place_json(const std::optional<ClaimPlace>& place) {
  if (!place) return nullptr;
  constexpr int kDegreeDigits = 6;
  Json json;
  json["name"] = text_or_null(place->name);
  json["id"] = text_or_null(place->id);
  json["lat"] = rounded(place->lat, kDegreeDigits);
  json["lon"] = rounded(place->lon, kDegreeDigits);
  json["country"] = text_or_null(place->country);
  json["admin1"] = text_or_null(place->admin1);
  json["admin2"] = text_or_null(place->admin2);
  json["precision"] = to_string(place->precision);
  json["radius_km"] = rounded(place->radius_km, 2);
  json["basis"] = place->is_inferred ? "inferred" : "stated";
  return json;
}

Json actors_json(const Incident& incident) {
  Json list = Json::array();
  for (const ClaimActor& actor : incident.actors) {
    Json json;
    json["name"] = text_or_null(actor.name);
    json["id"] = text_or_null(actor.id);
    json["country"] = text_or_null(actor.country);
    json["sector"] = text_or_null(actor.sector);
    json["side"] = to_string(actor.side);
    list.push_back(std::move(json));
  }
  return list;
}

Json figure_json(const std::optional<IncidentFigure>& figure) {
  if (!figure) return nullptr;
  Json json;
  json["low"] = figure->low;
  json["best"] = figure->best;
  json["high"] = figure->high;
  return json;
}

/// Code points of one report after another, each text counted once.
class Offsets {
 public:
  explicit Offsets(const TextOf& text_of) : text_of_(text_of) {}

  Json span(const std::string& report, Span span) {
    const auto [place, fresh] = texts_.try_emplace(report);
    if (fresh) place->second = std::string(text_of_(report));
    const std::string& text = place->second;
    if (is_empty(span) || span.end > text.size()) return nullptr;
    const CodePointOffsets offsets(text);
    Json json;
    json["text"] = slice(text, span);
    json["start"] = offsets(span.begin);
    json["end"] = offsets(span.end);
    return json;
  }

 private:
  const TextOf& text_of_;
  std::map<std::string, std::string> texts_;
};

Json events_json(const Incident& incident, const TextOf& text_of) {
  Offsets offsets(text_of);
  Json list = Json::array();
  for (const IncidentEvent& event : incident.events) {
    const Json trigger = offsets.span(event.report, event.trigger);
    Json json;
    json["event"] = event.event;
    json["report_id"] = event.report;
    json["type"] = text_or_null(event.type);
    json["mode"] = text_or_null(event.mode);
    json["reality"] = to_string(event.reality);
    json["trigger"] = trigger.is_null() ? Json(nullptr) : trigger["text"];
    json["start"] = trigger.is_null() ? Json(nullptr) : trigger["start"];
    json["end"] = trigger.is_null() ? Json(nullptr) : trigger["end"];
    list.push_back(std::move(json));
  }
  return list;
}

Json disagreements_json(const Incident& incident) {
  Json list = Json::array();
  for (const Disagreement& disagreement : incident.disagreements) {
    Json versions = Json::array();
    for (const Version& version : disagreement.versions) {
      versions.push_back({{"value", version.value}, {"events", version.events}});
    }
    list.push_back({{"field", disagreement.field}, {"versions", std::move(versions)}});
  }
  return list;
}

Json story_json(const Incident& incident) {
  Json list = Json::array();
  for (const RealityStep& step : incident.story) {
    Json json;
    json["published"] = step.published ? Json(to_string(*step.published)) : Json(nullptr);
    json["reality"] = to_string(step.reality);
    json["event"] = step.event;
    list.push_back(std::move(json));
  }
  return list;
}

Json joins_json(const Incident& incident) {
  constexpr int kScoreDigits = 3;
  Json list = Json::array();
  for (const Join& join : incident.joins) {
    Json parts = Json::object();
    for (const auto& [name, value] : join.parts) parts[name] = rounded(value, kScoreDigits);
    Json json;
    json["a"] = join.a;
    json["b"] = join.b;
    json["score"] = rounded(join.score, kScoreDigits);
    json["parts"] = std::move(parts);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string to_json(const Incident& incident, const TextOf& text_of) {
  Json json;
  json["id"] = incident.id;
  json["type"] = text_or_null(incident.type);
  json["mode"] = text_or_null(incident.mode);
  json["reality"] = to_string(incident.reality);
  json["confidence"] = rounded(incident.confidence, 3);
  json["score"] = rounded(incident.score, 2);
  json["date"] = date_json(incident.date);
  if (incident.date) json["date"]["basis"] = to_string(incident.date_basis);
  json["location"] = place_json(incident.place);
  json["actors"] = actors_json(incident);
  json["killed"] = figure_json(incident.killed);
  json["injured"] = figure_json(incident.injured);
  json["detained"] = figure_json(incident.detained);
  json["displaced"] = figure_json(incident.displaced);
  json["voices"] = incident.voice_groups.size();
  json["voice_groups"] = incident.voice_groups;
  json["events"] = events_json(incident, text_of);
  json["disagreements"] = disagreements_json(incident);
  json["story"] = story_json(incident);
  json["joins"] = joins_json(incident);
  return dump(json);
}

}  // namespace tocsin::exports
