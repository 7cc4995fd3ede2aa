#include "tocsin/code/code.h"

#include <doctest/doctest.h>

#include "sample.h"

namespace tocsin::code {
namespace {

TEST_CASE("events are numbered in text order, whatever the order of the frames") {
  Sample sample("Troops sealed the road. Jets bombed Tul.");
  sample.frame("ASSAULT", "aerial", "bombed");
  sample.frame("COERCE", "closure", "sealed");
  const Coding coding = sample.coding();
  REQUIRE(coding.events.size() == 2);
  CHECK(coding.events[0].id == "sample/1");
  CHECK(coding.events[0].type == "COERCE");
  CHECK(coding.events[1].id == "sample/2");
  CHECK(coding.events[1].cameo == "195");
  CHECK(coding.events[1].score == -9.5);
  CHECK(coding.events[1].quad_code == 4);
  CHECK(coding.events[1].sentence == Span{24, 40});
}

TEST_CASE("links point at the ids of events after sorting") {
  Sample sample("They threatened to bomb Tul.");
  sample.frame("ASSAULT", "", "bomb");
  sample.frame("THREATEN", "violence", "threatened");
  sample.analysis.frames[1].links.push_back({LinkKind::kContent, 0, 0.8});
  const Coding coding = sample.coding();
  REQUIRE(coding.events[0].links.size() == 1);
  CHECK(coding.events[0].links[0].kind == LinkKind::kContent);
  CHECK(coding.events[0].links[0].event == "sample/2");
}

TEST_CASE("a type that the codebook lacks is left out with a diagnostic, and links to it go") {
  Sample sample("They vowed to levitate Tul.");
  sample.frame("LEVITATE", "", "levitate");
  sample.frame("THREATEN", "", "vowed");
  sample.analysis.frames[1].links.push_back({LinkKind::kContent, 0, 0.8});
  const Coding coding = sample.coding();
  REQUIRE(coding.events.size() == 1);
  CHECK(coding.events[0].links.empty());
  REQUIRE(coding.diagnostics.size() == 1);
  CHECK(coding.diagnostics[0].code == "type_not_in_codebook");
  CHECK(coding.diagnostics[0].span == sample.span("levitate"));
}

TEST_CASE("a mode that the codebook lacks falls back to the type alone") {
  Sample sample("They attacked Tul.");
  sample.frame("ASSAULT", "catapult", "attacked");
  const Coding coding = sample.coding();
  REQUIRE(coding.events.size() == 1);
  CHECK(coding.events[0].mode.empty());
  REQUIRE(coding.diagnostics.size() == 1);
  CHECK(coding.diagnostics[0].code == "mode_not_in_codebook");
}

TEST_CASE("two frames of one trigger and type become one event with the roles of both") {
  Sample sample("Gunmen shot a guard.");
  sample.frame("ASSAULT", "", "shot");
  sample.frame("ASSAULT", "firearms", "shot");
  sample.analysis.frames[0].confidence = 0.4;
  sample.role(0, Role::kKilled, "p.CVL", "guard");
  sample.role(1, Role::kActor, "g.UAF", "Gunmen");
  sample.role(0, Role::kActor, "g.UAF", "Gunmen");
  const Coding coding = sample.coding();
  REQUIRE(coding.events.size() == 1);
  CHECK(coding.events[0].mode == "firearms");
  CHECK(coding.events[0].actor.size() == 1);
  CHECK(coding.events[0].killed.has_value());
}

TEST_CASE("two types at one trigger stay two events") {
  Sample sample("They recaptured Tul.");
  sample.frame("COERCE", "capture", "recaptured");
  sample.frame("ASSAULT", "clash", "recaptured");
  CHECK(sample.coding().events.size() == 2);
}

TEST_CASE("an actor that was not resolved keeps its words and the reader's sector") {
  Sample sample("The colonel said he would shell Tul.");
  sample.frame("ASSAULT", "heavy-weapons", "shell");
  sample.role(0, Role::kActor, "p.MIL", "he");
  // "The colonel" holds an "he" of its own: take the pronoun after "said".
  Mention& he = sample.analysis.frames[0].roles[0].mention;
  he.span = {17, 19};
  he.antecedent = sample.span("colonel");
  const Event event = sample.event();
  REQUIRE(event.actor.size() == 1);
  CHECK(event.actor[0].value.name == "colonel");
  CHECK(event.actor[0].value.sector == "MIL");
  CHECK(event.actor[0].value.stands_for == sample.span("colonel"));
}

TEST_CASE("an actor that was resolved carries its value") {
  Sample sample("Karvian guns shelled Tul.");
  sample.frame("ASSAULT", "heavy-weapons", "shelled");
  sample.role(0, Role::kActor, "g.MIL", "Karvian");
  sample.actor("Karvian", "KRV", "MIL");
  CHECK(sample.event().actor[0].value.country == "KRV");
}

TEST_CASE("origin and destination are placed from their own mentions") {
  Sample sample("Troops moved from Tul and Orsk to Esna.");
  sample.frame("MOBILIZE", "troops", "moved");
  sample.role(0, Role::kFrom, "loc", "Tul");
  sample.role(0, Role::kFrom, "loc", "Orsk");
  sample.role(0, Role::kTo, "loc", "Esna");
  sample.values.places[sample.span("Tul")] = {sample.span("Tul"), {}, {}, "unknown name"};
  sample.place("Orsk", "KRV");
  const Event event = sample.event();
  REQUIRE(event.from_location.has_value());
  CHECK(event.from_location->place->name == "Orsk");
  CHECK_FALSE(event.to_location.has_value());
  CHECK(event.to.size() == 1);
}

TEST_CASE("another mention of the same event lends its date and place, marked in the reason") {
  Sample sample("A siege began on 31 May around Tul. The siege goes on.");
  sample.frame("COERCE", "siege", "siege began");
  sample.role(0, Role::kTime, "time", "31 May");
  sample.role(0, Role::kPlace, "loc", "Tul");
  sample.place("Tul", "KRV");
  TimeValue time;
  time.span = sample.span("31 May");
  const Date day = *parse_date("2021-05-31");
  time.interval = DateInterval{day, day, DatePrecision::kDay};
  time.basis = DateBasis::kStated;
  sample.values.times[time.span] = time;
  sample.frame("COERCE", "siege", "siege goes");
  sample.analysis.frames[1].links.push_back({LinkKind::kSame, 0, 0.7});
  const Event poor = sample.event(1);
  REQUIRE(poor.date.has_value());
  CHECK(poor.date->interval.start == day);
  CHECK(poor.date->basis == DateBasis::kInferred);
  CHECK(poor.date->reason.find("same event") != std::string::npos);
  REQUIRE(poor.location.has_value());
  CHECK(poor.location->place->name == "Tul");
  CHECK(poor.links.size() == 1);
}

TEST_CASE("nothing is lent across an unsure link or between events of two types") {
  Sample sample("A siege began around Tul. Tension reigns.");
  sample.frame("COERCE", "siege", "siege");
  sample.role(0, Role::kPlace, "loc", "Tul");
  sample.place("Tul", "KRV");
  sample.frame("COERCE", "", "reigns");
  sample.frame("CONDITION", "tension", "Tension");
  sample.analysis.frames[1].links.push_back({LinkKind::kSame, 0, 0.3});
  sample.analysis.frames[2].links.push_back({LinkKind::kSame, 0, 0.9});
  const Coding coding = sample.coding();
  for (std::size_t i : {1U, 2U}) {
    const auto& location = coding.events[i].location;
    const bool is_lent = location && location->reason.find("sample/1") != std::string::npos;
    CHECK_FALSE(is_lent);
  }
}

TEST_CASE("a report with no frames gives no events and no complaints") {
  const Sample sample("Nothing happened.");
  const Coding coding = sample.coding();
  CHECK(coding.events.empty());
  CHECK(coding.diagnostics.empty());
}

TEST_CASE("coding twice gives the same events") {
  Sample sample("Gunmen shot a guard. Troops sealed the road.");
  sample.frame("COERCE", "closure", "sealed");
  sample.frame("ASSAULT", "firearms", "shot");
  sample.role(1, Role::kKilled, "p.CVL", "guard");
  const Coding once = sample.coding();
  const Coding twice = sample.coding();
  REQUIRE(once.events.size() == twice.events.size());
  for (std::size_t i = 0; i < once.events.size(); ++i) {
    CHECK(once.events[i].id == twice.events[i].id);
    CHECK(once.events[i].trigger == twice.events[i].trigger);
    CHECK(once.events[i].acled == twice.events[i].acled);
  }
}

}  // namespace
}  // namespace tocsin::code
