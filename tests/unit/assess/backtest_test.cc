#include "tocsin/assess/backtest.h"

#include <doctest/doctest.h>

#include "sample.h"
#include "tocsin/assess/backtest_report.h"
#include "tocsin/assess/daily.h"
#include "tocsin/assess/scores.h"
#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

using std::chrono::days;

// Three areas with an event every few days for two years, more deadly in the second area.
History steady_history() {
  History history;
  history.areas = {"A", "B", "C"};
  history.first = day("2020-01-01");
  for (int i = 0; i < 730; ++i) {
    const Date date = *history.first + days{i};
    if (i % 3 == 0) history.happenings.push_back({0, date, date, 1.0 + i % 5, 1, 0});
    if (i % 2 == 0) history.happenings.push_back({1, date, date, 4.0 + i % 11, 1, 0});
    if (i % 17 == 0) history.happenings.push_back({2, date, date, 1, 1, 0});
  }
  return history;
}

Month month(int year, unsigned number) {
  return std::chrono::year{year} / std::chrono::month{number};
}

TEST_CASE("of a happening still going on only the days gone by are known") {
  History history;
  history.areas = {"A"};
  history.first = day("2020-01-01");
  history.happenings.push_back({0, day("2020-01-06"), day("2020-01-15"), 100, 1, 0});
  const Daily daily = known_on(history, day("2020-01-10"), 1000);
  CHECK(daily.days() == 9);
  CHECK(daily.deaths.sum() == doctest::Approx(40));
  CHECK(daily.begun(0, 5) == doctest::Approx(40));
  CHECK(known_on(history, day("2020-01-06"), 1000).deaths.sum() == 0);
}

TEST_CASE("a forecast does not change with what happens after it") {
  History history = steady_history();
  const Backtest before =
      backtest(history, shipped_rules().forecast, month(2021, 3), month(2021, 3));
  for (Happening& each : history.happenings) {
    if (each.start >= day("2021-03-01")) each.deaths *= 50;
  }
  const Backtest after =
      backtest(history, shipped_rules().forecast, month(2021, 3), month(2021, 3));
  for (std::size_t i = 0; i < before.forecasts.size(); ++i) {
    CHECK(before.forecasts[i].deaths.mean == after.forecasts[i].deaths.mean);
    CHECK(before.forecasts[i].escalation == after.forecasts[i].escalation);
    CHECK(before.forecasts[i].observed < after.forecasts[i].observed);
  }
}

TEST_CASE("on a steady history the forecast beats no deaths and covers what comes") {
  const Backtest result =
      backtest(steady_history(), shipped_rules().forecast, month(2021, 1), month(2021, 12));
  REQUIRE(result.methods.size() == 5);
  CHECK(result.forecasts.size() == 36);
  CHECK(result.methods[0].crps.value < result.methods[1].crps.value / 3);
  CHECK(result.methods[0].covered_90 > 0.9);
  CHECK(result.methods[0].crps.low <= result.methods[0].crps.value);
  CHECK(result.methods[0].crps.value <= result.methods[0].crps.high);
}

TEST_CASE("a backtest needs history and an order of months") {
  const History history = steady_history();
  const ForecastRules& rules = shipped_rules().forecast;
  CHECK_THROWS_AS(backtest(history, rules, month(2020, 2), month(2020, 3)), Error);
  CHECK_THROWS_AS(backtest(history, rules, month(2021, 3), month(2021, 2)), Error);
}

TEST_CASE("the report of a backtest names every method and holds every forecast") {
  const Backtest result =
      backtest(steady_history(), shipped_rules().forecast, month(2021, 11), month(2021, 12));
  const std::string text = to_text(result);
  for (const MethodScores& each : result.methods) {
    CHECK(text.find(method_name(each.id)) != std::string::npos);
  }
  const std::string json = to_json(result);
  CHECK(json.find("\"month\":\"2021-12\"") != std::string::npos);
  CHECK(to_svg(result).ends_with("</svg>\n"));
}

TEST_CASE("the score of members is that of their distribution") {
  const std::vector<double> one{4};
  CHECK(ensemble_crps(one, 10) == doctest::Approx(6));
  const std::vector<double> two{0, 10};
  CHECK(ensemble_crps(two, 0) == doctest::Approx(2.5));
}

TEST_CASE("the four simple forecasts look back twelve months at most") {
  std::vector<double> before(20);
  for (std::size_t i = 0; i < before.size(); ++i) before[i] = static_cast<double>(i);
  const auto simple = simple_forecasts(before);
  REQUIRE(simple.size() == 4);
  CHECK(simple[0].members == std::vector<double>{0});
  CHECK(simple[1].members == std::vector<double>{19});
  CHECK(simple[2].members == std::vector<double>{13.5});
  CHECK(simple[3].members.size() == 12);
  CHECK(simple[3].members.front() == 8);
}

TEST_CASE("a month is written and read as year and month") {
  CHECK(to_string(month(2018, 3)) == "2018-03");
  CHECK(parse_month("2018-03") == month(2018, 3));
  CHECK_FALSE(parse_month("2018-13"));
  CHECK_FALSE(parse_month("2018-03-01"));
}

}  // namespace
}  // namespace tocsin::assess
