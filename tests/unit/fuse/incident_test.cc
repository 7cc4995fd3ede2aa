#include "tocsin/fuse/incident.h"

#include <doctest/doctest.h>

#include <vector>

#include "desk.h"
#include "tocsin/fuse/figures.h"

namespace tocsin::fuse {
namespace {

Claim claim_of(const std::string& report, const char* published, const char* type,
               const char* mode) {
  Claim claim;
  claim.report = report;
  claim.event = report + "/1";
  claim.type = type;
  claim.mode = mode;
  claim.published = parse_date(published);
  claim.date = DateInterval{std::nullopt, claim.published, DatePrecision::kUnknown};
  claim.date_basis = DateBasis::kDocument;
  return claim;
}

ClaimPlace town(const char* name) {
  ClaimPlace place;
  place.name = place.id = name;
  place.radius_km = 2;
  place.precision = PlacePrecision::kTown;
  return place;
}

TEST_CASE("what is done by saying it was done on the report's day, other things up to it") {
  const Rules& rules = shipped_rules();
  Claim said = claim_of("a", "2024-03-10", "REQUEST", "meet");
  const auto day = date_of({&said}, rules);
  REQUIRE(day);
  CHECK(day->interval.start == parse_date("2024-03-10"));
  CHECK(day->interval.end == parse_date("2024-03-10"));
  CHECK(day->basis == DateBasis::kDocument);
  Claim done = claim_of("a", "2024-03-10", "ASSAULT", "firearms");
  const auto days = date_of({&done}, rules);
  CHECK(*days->interval.start < *parse_date("2024-03-10"));
  CHECK(days->interval.end == parse_date("2024-03-10"));
  CHECK(days->interval.precision == DatePrecision::kRange);
  done.aspect = Aspect::kOngoing;
  CHECK(date_of({&done}, rules)->interval.start == parse_date("2024-03-10"));
}

TEST_CASE("a place of their own counts before what is told of beside them") {
  Claim without = claim_of("a", "2024-03-10", "REQUEST", "meet");
  without.context = town("Izra");
  const auto inferred = place_of({&without});
  REQUIRE(inferred);
  CHECK(inferred->name == "Izra");
  CHECK(inferred->is_inferred);
  CHECK(inferred->precision == PlacePrecision::kDistrict);
  CHECK(inferred->radius_km >= 25);
  Claim with = claim_of("b", "2024-03-10", "REQUEST", "meet");
  with.place = town("Tafas");
  const auto own = place_of({&without, &with});
  CHECK(own->name == "Tafas");
  CHECK_FALSE(own->is_inferred);
  Claim elsewhere = claim_of("c", "2024-03-10", "REQUEST", "meet");
  elsewhere.places = {"matiacoali"};
  CHECK_FALSE(place_of({&without, &elsewhere}));
  CHECK(place_of({&with, &elsewhere})->name == "Tafas");
  without.context.reset();
  CHECK_FALSE(place_of({&without}));
}

TEST_CASE("a figure that a report quotes to take it back is no claim of it") {
  Claim first = claim_of("a", "2024-03-10", "ASSAULT", "explosives");
  first.killed = ClaimCount{1, 1};
  Claim later = claim_of("b", "2024-03-17", "ASSAULT", "explosives");
  later.killed = ClaimCount{3, 3};
  Claim again = later;
  again.event = "b/2";
  Claim quoted = later;
  quoted.event = "b/3";
  quoted.killed = ClaimCount{2, 2};
  const auto figure = fuse::figure({&first, &later, &again, &quoted}, &Claim::killed);
  REQUIRE(figure);
  CHECK(figure->low == 1);
  CHECK(figure->best == 3);
  CHECK(figure->high == 3);
}

}  // namespace
}  // namespace tocsin::fuse
