#pragma once
/// What an incident's claims say of one field, and where they differ.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/incident.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// Claims in order of publication (unknown first), then of event id.
using Ordered = std::vector<const Claim*>;

using CountField = std::optional<ClaimCount> Claim::*;

/// Low and high over all claims that give the figure; best is the latest that does.
std::optional<IncidentFigure> figure(const Ordered& claims, CountField field);

/// When an incident was, and what that rests on.
struct IncidentDate {
  DateInterval interval;
  DateBasis basis = DateBasis::kNone;
};

/// The days that most claims give, the surest first; nothing where none is known. Where no more is
/// known than the report's date: that day for what is done by saying it and for what goes on, else
/// the few days up to it.
std::optional<IncidentDate> date_of(const Ordered& claims, const Rules& rules);

/// The finest place that most reports give; where none gives one, that told of beside most claims,
/// marked as inferred and as no more exact than its district; nothing where one of them names a
/// place that nobody knows.
std::optional<ClaimPlace> place_of(const Ordered& claims);

/// Everybody named, known names before descriptions, each once a side.
std::vector<ClaimActor> actors_of(const Ordered& claims);

/// How the story stands at its end: done where a claim says so, unless more voices deny it, or as
/// many where the rules hold the type for contested. `independent` counts voices among claims.
Reality reality_of(const Ordered& claims, const Rules& rules,
                   const std::function<std::size_t(const Ordered&)>& independent);

/// The steps at which the story's reality changed, as published.
std::vector<RealityStep> story_of(const Ordered& claims);

/// Fields with more than one version.
std::vector<Disagreement> disagreements_of(const Ordered& claims);

}  // namespace tocsin::fuse
