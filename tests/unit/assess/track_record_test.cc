#include "tocsin/assess/track_record.h"

#include <doctest/doctest.h>

#include "sample.h"

namespace tocsin::assess {
namespace {

// One death on every tenth day of two years; on the last 60 days none, or as many as asked.
Situation two_years(std::int64_t last_dead) {
  Situation situation;
  const Date first = day("2020-01-01");
  for (int i = 0; i < 720; i += 10) {
    const std::string when = to_string(first + std::chrono::days{i});
    Claim claim = claim_of("ASSAULT:clash", "note-" + std::to_string(i), when);
    situation.claims.push_back(with_dead(claim, i < 660 ? 1 : last_dead));
  }
  return situation;
}

std::optional<TrackRecord> record_of(const Situation& situation, std::string_view as_of) {
  return track_record(Question{Area{"Lowland", std::nullopt, {}}, day(as_of), 14}, situation,
                      shipped_rules());
}

TEST_CASE("a month of many deaths that nothing announced is one that was missed") {
  const auto record = record_of(two_years(40), "2021-12-21");
  REQUIRE(record);
  CHECK(record->forecasts >= 12);
  CHECK(record->missed >= 1);
  CHECK(record->brier > 0.02);
}

TEST_CASE("where deaths stay as they were nothing was missed") {
  const auto record = record_of(two_years(1), "2021-12-21");
  REQUIRE(record);
  CHECK(record->missed == 0);
  CHECK(record->hits == 0);
  CHECK(record->brier < 0.1);
}

TEST_CASE("a short history has no record") { CHECK_FALSE(record_of(two_years(1), "2020-03-01")); }

}  // namespace
}  // namespace tocsin::assess
