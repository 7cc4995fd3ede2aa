#include "tocsin/assess/baseline.h"

#include <doctest/doctest.h>

#include "sample.h"

namespace tocsin::assess {
namespace {

// `days` days with a report a day and an event every other day; the larger area has five times
// that.
FamilyDays even_days(std::size_t days) {
  FamilyDays result;
  result.area.resize(days);
  for (std::size_t i = 0; i < days; ++i) result.area[i] = i % 2 == 0 ? 1 : 0;
  result.larger.assign(days, 2.5);
  result.area_reports.assign(days, 1);
  result.larger_reports.assign(days, 5);
  return result;
}

TEST_CASE("as many as ever are no surprise, many times as many are one") {
  const BaselineRules& rules = shipped_rules().baseline;
  FamilyDays days = even_days(200);
  CHECK(surprise(days, rules).tail_probability > 0.3);
  for (std::size_t i = 193; i < 200; ++i) days.area[i] = 3;
  const Surprise found = surprise(days, rules);
  CHECK(found.observed == 21);
  CHECK(found.expected == doctest::Approx(3.5).epsilon(0.1));
  CHECK(found.tail_probability < 0.001);
}

TEST_CASE("more reports alone do not mean more violence") {
  const BaselineRules& rules = shipped_rules().baseline;
  FamilyDays days = even_days(200);
  for (std::size_t i = 193; i < 200; ++i) {
    days.area[i] = 3;
    days.area_reports[i] = 6;
    days.larger_reports[i] = 30;
  }
  CHECK(surprise(days, rules).tail_probability > 0.2);
}

TEST_CASE("an area without a past borrows the rate of the larger one") {
  const BaselineRules& rules = shipped_rules().baseline;
  FamilyDays days = even_days(200);
  for (std::size_t i = 0; i < 193; ++i) days.area[i] = days.area_reports[i] = 0;
  const Surprise found = surprise(days, rules);
  CHECK(found.expected == doctest::Approx(3.5).epsilon(0.1));
}

TEST_CASE("a change of the rate is dated to its week, a steady rate has none") {
  const FamilyDays days = even_days(140);
  CHECK_FALSE(change_point(days.area, days.area_reports, 10.8));
  std::vector<double> jump = days.area;
  for (std::size_t i = 70; i < 140; ++i) jump[i] += 2;
  const auto change = change_point(jump, days.area_reports, 10.8);
  REQUIRE(change);
  CHECK(*change == 70);
}

}  // namespace
}  // namespace tocsin::assess
