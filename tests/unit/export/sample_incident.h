#pragma once
/// A small incident of two reports, built by hand, with how its events are cited.

#include <string>
#include <vector>

#include "sample.h"
#include "tocsin/core/citation.h"
#include "tocsin/core/incident.h"

namespace tocsin::sample {

/// A second report of the attack in Izra, from another outlet and with another figure.
inline CodedReport second_report() {
  CodedReport coded = report();
  coded.report.id = "post";
  coded.report.title = "Four dead in Izra";
  coded.report.source = "Valley Post";
  coded.report.published = parse_date("2024-03-13");
  for (Event& each : coded.events) each.id = "post" + each.id.substr(each.id.find('/'));
  coded.events[0].killed->min = 4;
  return coded;
}

inline Incident incident() {
  const CodedReport first = report();
  const CodedReport second = second_report();
  const Event& event = first.events[0];
  const PlaceCandidate& town = *event.location->place;
  Incident incident;
  incident.id = "izra/1";
  incident.type = event.type;
  incident.mode = event.mode;
  incident.date = event.date->interval;
  incident.place = ClaimPlace{town.name,      town.id,      town.lat,    town.lon,   town.radius_km,
                              town.precision, town.country, town.admin1, town.admin2};
  incident.actors = {{"Ridge Front", "actors:REB", "SYR", "REB", Side::kActor},
                     {"Syrian Army", "actors:MIL", "SYR", "MIL", Side::kRecipient}};
  incident.killed = IncidentFigure{2, 4, 4};
  incident.confidence = 0.9;
  incident.score = -9;
  incident.voice_groups = {{"izra"}, {"post"}};
  incident.events = {
      {"post/1", "post", event.type, event.mode, Reality::kActual, second.events[0].trigger},
      {"izra/1", "izra", event.type, event.mode, Reality::kActual, event.trigger}};
  incident.disagreements = {{"killed", {{"2", {"izra/1"}}, {"4", {"post/1"}}}}};
  incident.story = {{parse_date("2024-03-13"), Reality::kActual, "post/1"}};
  return incident;
}

/// Of the two reports; nothing for other events.
inline std::optional<Citation> citation_of(const IncidentEvent& wanted) {
  for (const CodedReport& coded : {report(), second_report()}) {
    for (const Event& each : coded.events) {
      if (each.id == wanted.event) return cite(coded, each);
    }
  }
  return std::nullopt;
}

}  // namespace tocsin::sample
