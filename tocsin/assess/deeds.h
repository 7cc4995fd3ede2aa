#pragma once
/// What an assessment weighs: happenings with their claims, dated and placed.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "tocsin/assess/area.h"
#include "tocsin/core/claim.h"
#include "tocsin/core/incident.h"

namespace tocsin::assess {

/// All that is known: claims, and the incidents that join them by the ids of their events. Claims
/// that no incident names stand for themselves, those without a type are passed over.
struct Situation {
  std::vector<Claim> claims;
  std::vector<Incident> incidents;
};

/// One happening. References stay valid as long as the situation.
struct Deed {
  std::vector<const Claim*> claims;
  const Incident* incident = nullptr;  ///< none for claims that stand for themselves
  Reality reality = Reality::kActual;
  Date start;  ///< of what is threatened, planned or demanded: when it was said
  Date end;
  double deaths = 0;
  double confidence = 0;
  int voices = 1;
  bool inside = false;    ///< within the area asked about
  bool unplaced = false;  ///< names no place itself
  bool undated = false;   ///< neither it nor its report has a date
  std::string admin1;     ///< "SYR/Daraa"; empty where unknown
};

/// The happenings that were known on `as_of`, in order of their first claim. Left out are what was
/// published or happened later, what is background, and figures over more than two months, which
/// tell of no day.
///
/// A happening that names no place counts as inside where at least half of the placed claims of its
/// report do.
/// Cost: O(claims × log claims).
std::vector<Deed> deeds_of(const Situation& situation, const Area& area, Date as_of);

/// Who stands behind a claim: its outlet, else the reports that copy one another, else the report.
const std::string& voice_of(const Claim& claim);

}  // namespace tocsin::assess
