#include "tocsin/assess/alerts.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "tocsin/assess/daily.h"
#include "tocsin/assess/data_file.h"
#include "tocsin/assess/forecaster.h"
#include "tocsin/assess/pressure.h"
#include "tocsin/assess/svg.h"

namespace tocsin::assess {
namespace {

template <typename List, typename Member>
bool has_id(const List& list, const std::string& id, Member member) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& each) { return each.*member == id; });
}

AlertKind kind_of(const DataFile& file, const toml::table& table) {
  const std::vector<std::pair<const char*, AlertKind>> kinds{{"level", AlertKind::kLevel},
                                                             {"indicator", AlertKind::kIndicator},
                                                             {"surprise", AlertKind::kSurprise},
                                                             {"incident", AlertKind::kIncident}};
  std::optional<AlertKind> found;
  for (const auto& [key, kind] : kinds) {
    if (!table.contains(key)) continue;
    if (found) file.fail(table, "two conditions", "one of level, indicator, surprise, incident");
    found = kind;
  }
  if (!found) file.fail(table, "no condition", "level, indicator, surprise or incident");
  return *found;
}

void check_delivery(const DataFile& file, const toml::table& table, const AlertRule& rule) {
  for (const std::string& each : rule.deliver) {
    if (each == "terminal" || each.starts_with("file:") || each.starts_with("webhook:http") ||
        each.starts_with("mail:")) {
      continue;
    }
    file.fail(*table.get("deliver"), "\"" + each + "\"",
              "terminal, file:PATH, webhook:URL or mail:ADDRESS");
  }
}

void read_condition(const DataFile& file, const toml::table& table, const AssessRules& rules,
                    AlertRule& rule) {
  switch (rule.kind) {
    case AlertKind::kLevel:
      rule.name = file.text(table, "level");
      if (!has_id(rules.ladder.levels, rule.name, &LevelRules::id)) {
        file.fail(table, "the level \"" + rule.name + "\"", "one of the ladder");
      }
      return;
    case AlertKind::kIndicator:
      rule.name = file.text(table, "indicator");
      rule.threshold = file.number_or(table, "points", 0);
      if (!has_id(rules.indicators, rule.name, &Indicator::id)) {
        file.fail(table, "the indicator \"" + rule.name + "\"", "one of data/assess/indicators");
      }
      return;
    case AlertKind::kSurprise:
      rule.name = file.text(table, "surprise");
      rule.threshold = file.number(table, "tail_probability");
      if (!has_id(rules.baseline.families, rule.name, &Family::id)) {
        file.fail(table, "the family \"" + rule.name + "\"", "one of baseline.toml");
      }
      return;
    case AlertKind::kIncident:
      for (const std::string& words : file.texts(table, "incident")) {
        rule.events.push_back(parse_event_pattern(words, rule.id));
      }
      rule.least_deaths = file.number_or(table, "deaths", 0);
      return;
  }
}

AlertRule read_rule(const DataFile& file, const toml::table& table, const AssessRules& rules) {
  file.check_keys(table,
                  {"id", "area", "level", "indicator", "points", "surprise", "tail_probability",
                   "incident", "deaths", "window_days", "cool_down_days", "deliver"});
  AlertRule rule;
  rule.id = file.text(table, "id");
  rule.kind = kind_of(file, table);
  rule.area.name = file.text_or_empty(table, "area");
  rule.window_days = static_cast<int>(file.number_or(table, "window_days", 14));
  rule.cool_down_days = static_cast<int>(file.number_or(table, "cool_down_days", 3));
  rule.deliver = file.texts(table, "deliver");
  check_delivery(file, table, rule);
  read_condition(file, table, rules, rule);
  return rule;
}

std::string in_area(const AlertRule& rule) {
  return rule.area.name.empty() ? "" : rule.area.name + ": ";
}

std::size_t level_index(const Ladder& ladder, const std::string& id) {
  for (std::size_t i = 0; i < ladder.levels.size(); ++i) {
    if (ladder.levels[i].id == id) return i;
  }
  return 0;
}

class Evaluation {
 public:
  Evaluation(Date day, const Situation& situation, const AssessRules& rules,
             const std::vector<PastAlert>& past)
      : day_(day), situation_(situation), rules_(rules), past_(past) {}

  void evaluate(const AlertRule& rule, std::vector<Alert>& alerts) {
    if (rule.kind == AlertKind::kIncident) return incidents(rule, alerts);
    const Assessment assessment = assess({rule.area, day_, rule.window_days}, situation_, rules_);
    switch (rule.kind) {
      case AlertKind::kLevel:
        return level(rule, assessment, alerts);
      case AlertKind::kIndicator:
        return indicator(rule, assessment, alerts);
      default:
        return surprise(rule, assessment, alerts);
    }
  }

 private:
  bool is_silent(const AlertRule& rule, const std::string& about) const {
    return std::any_of(past_.begin(), past_.end(), [&](const PastAlert& each) {
      if (each.rule != rule.id || each.about != about || each.day > day_) return false;
      if (rule.kind == AlertKind::kIncident) return true;  // an incident is told once
      const auto age = (day_ - each.day).count();
      return age < rule.cool_down_days || (each.acknowledged && age < rule.window_days);
    });
  }

