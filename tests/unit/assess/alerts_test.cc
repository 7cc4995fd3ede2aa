#include "tocsin/assess/alerts.h"

#include <doctest/doctest.h>

#include "sample.h"
#include "tocsin/assess/alert_log.h"
#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

std::vector<AlertRule> shipped_alerts() {
  return load_alert_rules(
      std::filesystem::path(TOCSIN_SOURCE_DIR) / "data" / "assess" / "alerts.toml",
      shipped_rules());
}

Situation struck() {
  Situation situation;
  Claim strike = claim_of("ASSAULT:aerial", "r1", "2024-03-10");
  situation.claims = {with_dead(strike, 4), claim_of("THREATEN:violence", "r2", "2024-03-10"),
                      claim_of("COERCE:siege", "r3", "2024-03-10"),
                      claim_of("MOBILIZE:troops", "r4", "2024-03-10")};
  return situation;
}

std::vector<std::string> rules_of(const std::vector<Alert>& alerts) {
  std::vector<std::string> ids;
  for (const Alert& each : alerts) ids.push_back(each.rule);
  return ids;
}

using Ids = std::vector<std::string>;

TEST_CASE("a level, an indicator and an incident give an alert each, with their sentences") {
  const auto alerts = alerts_on(day("2024-03-10"), struck(), shipped_rules(), shipped_alerts(), {});
  CHECK(rules_of(alerts) == Ids{"crisis", "threats", "air strikes"});
  for (const Alert& each : alerts) CHECK_FALSE(each.evidence.empty());
}

TEST_CASE("a rule is silent within its cool-down, and about an incident for ever") {
  const Situation situation = struck();
  const std::vector<PastAlert> past{
      {"crisis", "crisis", day("2024-03-09"), false},
      {"threats", "threat_of_force", day("2024-03-01"), false},
      {"air strikes", situation.claims[0].event, day("2024-03-01"), false}};
  const auto alerts =
      alerts_on(day("2024-03-10"), situation, shipped_rules(), shipped_alerts(), past);
  CHECK(rules_of(alerts) == Ids{"threats"});
}

TEST_CASE("what was acknowledged is not told again while the window is the same") {
  const std::vector<PastAlert> past{{"threats", "threat_of_force", day("2024-03-01"), true}};
  const auto alerts =
      alerts_on(day("2024-03-10"), struck(), shipped_rules(), shipped_alerts(), past);
  CHECK(rules_of(alerts) == Ids{"crisis", "air strikes"});
}

TEST_CASE("an alert that a higher level follows is a hit") {
  Situation situation;
  situation.claims = {claim_of("CONDITION:tension", "r0", "2024-02-01")};
  for (const char* date : {"2024-02-10", "2024-02-12", "2024-02-14"}) {
    Claim attack = claim_of("ASSAULT:explosives", date, date);
    situation.claims.push_back(with_dead(attack, 3));
  }
  const AlertRule rule = shipped_alerts().front();
  const std::vector<PastAlert> past{{rule.id, "tension", day("2024-02-01"), false},
                                    {rule.id, "crisis", day("2024-02-20"), false}};
  const HitRate rate = hit_rate(rule, past, 30, day("2024-03-10"), situation, shipped_rules());
  CHECK(rate.alerts == 1);
  CHECK(rate.hits == 1);
}

TEST_CASE("the record of alerts gives back what was written, with who acknowledged it") {
  const auto alerts = alerts_on(day("2024-03-10"), struck(), shipped_rules(), shipped_alerts(), {});
  std::string lines;
  for (const Alert& each : alerts) lines += alert_line(each);
  lines += acknowledgement_line(alerts[1].id, "Ada");
  const auto logged = read_alert_log(lines, "log");
  REQUIRE(logged.size() == alerts.size());
  CHECK(logged[0].past.about == "crisis");
  CHECK_FALSE(logged[0].past.acknowledged);
  CHECK(logged[1].past.acknowledged);
  CHECK(logged[1].acknowledged_by == "Ada");
  CHECK(logged[1].past.day == day("2024-03-10"));
  CHECK_THROWS_AS(read_alert_log("{}\n", "log"), Error);
}

}  // namespace
}  // namespace tocsin::assess
