#include "tocsin/assess/assess.h"

#include <doctest/doctest.h>

#include "sample.h"
#include "tocsin/assess/chart.h"
#include "tocsin/assess/pressure.h"

namespace tocsin::assess {
namespace {

using Events = std::vector<std::string_view>;

Situation situation_of(const Events& events, std::string_view date) {
  Situation situation;
  for (const std::string_view event : events) {
    situation.claims.push_back(claim_of(event, "r1", date));
  }
  return situation;
}

Situation tense() {
  return situation_of(
      {"COERCE:siege", "COERCE:closure", "REJECT:yield", "THREATEN:violence", "MOBILIZE:militia",
       "MOBILIZE:overflight", "MOBILIZE:fortify", "CONSULT:negotiate"},
      "2024-03-10");
}

TEST_CASE("siege, threat and reinforcement without deaths are a crisis that rises") {
  const Assessment assessment = assess_lowland(tense(), "2024-03-10");
  CHECK(assessment.level == "crisis");
  CHECK(assessment.trend == Trend::kUp);
  for (const char* id : {"siege", "closure", "refusal", "threat_of_force", "militia_reinforcement",
                         "overflight", "fortification", "talks"}) {
    CHECK_MESSAGE(fires(assessment, id), id);
  }
}

TEST_CASE("no indicator stands without a sentence") {
  for (const IndicatorState& each : assess_lowland(tense(), "2024-03-10").indicators) {
    CHECK_FALSE(each.evidence.empty());
    CHECK_FALSE(each.evidence.front().sentence_text.empty());
    CHECK(each.raises == (each.id != "talks"));
  }
}

TEST_CASE("a report alone gives no probability and says so") {
  const Assessment assessment = assess_lowland(tense(), "2024-03-10");
  CHECK_FALSE(assessment.forecast);
  CHECK_FALSE(assessment.baseline);
  bool said = false;
  for (const std::string& each : assessment.caveats) {
    said = said || each.starts_with("no history: no probability");
  }
  CHECK(said);
}

TEST_CASE("what was published after the day is not looked at") {
  Situation situation = tense();
  const Assessment before = assess_lowland(situation, "2024-03-09");
  CHECK(before.level == "calm");
  CHECK(before.indicators.empty());
}

TEST_CASE("an area about which nothing was read is not called safe") {
  const Assessment assessment =
      assess(Question{Area{"Highland", std::nullopt, {}}, day("2024-03-10"), 14}, tense(),
             shipped_rules());
  CHECK(assessment.level == "calm");
  REQUIRE_FALSE(assessment.caveats.empty());
  CHECK(assessment.caveats.front().find("nothing was read") != std::string::npos);
}

TEST_CASE("a threat denied and an attack only feared are no threat and no attack") {
  Situation situation = situation_of({"THREATEN:violence", "ASSAULT:clash"}, "2024-03-10");
  situation.claims[0].reality = Reality::kDenied;
  situation.claims[1].reality = Reality::kPossible;
  const Assessment assessment = assess_lowland(situation, "2024-03-10");
  CHECK_FALSE(fires(assessment, "threat_of_force"));
  CHECK_FALSE(fires(assessment, "clashes"));
  CHECK(fires(assessment, "expected_escalation"));
}

TEST_CASE("an incident's final reality counts, not that of each report") {
  Situation situation = situation_of({"ASSAULT:aerial"}, "2024-03-10");
  Incident incident;
  incident.id = "i1";
  incident.reality = Reality::kDenied;
  incident.events.push_back(
      {situation.claims[0].event, "r1", "ASSAULT", "aerial", Reality::kActual, {}});
  situation.incidents.push_back(incident);
  CHECK_FALSE(fires(assess_lowland(situation, "2024-03-10"), "bombardment"));
}

TEST_CASE("several deadly attacks are limited violence, and a ceasefire ends the counting") {
  Situation situation;
  for (const char* date : {"2024-03-02", "2024-03-04", "2024-03-06"}) {
    Claim attack = claim_of("ASSAULT:explosives", date, date);
    situation.claims.push_back(with_dead(attack, 3));
  }
  CHECK(assess_lowland(situation, "2024-03-07").level == "limited violence");
  situation.claims.push_back(claim_of("RETREAT:ceasefire", "r9", "2024-03-08"));
  const Assessment after = assess_lowland(situation, "2024-03-09");
  CHECK(after.level != "limited violence");
  CHECK(after.trend != Trend::kUp);
}

TEST_CASE("reports of one incident count its deaths once") {
  Situation situation;
  Incident incident;
  incident.id = "i1";
  incident.killed = IncidentFigure{2, 4, 5};
  for (const char* report : {"r1", "r2", "r3", "r4", "r5"}) {
    Claim attack = claim_of("ASSAULT:explosives", report, "2024-03-10");
    situation.claims.push_back(with_dead(attack, 4));
    incident.events.push_back(
        {situation.claims.back().event, report, "ASSAULT", "explosives", Reality::kActual, {}});
    incident.voice_groups.push_back({report});
  }
  situation.incidents.push_back(incident);
  const Assessment assessment = assess_lowland(situation, "2024-03-10");
  CHECK(assessment.level == "crisis");
  CHECK(assessment.reasons.parts[2].text.starts_with("1 act of violence in the window with 4"));
}

TEST_CASE("a happening that names no place goes with its report") {
  Situation situation = situation_of({"COERCE:siege", "THREATEN:violence"}, "2024-03-10");
  situation.claims[1].place.reset();
  CHECK(fires(assess_lowland(situation, "2024-03-10"), "threat_of_force"));
  situation.claims[0].place->admin1 = "Highland";
  CHECK_FALSE(fires(assess_lowland(situation, "2024-03-10"), "threat_of_force"));
}

TEST_CASE("history of long ago, background and yearly totals are passed over") {
  Situation situation = situation_of({"ASSAULT", "ASSAULT", "ASSAULT"}, "2024-03-10");
  situation.claims[0].date = DateInterval{day("1999-08-01"), day("1999-08-31")};
  situation.claims[1].date = DateInterval{day("2024-01-01"), day("2024-12-31")};
  situation.claims[2].aspect = Aspect::kBackground;
  CHECK(assess_lowland(situation, "2024-03-10").indicators.empty());
}

TEST_CASE("a siege that goes on does not age") {
  Situation situation = situation_of({"COERCE:siege"}, "2024-03-10");
  situation.claims[0].date = DateInterval{day("2024-01-31"), std::nullopt};
  const Assessment assessment = assess_lowland(situation, "2024-03-10");
  REQUIRE(fires(assessment, "siege"));
  CHECK(assessment.indicators.front().weight == doctest::Approx(0.9 * 3));
}

TEST_CASE("an indicator halves with its half-life and never passes its weight") {
  const PressureGauge gauge(shipped_rules().indicators, shipped_rules().ladder);
  Situation situation = situation_of({"MOBILIZE:overflight"}, "2024-03-01");
  const Area everywhere;
  const auto once = deeds_of(situation, everywhere, day("2024-03-08"));
  CHECK(gauge.measure(once, day("2024-03-01"), 14).fired.front().strength == doctest::Approx(0.9));
  CHECK(gauge.measure(once, day("2024-03-08"), 14).fired.front().strength == doctest::Approx(0.45));
  for (int i = 0; i < 20; ++i) {
    situation.claims.push_back(
        claim_of("MOBILIZE:overflight", "r" + std::to_string(i + 2), "2024-03-01"));
  }
  const auto many = deeds_of(situation, everywhere, day("2024-03-08"));
  CHECK(gauge.measure(many, day("2024-03-01"), 14).raising <= 1.5);
}

TEST_CASE("circle and polygon hold the places within them") {
  const ClaimPlace mill{"Mill", "p1", 10, 20, 1, PlacePrecision::kTown, "XXX", "Lowland", ""};
  const Area near{"", Circle{10.1, 20, 15}, {}};
  const Area far{"", Circle{11, 20, 15}, {}};
  const Area around{"", std::nullopt, {{9, 19}, {9, 21}, {11, 21}, {11, 19}}};
  const Area beside{"", std::nullopt, {{12, 19}, {12, 21}, {13, 20}}};
  CHECK(AreaTest(near)(mill));
  CHECK_FALSE(AreaTest(far)(mill));
  CHECK(AreaTest(around)(mill));
  CHECK_FALSE(AreaTest(beside)(mill));
  const Area by_name{"LOWLAND", std::nullopt, {}};
  CHECK(AreaTest(by_name)(mill));
  const Area by_country{"XXX", std::nullopt, {}};
  CHECK(AreaTest(by_country)(mill));
}

TEST_CASE("an area is known by its parts and without generic words") {
  const std::vector<Claim> claims{claim_of("COERCE:siege", "r1", "2024-03-10")};
  const auto& generic = shipped_rules().generic_words;
  const auto inside = [&](const std::string& name) {
    const Area area = known_by_name(Area{name, std::nullopt, {}, {}}, claims, generic);
    return AreaTest(area)(*claims[0].place);
  };
  CHECK(inside("Lowland Province"));
  CHECK(inside("Valley (Ford, Mill), Highland"));
  CHECK(inside("Valley, Lowland, XXX"));
  CHECK_FALSE(inside("Valley (Ford), Highland"));
}

TEST_CASE("with a year of history there is a baseline, a probability and deaths to expect") {
  Situation situation;
  for (int i = 0; i < 400; i += 2) {
    const std::string date = to_string(day("2023-01-01") + std::chrono::days{i});
    Claim attack = claim_of("ASSAULT:firearms", "r" + std::to_string(i), date);
    situation.claims.push_back(with_dead(attack, 1 + i % 3));
  }
  const Assessment assessment = assess_lowland(situation, "2024-02-04");
  REQUIRE(assessment.baseline);
  REQUIRE(assessment.forecast);
  const Probability& month = assessment.forecast->within_30_days;
  CHECK(month.low <= month.p);
  CHECK(month.p <= month.high);
  CHECK(month.p < 0.5);
  CHECK(assessment.forecast->expected_deaths_30_days == doctest::Approx(30).epsilon(0.5));
}

TEST_CASE("the tree of reasons holds every indicator with its sentences") {
  const Assessment assessment = assess_lowland(tense(), "2024-03-10");
  REQUIRE(assessment.reasons.parts.size() >= 4);
  CHECK(assessment.reasons.parts[1].parts.size() == assessment.indicators.size());
  for (const Reason& each : assessment.reasons.parts[1].parts) CHECK_FALSE(each.evidence.empty());
}

TEST_CASE("the level over time ends with the level of the day, and is drawn") {
  const Question question{Area{"Lowland", std::nullopt, {}}, day("2024-03-10"), 14};
  const auto points = level_over_time(question, tense(), shipped_rules(), 28, 1);
  REQUIRE(points.size() == 29);
  CHECK(points.front().level == 0);
  CHECK(shipped_rules().ladder.levels[points.back().level].id == "crisis");
  const std::string chart = level_chart("Low & land", points, shipped_rules());
  CHECK(chart.find("Low &amp; land") != std::string::npos);
  CHECK(chart.find("Siege") != std::string::npos);
  const auto levels = levels_by_area(tense(), shipped_rules(), day("2024-03-10"), 14);
  REQUIRE(levels.size() == 1);
  CHECK(levels[0].name == "Lowland");
  CHECK(level_map(levels, shipped_rules(), day("2024-03-10")).find("Lowland: crisis") !=
        std::string::npos);
}

}  // namespace
}  // namespace tocsin::assess
