#pragma once
/// A week in an invented district, built by hand: what a report is made from.

#include <string>

#include "tocsin/report/sitrep.h"

namespace tocsin::sample {

struct Telling {
  std::string report;
  std::string outlet;
  std::string published;
  std::string sentence;
};

/// One incident with an event for each telling, numbered by `id`.
inline Incident incident(report::SitrepInput& input, const std::string& id, const std::string& type,
                         const std::string& mode, Reality reality, const std::string& day,
                         const std::vector<Telling>& tellings) {
  Incident incident;
  incident.id = id;
  incident.type = type;
  incident.mode = mode;
  incident.reality = reality;
  if (!day.empty()) incident.date = {parse_date(day), parse_date(day), DatePrecision::kDay};
  for (const Telling& each : tellings) {
    const std::string event = each.report + "/" + id;
    incident.events.push_back({event, each.report, type, mode, reality, {}});
    incident.voice_groups.push_back({each.report});
    Citation citation;
    citation.event = event;
    citation.report = each.report;
    citation.outlet = each.outlet;
    citation.title = "Title of " + each.report;
    citation.published = parse_date(each.published);
    citation.sentence = each.sentence;
    citation.sentence_at = {10, 60};
    citation.type = type;
    citation.mode = mode;
    citation.reality = reality;
    input.citations[event] = citation;
  }
  return incident;
}

inline ClaimPlace town(const std::string& name, double lat, double lon) {
  return {name, "x:" + name, lat, lon, 3, PlacePrecision::kTown, "SYR", "Marwan", "Tal Marwan"};
}

inline Incident strike(report::SitrepInput& input) {
  Incident strike = incident(
      input, "strike", "ASSAULT", "aerial", Reality::kActual, "2024-03-05",
      {{"a", "Ridge Monitor", "2024-03-05", "An air strike on Tal Marwan killed nine people."},
       {"b", "وكالة التل", "2024-03-06", "قُتل 12 شخصًا في غارة جوية على تل مروان."}});
  strike.place = town("Tal Marwan", 32.85, 36.25);
  strike.actors = {{"National Army", "", "SYR", "MIL", Side::kActor},
                   {"civilians <script>", "", "SYR", "CVL", Side::kRecipient}};
  strike.killed = IncidentFigure{9, 12, 12};
  strike.disagreements = {{"killed", {{"9", {"a/strike"}}, {"12", {"b/strike"}}}}};
  return strike;
}

inline Incident denial(report::SitrepInput& input) {
  Incident denial = incident(
      input, "denial", "COERCE", "siege", Reality::kDenied, "2024-03-06",
      {{"a", "Ridge Monitor", "2024-03-05", "The town was said to be under siege."},
       {"d", "Valley Post", "2024-03-07", "The governor denied that the town was besieged."}});
  denial.story = {{parse_date("2024-03-05"), Reality::kActual, "a/denial"},
                  {parse_date("2024-03-07"), Reality::kDenied, "d/denial"}};
  return denial;
}

inline report::SitrepInput input() {
  report::SitrepInput input;
  input.area = "Marwan";
  input.period = {*parse_date("2024-03-04"), *parse_date("2024-03-10")};
  input.before = report::period_before(input.period);
  input.version = "1.2.3";
  Incident clash = incident(
      input, "clash", "ASSAULT", "clash", Reality::kActual, "2024-03-04",
      {{"c", "Valley Post", "2024-03-04", "Gunmen and soldiers clashed at Izrin | one died."}});
  clash.place = town("Izrin", 32.9, 36.4);
  clash.killed = IncidentFigure{1, 1, 1};
  Incident threat =
      incident(input, "threat", "ASSAULT", "heavy-weapons", Reality::kThreatened, "",
               {{"c", "Valley Post", "2024-03-08", "The army threatened to shell Izrin."}});
  threat.place = town("Izrin", 32.9, 36.4);
  input.incidents = {threat, strike(input), clash, denial(input)};
  Incident earlier =
      incident(input, "earlier", "PROTEST", "demo", Reality::kActual, "2024-02-28",
               {{"e", "Ridge Monitor", "2024-02-28", "Hundreds marched in Tal Marwan."}});
  earlier.place = town("Tal Marwan", 32.85, 36.25);
  input.earlier = {earlier};
  return input;
}

}  // namespace tocsin::sample
