#include "tocsin/store/coded_json.h"

#include <doctest/doctest.h>

#include "sample.h"
#include "tocsin/core/error.h"
#include "tocsin/store/exchange.h"

namespace tocsin::store {
namespace {

TEST_CASE("a coded report that is written and read is written the same again") {
  const CodedReport coded = sample::report();
  const std::string once = to_json(coded);
  const CodedReport back = coded_from_json(once, coded.report);
  CHECK(to_json(back) == once);
}

TEST_CASE("nothing of an event is lost on the way through the desk") {
  const CodedReport coded = sample::report();
  const CodedReport back = coded_from_json(to_json(coded), coded.report);
  REQUIRE(back.events.size() == 2);
  const Event& event = back.events[0];
  const Event& before = coded.events[0];
  CHECK(event.confidence == before.confidence);
  CHECK(event.score == before.score);
  CHECK(event.acled == before.acled);
  CHECK(event.aspect == Aspect::kOngoing);
  CHECK(event.trigger == before.trigger);
  CHECK(event.sentence == before.sentence);
  CHECK(event.actor[0].value.name == "Ridge Front");
  CHECK(event.actor[0].value.stands_for == Span{1, 2});
  CHECK(event.actor[0].mention.antecedent == Span{0, 3});
  CHECK(event.actor[0].mention.confidence == 0.875);
  CHECK(event.location->place->score == before.location->place->score);
  CHECK(event.location->candidates.size() == 2);
  CHECK(event.to_location->place == std::nullopt);
  CHECK(event.to_location->reason == "no candidate");
  CHECK(event.date->interval == before.date->interval);
  CHECK(event.date->basis == DateBasis::kRelative);
  CHECK(event.killed->max == std::nullopt);
  CHECK(event.injured->min == std::nullopt);
  CHECK(event.count->min == 0);
  CHECK(back.events[1].links[0].event == "izra/1");
  CHECK(back.events[1].links[0].kind == LinkKind::kCause);
  CHECK(back.diagnostics == coded.diagnostics);
  CHECK(back.published_evidence == coded.published_evidence);
}

TEST_CASE("a report goes from desk to desk on one line with its text") {
  const CodedReport coded = sample::report();
  const std::string line = to_exchange(coded);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.starts_with(kExchangeMark));
  const CodedReport back = from_exchange(line);
  CHECK(back.report.text == coded.report.text);
  CHECK(back.report.source == coded.report.source);
  CHECK(to_json(back) == to_json(coded));
}

TEST_CASE("a line that is no coded report is refused with a reason") {
  CHECK_THROWS_AS(from_exchange("{\"tocsin_report\":{}}"), Error);
  CHECK_THROWS_AS(from_exchange("{\"tocsin_report\":"), Error);
  CHECK_THROWS_AS(from_exchange("\xFF"), Error);
}

TEST_CASE("an incident that is written and read is written the same again") {
  Incident incident;
  incident.id = "incident:a/1";
  incident.type = "ASSAULT";
  incident.mode = "clash";
  incident.reality = Reality::kDenied;
  incident.date = DateInterval{parse_date("2024-03-12"), std::nullopt, DatePrecision::kRange};
  incident.place =
      ClaimPlace{"Izra", "made:Izra", 32.8, 36.2, 3, PlacePrecision::kTown, "SYR", "Daraa", ""};
  incident.actors = {{"Ridge Front", "", "SYR", "REB", Side::kRecipient}};
  incident.killed = IncidentFigure{1, 2, 3};
  incident.confidence = 0.7;
  incident.voice_groups = {{"a", "b"}, {"c"}};
  incident.events = {{"a/1", "a", "ASSAULT", "clash", Reality::kDenied, {4, 9}}};
  incident.disagreements = {{"killed", {{"2", {"a/1"}}, {"3", {"c/1"}}}}};
  incident.story = {{parse_date("2024-03-13"), Reality::kThreatened, "a/1"}};
  incident.joins = {{"a/1", "c/1", 0.5, {{"type", 1.0}, {"date", -0.25}}}};
  const std::string once = to_json(incident);
  const Incident back = incident_from_json(once);
  CHECK(to_json(back) == once);
  CHECK(back.place == incident.place);
  CHECK(back.actors == incident.actors);
  CHECK(back.killed == incident.killed);
  CHECK(back.events[0].trigger == Span{4, 9});
  CHECK(back.joins[0].parts[1].second == -0.25);
}

}  // namespace
}  // namespace tocsin::store
