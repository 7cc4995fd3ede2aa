#include "tocsin/fuse/fuser.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "desk.h"

namespace tocsin::fuse {
namespace {

/// An explosion at Qarah as a report of its own tells it.
Claim blast(const std::string& report, const char* published) {
  Claim claim;
  claim.report = report;
  claim.event = report + "/1";
  claim.type = "ASSAULT";
  claim.mode = "explosives";
  claim.confidence = 0.9;
  claim.published = parse_date(published);
  claim.date = DateInterval{claim.published, claim.published, DatePrecision::kDay};
  claim.date_basis = DateBasis::kStated;
  claim.sentence = {1000, 1100};  // not in the headline
  ClaimPlace place;
  place.name = place.id = "Qarah";
  place.lat = 34.15;
  place.lon = 36.74;
  place.radius_km = 3;
  place.precision = PlacePrecision::kTown;
  claim.place = place;
  return claim;
}

/// The same with what was hit and who did it.
Claim blast(const std::string& report, const char* published, const char* target, const char* actor,
            const char* sector) {
  Claim claim = blast(report, published);
  claim.targets = {target};
  claim.actors = {{actor, std::string("test:") + actor, "SYR", sector, Side::kActor}};
  return claim;
}

/// The events of each incident.
std::vector<std::vector<std::string>> events_of(const std::vector<Incident>& incidents) {
  std::vector<std::vector<std::string>> events;
  for (const Incident& incident : incidents) {
    events.emplace_back();
    for (const IncidentEvent& event : incident.events) events.back().push_back(event.event);
  }
  std::sort(events.begin(), events.end());
  return events;
}

TEST_CASE("a threat joins the one deed that it fits best, however others tell that deed") {
  Claim threat = blast("a", "2024-06-03", "bridge", "Falcon Brigade", "REB");
  threat.reality = Reality::kThreatened;
  threat.date.reset();
  threat.date_basis = DateBasis::kNone;
  // Two of three reports tell the deed otherwise: by the mean of the three it would fit none.
  const std::vector<Claim> claims = {
      threat, blast("b", "2024-06-06"), blast("c", "2024-06-06", "convoy", "Border Guard", "MIL"),
      blast("d", "2024-06-06", "convoy", "Border Guard", "MIL"), blast("e", "2024-06-12")};
  const std::vector<std::vector<std::string>> expected = {{"a/1", "b/1", "c/1", "d/1"}, {"e/1"}};
  CHECK(events_of(fuse_all(claims, shipped_rules())) == expected);
}

}  // namespace
}  // namespace tocsin::fuse
