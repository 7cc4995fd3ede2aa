#include "tocsin/fuse/parts.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "desk.h"

namespace tocsin::fuse {
namespace {

Claim at_unknown(std::vector<std::string> places) {
  Claim claim;
  claim.places = std::move(places);
  return claim;
}

ClaimPlace town(double lat) {
  ClaimPlace place;
  place.name = place.id = "town" + std::to_string(lat);
  place.lat = lat;
  place.lon = 36;
  place.radius_km = 3;
  place.precision = PlacePrecision::kTown;
  place.country = "KRV";
  return place;
}

double place_value(const Claim& a, const Claim& b) {
  const double value = place_part(a, b, shipped_rules()).value;
  CHECK(value == place_part(b, a, shipped_rules()).value);
  return value;
}

TEST_CASE("a place that no gazetteer knows is one by its name") {
  CHECK(place_value(at_unknown({"tsoro"}), at_unknown({"mella", "tsoro"})) == 0.9);
  CHECK(place_value(at_unknown({"tsoro"}), at_unknown({"mella"})) == -0.4);  // another hamlet
  CHECK(place_value(at_unknown({}), at_unknown({})) == 0);
}

TEST_CASE("long names of unknown places may differ by one letter") {
  const Claim claim = at_unknown({"fadamari"});
  for (const char* other : {"fadamare", "fadmari", "fadamaari", "fadamarie", "adamari"}) {
    CAPTURE(other);
    CHECK(place_value(claim, at_unknown({other})) == 0.9);
  }
  for (const char* other : {"fadomare", "fadamariya", "damari"}) {
    CAPTURE(other);
    CHECK(place_value(claim, at_unknown({other})) == -0.4);
  }
}

TEST_CASE("short names of unknown places must be equal; nearly equal ones say nothing") {
  CHECK(place_value(at_unknown({"tsoro"}), at_unknown({"tsora"})) == 0);
  CHECK(place_value(at_unknown({"tsoro"}), at_unknown({"tsoroh"})) == 0);
}

TEST_CASE("a shared unknown name counts where only one of the two is placed") {
  Claim placed = at_unknown({"tsoro"});
  placed.place = town(32);
  CHECK(place_value(placed, at_unknown({"tsoro"})) == 0.9);
  CHECK(place_value(placed, at_unknown({"mella"})) == 0);
}

TEST_CASE("where both are placed the places count and not the names beside them") {
  Claim here = at_unknown({"tsoro"});
  here.place = town(32);
  Claim far = at_unknown({"tsoro"});
  far.place = town(36);
  CHECK(place_value(here, far) == -1);
  CHECK(place_part(here, far, shipped_rules()).apart == "places too far apart");
}

TEST_CASE("what is told beside claims without a shared name says little for them, more against") {
  Claim here;
  here.context = town(32);
  Claim near;
  near.place = town(32.1);
  Claim far;
  far.place = town(36);
  CHECK(place_value(here, near) == 0.2);
  CHECK(place_value(here, far) == -0.6);
}

}  // namespace
}  // namespace tocsin::fuse