  void give(const AlertRule& rule, const std::string& about, const std::string& text,
            std::vector<Evidence> evidence, std::vector<Alert>& alerts) const {
    if (is_silent(rule, about)) return;
    alerts.push_back({rule.id + "/" + to_string(day_) + "/" + about, rule.id, about, day_,
                      in_area(rule) + text, std::move(evidence), rule.deliver});
  }

  void level(const AlertRule& rule, const Assessment& assessment,
             std::vector<Alert>& alerts) const {
    if (level_index(rules_.ladder, assessment.level) < level_index(rules_.ladder, rule.name)) {
      return;
    }
    std::vector<Evidence> evidence;
    for (const IndicatorState& each : assessment.indicators) {
      if (each.raises) evidence.push_back(each.evidence.front());
    }
    give(rule, assessment.level,
         "the level is " + assessment.level + ", trend " + std::string(to_string(assessment.trend)),
         std::move(evidence), alerts);
  }

  void indicator(const AlertRule& rule, const Assessment& assessment,
                 std::vector<Alert>& alerts) const {
    for (const IndicatorState& each : assessment.indicators) {
      if (each.id != rule.name || std::abs(each.weight) < rule.threshold) continue;
      give(rule, each.id, each.name + " (" + short_number(each.weight) + " points)", each.evidence,
           alerts);
    }
  }

  void surprise(const AlertRule& rule, const Assessment& assessment,
                std::vector<Alert>& alerts) const {
    if (!assessment.baseline) return;
    for (const Surprise& each : assessment.baseline->families) {
      if (each.family != rule.name || each.tail_probability > rule.threshold) continue;
      give(rule, each.family,
           each.family + ": " + std::to_string(each.observed) + " where " +
               short_number(each.expected) + " were to be expected",
           {}, alerts);
    }
  }

  void incidents(const AlertRule& rule, std::vector<Alert>& alerts) const {
    const Area area = known_by_name(rule.area, situation_.claims, rules_.generic_words);
    for (const Deed& deed : deeds_of(situation_, area, day_)) {
      const int age = age_days(deed, day_);
      if (!deed.inside || deed.reality != Reality::kActual || age > rule.window_days ||
          deed.deaths < rule.least_deaths) {
        continue;
      }
      for (const Claim* claim : deed.claims) {
        if (std::none_of(rule.events.begin(), rule.events.end(), [&](const EventPattern& each) {
              return matches(each, claim->type, claim->mode);
            })) {
          continue;
        }
        const std::string about =
            deed.incident != nullptr ? deed.incident->id : deed.claims.front()->event;
        give(rule, about,
             claim->type + (claim->mode.empty() ? "" : ":" + claim->mode) + " on " +
                 to_string(deed.start) +
                 (deed.deaths > 0 ? ", " + short_number(deed.deaths) + " killed" : ""),
             {{claim->event, deed.incident != nullptr ? about : "", claim->report, claim->trigger,
               claim->sentence, claim->sentence_text, deed.start, deed.deaths}},
             alerts);
        break;
      }
    }
  }

  Date day_;
  const Situation& situation_;
  const AssessRules& rules_;
  const std::vector<PastAlert>& past_;
};

}  // namespace

std::vector<AlertRule> load_alert_rules(const std::filesystem::path& path,
                                        const AssessRules& rules) {
  const DataFile file(path);
  file.check_keys(file.root(), {"alert"});
  std::vector<AlertRule> alerts;
  std::set<std::string> ids;
  for (const toml::table* table : file.tables(file.root(), "alert")) {
    alerts.push_back(read_rule(file, *table, rules));
    if (!ids.insert(alerts.back().id).second) {
      file.fail(*table, "\"" + alerts.back().id + "\" a second time", "each id once");
    }
  }
  return alerts;
}

std::vector<Alert> alerts_on(Date day, const Situation& situation, const AssessRules& rules,
                             const std::vector<AlertRule>& alerts,
                             const std::vector<PastAlert>& past) {
  Evaluation evaluation(day, situation, rules, past);
  std::vector<Alert> given;
  for (const AlertRule& rule : alerts) evaluation.evaluate(rule, given);
  return given;
}

HitRate hit_rate(const AlertRule& rule, const std::vector<PastAlert>& past, int horizon_days,
                 Date as_of, const Situation& situation, const AssessRules& rules) {
  HitRate rate;
  for (const PastAlert& each : past) {
    const Date end = each.day + std::chrono::days{horizon_days};
    if (each.rule != rule.id || end > as_of) continue;
    ++rate.alerts;
    const auto points =
        level_over_time({rule.area, end, rule.window_days}, situation, rules, horizon_days, 1);
    const bool higher = std::any_of(points.begin(), points.end(), [&](const LevelPoint& point) {
      return point.level > points.front().level;
    });
    const Area area = known_by_name(rule.area, situation.claims, rules.generic_words);
    const auto deeds = deeds_of(situation, area, end);
    const History history = history_of(deeds, rules, first_report(situation).value_or(end));
    const Daily before = known_on(history, each.day, rules.forecast.most_days);
    const Daily after = known_on(history, end, rules.forecast.most_days);
    const double deaths = after.deaths.row(0).sum() - before.deaths.row(0).sum();
    const auto threshold = escalation_threshold(before, rules.forecast.escalation, 0, horizon_days);
    rate.hits += higher || deaths >= static_cast<double>(threshold) ? 1 : 0;
  }
  return rate;
}

}  // namespace tocsin::assess
