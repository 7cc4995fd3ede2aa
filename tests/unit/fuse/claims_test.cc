#include "tocsin/fuse/claims.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "desk.h"

namespace tocsin::fuse {
namespace {

using Names = std::vector<std::string>;

/// A coded report under construction: an event for each trigger.
struct Coded {
  explicit Coded(std::string text) {
    coded.report.id = "r";
    coded.report.text = std::move(text);
  }

  Span span(std::string_view words) const {
    const std::size_t at = coded.report.text.find(words);
    REQUIRE(at != std::string::npos);
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }

  Event& event(std::string_view trigger) {
    Event event;
    event.id = "r/" + std::to_string(coded.events.size() + 1);
    event.type = "ASSAULT";
    event.trigger = span(trigger);
    coded.events.push_back(event);
    return coded.events.back();
  }

  /// A place of the last event, without a location.
  void name_place(std::string_view words) {
    coded.events.back().place.push_back({.span = span(words), .kind = "loc"});
  }

  /// A place of the last event that the gazetteer has.
  void find_place(std::string_view words) {
    name_place(words);
    PlaceCandidate found;
    found.name = found.id = words;
    found.precision = PlacePrecision::kTown;
    coded.events.back().location = PlaceValue{span(words), found, {}, "test"};
  }

  /// The claims of the events alone.
  std::vector<Claim> claims() const {
    std::vector<Claim> all = claims_of(coded, shipped_rules());
    all.erase(all.begin());
    return all;
  }

  CodedReport coded;
};

TEST_CASE("a claim holds the names of its places that nobody knows, without their common words") {
  Coded report("Gunmen raided the camp of Tsoro near Mella and Tul.");
  report.event("raided");
  report.name_place("Tsoro");
  report.name_place("Mella and Tul");
  // "Tul" is too short to tell one place from another.
  CHECK(report.claims()[0].places == Names{"mella", "tsoro"});
}

TEST_CASE("a place without a name of its own gives no name") {
  Coded report("Gunmen raided the camp.");
  report.event("raided");
  report.name_place("the camp");
  CHECK(report.claims()[0].places.empty());
}

TEST_CASE("a place that some event of the report was placed by is no unknown one") {
  Coded report("Shells hit Izra. Gunmen raided Izra.");
  report.event("hit");
  report.find_place("Izra");
  report.event("raided");
  report.name_place("Izra");
  for (const Claim& claim : report.claims()) CHECK(claim.places.empty());
}

TEST_CASE("an event that names an unknown place takes none from what is told beside it") {
  Coded report("Shells hit Izra. Gunmen raided Tsoro camp.");
  report.event("hit");
  report.find_place("Izra");
  report.event("raided");
  report.name_place("Tsoro camp");
  CHECK_FALSE(report.claims()[1].context);
}

TEST_CASE("what is told right after an unknown place is not put at the known one before it") {
  Coded report(
      "Shells hit Izra. Two clerks were shot. Gunmen raided Tsoro camp. A bus was burned.");
  report.event("hit");
  report.find_place("Izra");
  report.event("shot");
  report.event("raided");
  report.name_place("Tsoro camp");
  report.event("burned");
  const std::vector<Claim> claims = report.claims();
  REQUIRE(claims[1].context);
  CHECK(claims[1].context->name == "Izra");
  CHECK_FALSE(claims[3].context);
}

}  // namespace
}  // namespace tocsin::fuse
