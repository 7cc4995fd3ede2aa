#include "tocsin/export/assessment.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace tocsin::exports {
namespace {

using Json = nlohmann::json;

Assessment sample() {
  Assessment assessment;
  assessment.area = "Lowland";
  assessment.as_of = *parse_date("2024-03-10");
  assessment.level = "crisis";
  assessment.trend = Trend::kUp;
  IndicatorState talks{"talks", "Negotiations", false, -1.5, "a book", {}};
  talks.evidence.push_back(
      {"r1/2", "", "r1", {7, 12}, {7, 20}, "talks went on", std::nullopt, 0.9});
  assessment.indicators = {talks};
  assessment.caveats = {"no history: no probability"};
  assessment.reasons.text = "why";
  assessment.reasons.parts.push_back({"part", 2.5, {}, talks.evidence});
  return assessment;
}

Json written(const Assessment& assessment) {
  // "é" takes two bytes: offsets in code points are one less from there on.
  return Json::parse(to_json(assessment, [](std::string_view report) {
    return std::string_view(report == "r1" ? "Café. talks went on." : "");
  }));
}

TEST_CASE("offsets of evidence are code points, weights positive beside their direction") {
  const Json json = written(sample());
  CHECK(json["level"] == "crisis");
  CHECK(json["trend"] == "up");
  const Json& talks = json["indicators"][0];
  CHECK(talks["direction"] == "down");
  CHECK(talks["weight"] == 1.5);
  CHECK(talks["evidence"][0]["report_id"] == "r1");
  CHECK(talks["evidence"][0]["start"] == 6);
  CHECK(talks["evidence"][0]["end"] == 19);
  CHECK(json["reasons"]["parts"][0]["value"] == 2.5);
}

TEST_CASE("without history baseline and probability are null") {
  const Json json = written(sample());
  CHECK(json["baseline"].is_null());
  CHECK(json["probability"].is_null());
  Assessment with = sample();
  with.forecast = Forecast{{0.1, 0.05, 0.2}, {0.3, 0.2, 0.4}, 12.5, {{0.05, 2}}};
  with.baseline = Baseline{100, {{"violence", 4, 1.5, 0.02, std::nullopt}}};
  const Json full = written(with);
  CHECK(full["probability"]["7d"]["p"] == 0.1);
  CHECK(full["probability"]["30d"]["high"] == 0.4);
  CHECK(full["baseline"]["families"][0]["observed"] == 4);
}

TEST_CASE("evidence of a text that is not at hand has no offsets") {
  Assessment assessment = sample();
  assessment.indicators[0].evidence[0].report = "r2";
  CHECK(written(assessment)["indicators"][0]["evidence"][0]["start"].is_null());
}

}  // namespace
}  // namespace tocsin::exports
