#pragma once
/// Claims and situations made up for tests.

#include <string>
#include <string_view>

#include "tocsin/assess/assess.h"

namespace tocsin::assess {

inline Date day(std::string_view words) { return *parse_date(words); }

inline const AssessRules& shipped_rules() {
  static const AssessRules rules =
      load_rules(std::filesystem::path(TOCSIN_SOURCE_DIR) / "data" / "assess");
  return rules;
}

/// "TYPE:mode" told by `report` on `published` of the same day, in the unit Lowland.
inline Claim claim_of(std::string_view event, std::string_view report, std::string_view published) {
  static int number = 0;
  Claim claim;
  claim.event = std::string(report) + "/" + std::to_string(++number);
  claim.report = std::string(report);
  const auto colon = event.find(':');
  claim.type = std::string(event.substr(0, colon));
  if (colon != std::string_view::npos) claim.mode = std::string(event.substr(colon + 1));
  claim.confidence = 0.9;
  claim.outlet = std::string(report);
  claim.published = day(published);
  claim.date = DateInterval{claim.published, claim.published, DatePrecision::kDay};
  claim.place = ClaimPlace{"Mill", "p1", 10, 20, 1, PlacePrecision::kTown, "XXX", "Lowland", ""};
  claim.sentence = {0, 4};
  claim.trigger = {0, 2};
  claim.sentence_text = "Made up.";
  return claim;
}

inline Claim& with_dead(Claim& claim, std::int64_t dead) {
  claim.killed = ClaimCount{dead, dead};
  return claim;
}

inline Assessment assess_lowland(const Situation& situation, std::string_view as_of) {
  return assess(Question{Area{"Lowland", std::nullopt, {}}, day(as_of), 14}, situation,
                shipped_rules());
}

inline bool fires(const Assessment& assessment, std::string_view id) {
  for (const IndicatorState& each : assessment.indicators) {
    if (each.id == id) return true;
  }
  return false;
}

}  // namespace tocsin::assess
