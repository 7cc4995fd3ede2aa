#pragma once
/// Alerts: which of a desk's rules speak on a day (data/assess/alerts.toml is an example).

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/assess.h"

namespace tocsin::assess {

/// What makes a rule speak; exactly one.
enum class AlertKind : std::uint8_t { kLevel, kIndicator, kSurprise, kIncident };

struct AlertRule {
  std::string id;
  AlertKind kind = AlertKind::kLevel;
  Area area;
  int window_days = 14;
  int cool_down_days = 3;            ///< after an alert the rule keeps silent about the same
  std::string name;                  ///< of the level, indicator or family
  double threshold = 0;              ///< points of an indicator, or tail probability
  std::vector<EventPattern> events;  ///< of an incident
  double least_deaths = 0;           ///< of an incident
  std::vector<std::string> deliver;  ///< "terminal", "file:PATH", "webhook:URL", "mail:ADDRESS"
};

/// An alert that was given. `about` is what the rule spoke of: a level, an indicator, a family, or
/// the id of an incident.
struct Alert {
  std::string id;  ///< rule, "/", day, "/", about
  std::string rule;
  std::string about;
  Date day;
  std::string text;  ///< one sentence
  std::vector<Evidence> evidence;
  std::vector<std::string> deliver;
};

/// What earlier alerts leave behind.
struct PastAlert {
  std::string rule;
  std::string about;
  Date day;
  bool acknowledged = false;
};

/// Throws: Error(kDataMissing, kDataInvalid); a rule must name levels, indicators and families that
///         `rules` hold.
std::vector<AlertRule> load_alert_rules(const std::filesystem::path& file,
                                        const AssessRules& rules);

/// The alerts of the day, in the order of the rules. A rule is silent about what it spoke of within
/// its cool-down, and about a level or indicator for as long as it held without a break since it
/// was acknowledged.
std::vector<Alert> alerts_on(Date day, const Situation& situation, const AssessRules& rules,
                             const std::vector<AlertRule>& alerts,
                             const std::vector<PastAlert>& past);

/// How often alerts were followed, within `horizon_days`, by a higher level than that of their day
/// or by an escalation of deaths. Alerts whose horizon is not over on `as_of` are left out.
struct HitRate {
  int alerts = 0;
  int hits = 0;
};
HitRate hit_rate(const AlertRule& rule, const std::vector<PastAlert>& past, int horizon_days,
                 Date as_of, const Situation& situation, const AssessRules& rules);

}  // namespace tocsin::assess
