#pragma once
/// An incident: one happening as several reports tell it, with who says what.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/claim.h"

namespace tocsin {

/// A figure over all claims: `best` is the latest of the most trusted claims, never their sum.
struct IncidentFigure {
  std::int64_t low = 0;
  std::int64_t best = 0;
  std::int64_t high = 0;
  bool operator==(const IncidentFigure&) const = default;
};

/// One claim of an incident, as the incident cites it.
struct IncidentEvent {
  std::string event;
  std::string report;
  std::string type;
  std::string mode;
  Reality reality = Reality::kActual;
  Span trigger;  ///< bytes of the report's text
};

/// One version of a field, and the events that give it.
struct Version {
  std::string value;
  std::vector<std::string> events;
};

/// A field on which reports differ: every version with its sources.
struct Disagreement {
  std::string field;  ///< "killed", "injured", "actor", "date", "place", "reality"
  std::vector<Version> versions;
};

/// What joined two claims: the score and its named parts, each in [-1,1].
struct Join {
  std::string a;  ///< event ids
  std::string b;
  double score = 0;
  std::vector<std::pair<std::string, double>> parts;
};

/// How the story stood from a day on.
struct RealityStep {
  std::optional<Date> published;
  Reality reality = Reality::kActual;
  std::string event;
};

struct Incident {
  std::string id;  ///< stable: made from the event id that is first in code-point order
  std::string type;
  std::string mode;
  Reality reality = Reality::kActual;  ///< how the story stands at its end
  std::optional<DateInterval> date;
  DateBasis date_basis = DateBasis::kNone;
  std::optional<ClaimPlace> place;
  std::vector<ClaimActor> actors;
  std::optional<IncidentFigure> killed;
  std::optional<IncidentFigure> injured;
  std::optional<IncidentFigure> detained;
  std::optional<IncidentFigure> displaced;
  double confidence = 0;  ///< in [0,1]
  double score = 0;       ///< conflict-cooperation scale
  std::vector<std::vector<std::string>>
      voice_groups;                   ///< report ids; one group is one independent voice
  std::vector<IncidentEvent> events;  ///< in order of publication, then of id
  std::vector<Disagreement> disagreements;
  std::vector<RealityStep> story;
  std::vector<Join> joins;
};

}  // namespace tocsin
