#include "tocsin/engine/filter.h"

#include <doctest/doctest.h>

namespace tocsin::engine {
namespace {

Event event(const std::string& id, double confidence) {
  Event event;
  event.id = id;
  event.confidence = confidence;
  return event;
}

TEST_CASE("events below the wanted confidence go, with the links to them, and the rest keep ids") {
  CodedReport coded;
  coded.events = {event("r/1", 0.2), event("r/2", 0.5), event("r/3", 0.9)};
  coded.events[2].links = {{LinkKind::kCause, "r/1"}, {LinkKind::kContent, "r/2"}};
  CHECK(remove_events_below(coded, 0.5) == 1);
  REQUIRE(coded.events.size() == 2);
  CHECK(coded.events[0].id == "r/2");
  REQUIRE(coded.events[1].links.size() == 1);
  CHECK(coded.events[1].links[0].event == "r/2");
  REQUIRE(coded.diagnostics.size() == 1);
  CHECK(coded.diagnostics[0].message == "1 event with a confidence below 0.50 was left out.");
}

TEST_CASE("nothing is said where nothing is left out") {
  CodedReport coded;
  coded.events = {event("r/1", 0.5)};
  CHECK(remove_events_below(coded, 0.5) == 0);
  CHECK(coded.diagnostics.empty());
}

}  // namespace
}  // namespace tocsin::engine
