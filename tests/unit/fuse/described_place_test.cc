#include "tocsin/fuse/described_place.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tocsin {
namespace {

using fuse::described_place;

ClaimPlace point(double lat, double lon) {
  ClaimPlace place;
  place.name = "Pira Sor";
  place.id = "point:" + std::to_string(lat) + "," + std::to_string(lon);
  place.lat = lat;
  place.lon = lon;
  place.radius_km = 3;
  place.precision = PlacePrecision::kWithin;
  return place;
}

Claim naming(const std::string& event, std::vector<std::string> names) {
  Claim claim;
  claim.event = event;
  claim.places = std::move(names);
  return claim;
}

Claim describing(const std::string& event, std::vector<std::string> names, ClaimPlace place) {
  Claim claim = naming(event, std::move(names));
  claim.place = std::move(place);
  return claim;
}

const Claim kNaming = naming("01/1", {"pira", "sor"});

}  // namespace

TEST_CASE("a hamlet on no map lies where another report puts it") {
  const std::vector<Claim> others = {naming("02/1", {"pira", "sor"}),
                                     describing("08/5", {"pira", "sor"}, point(34.3, 45.3))};
  const auto found = described_place(kNaming, others);
  REQUIRE(found);
  CHECK(found->lat == doctest::Approx(34.3));
  CHECK(found->is_inferred);
}

TEST_CASE("what the tellers put into two places lies in neither, in whatever order they come") {
  std::vector<Claim> others = {describing("08/5", {"pira", "sor"}, point(34.3, 45.3)),
                               describing("07/2", {"pira", "sor"}, point(34.35, 45.3))};
  const auto near = described_place(kNaming, others);
  REQUIRE(near);
  CHECK(near->lat == doctest::Approx(34.35));  // of the first event
  std::reverse(others.begin(), others.end());
  CHECK(described_place(kNaming, others) == near);
  others.push_back(describing("06/1", {"pira", "sor"}, point(35.3, 45.3)));
  CHECK_FALSE(described_place(kNaming, others));
}

TEST_CASE("a name in common is not enough where both have another") {
  const std::vector<Claim> others = {describing("08/5", {"narinj", "tall"}, point(34.3, 45.3))};
  CHECK_FALSE(described_place(naming("01/1", {"abyad", "tall"}), others));
  CHECK(described_place(naming("01/1", {"narinj"}), others));
}

TEST_CASE("a known town beside the name counts where the hamlet lies near it") {
  const std::vector<Claim> others = {describing("08/5", {"pira", "sor"}, point(34.3, 45.3))};
  ClaimPlace town = point(34.5, 45.4);
  town.id = "geonames:1";
  Claim claim = describing("01/1", {"pira", "sor"}, town);
  CHECK(fuse::lacks_place(claim));
  CHECK(described_place(claim, others));
  claim.place->lat = 36.5;
  CHECK_FALSE(described_place(claim, others));
}

}  // namespace tocsin
