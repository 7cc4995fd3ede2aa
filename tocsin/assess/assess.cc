// How it works: claims become deeds (deeds.cc), deeds feed indicators (pressure.cc), the ladder's
// rules read the level off them (standing.cc, ladder.cc). The same is done for some days earlier,
// which gives the trend. Baseline and forecast read the deeds as counts. Every step leaves its
// numbers and sentences in the tree of reasons.
#include "tocsin/assess/assess.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "tocsin/assess/caveats.h"
#include "tocsin/assess/daily.h"
#include "tocsin/assess/data_file.h"
#include "tocsin/assess/fold.h"
#include "tocsin/assess/forecaster.h"
#include "tocsin/assess/pressure.h"
#include "tocsin/assess/standing.h"
#include "tocsin/assess/svg.h"

namespace tocsin::assess {
namespace {

constexpr std::size_t kMostLowering = 5;
constexpr std::size_t kMostActs = 20;

Trend trend_of(double now, double before, const TrendRules& rules) {
  const double change = now - before;
  const double least =
      std::max(rules.least_points, rules.least_share * std::max(std::abs(now), std::abs(before)));
  if (std::abs(change) < least) return Trend::kFlat;
  return change > 0 ? Trend::kUp : Trend::kDown;
}

IndicatorState state_of(const Fired& fired) {
  return {fired.indicator->id,
          fired.indicator->name,
          fired.indicator->raises,
          fired.strength * fired.indicator->weight * (fired.indicator->raises ? 1 : -1),
          fired.indicator->basis,
          fired.evidence};
}

std::string signed_number(double value) { return (value >= 0 ? "+" : "") + short_number(value); }

Reason indicator_reason(const Fired& fired) {
  const Indicator& indicator = *fired.indicator;
  const double points = fired.strength * indicator.weight * (indicator.raises ? 1 : -1);
  Reason reason{indicator.name + ": " + signed_number(points) + " points (weight " +
                    short_number(indicator.weight) + " × strength " + short_number(fired.strength) +
                    ", half-life " + short_number(indicator.half_life_days) + " days)",
                points,
                {},
                fired.evidence};
  reason.parts.push_back({"basis: " + indicator.basis, std::nullopt, {}, {}});
  return reason;
}

Reason points_reason(const Pressure& pressure) {
  Reason reason{"points " + short_number(pressure.points()) + ": raising " +
                    short_number(pressure.raising) + ", easing " + short_number(-pressure.easing),
                pressure.points(),
                {},
                {}};
  for (const Fired& fired : pressure.fired) reason.parts.push_back(indicator_reason(fired));
  return reason;
}

Reason violence_reason(const Counted& counted_acts) {
  const Standing& standing = counted_acts.standing;
  Reason reason{counted(static_cast<std::size_t>(standing.violent_acts), "act of violence",
                        "acts of violence") +
                    " in the window with " + short_number(standing.deaths) + " deaths; " +
                    std::to_string(standing.violent_30) + " with " +
                    short_number(standing.deaths_30) + " deaths in 30 days",
                static_cast<double>(standing.violent_acts),
                {},
                {}};
  for (const Act& act : counted_acts.acts) {
    if (reason.evidence.size() >= kMostActs) break;
    reason.evidence.push_back(
        {act.claim->event, act.deed->incident != nullptr ? act.deed->incident->id : "",
         act.claim->report, act.claim->trigger, act.claim->sentence, act.claim->sentence_text,
         act.deed->undated ? std::nullopt : std::optional<Date>(act.deed->start),
         act.deed->deaths});
  }
  return reason;
}

Reason level_reason(const Ladder& ladder, const Rung& rung, const Standing& standing) {
  Reason reason{"level " + ladder.levels[rung.level].id, static_cast<double>(rung.level), {}, {}};
  if (rung.rule == nullptr) {
    reason.text += ": no rule of a higher level holds";
    return reason;
  }
  reason.text += ": its rule holds";
  for (const std::string& line : explain(*rung.rule, standing)) {
    reason.parts.push_back({line, std::nullopt, {}, {}});
  }
  return reason;
}

Reason trend_reason(double now, double before, const Assessment& assessment,
                    const TrendRules& rules) {
  return {"trend " + std::string(to_string(assessment.trend)) + ": " + short_number(now) +
              " points, " + short_number(before) + " points " + std::to_string(rules.days) +
              " days before",
          now - before,
          {},
          {}};
}

Reason baseline_reason(const Baseline& baseline) {
  Reason reason{
      "against the area's own past of " + std::to_string(baseline.days_of_history) + " days",
      std::nullopt,
      {},
      {}};
  for (const Surprise& each : baseline.families) {
    std::string text = each.family + ": " + std::to_string(each.observed) + " where " +
                       short_number(each.expected) + " were to be expected; chance of as many " +
                       short_number(100 * each.tail_probability) + " %";
    if (each.change_point) text += "; its rate changed about " + to_string(*each.change_point);
    reason.parts.push_back({text, each.tail_probability, {}, {}});
  }
  return reason;
}

std::string chance_text(const char* span, const Probability& chance, std::int64_t threshold) {
  return std::string(span) + ": " + short_number(100 * chance.p) + " % (" +
         short_number(100 * chance.low) + " to " + short_number(100 * chance.high) +
         " %) for at least " + std::to_string(threshold) + " deaths";
}

void add_forecast(const Daily& daily, const ForecastRules& rules, Assessment& assessment) {
  if (const auto reason = too_little_history(daily, rules)) {
    assessment.caveats.push_back("no history: no probability (" + *reason + ")");
    return;
  }
  assessment.forecast = forecast(daily, rules, 0);
  const auto threshold = [&](int days) {
    return escalation_threshold(daily, rules.escalation, 0, days);
  };
  Reason reason{"probability of escalation", std::nullopt, {}, {}};
  reason.parts.push_back(
      {chance_text("within 7 days", assessment.forecast->within_7_days, threshold(7)),
       assessment.forecast->within_7_days.p,
       {},
       {}});
  reason.parts.push_back(
      {chance_text("within 30 days", assessment.forecast->within_30_days, threshold(30)),
       assessment.forecast->within_30_days.p,
       {},
       {}});
  reason.parts.push_back(
      {"deaths to expect in 30 days: " + short_number(assessment.forecast->expected_deaths_30_days),
       assessment.forecast->expected_deaths_30_days,
       {},
       {}});
  assessment.reasons.parts.push_back(std::move(reason));
}

void add_outlook(const Ladder& ladder, std::size_t level, const Pressure& pressure,
                 const Standing& standing, Assessment& assessment) {
  if (level + 1 < ladder.levels.size()) {
    for (const std::string& each : ladder.levels[level + 1].entered_by) {
      assessment.would_raise.push_back(each + " (to " + ladder.levels[level + 1].id + ")");
    }
  }
  for (const Fired& fired : pressure.fired) {
    if (!fired.indicator->raises || fired.indicator->lowered_by.empty()) continue;
    if (assessment.would_lower.size() >= kMostLowering) break;
    assessment.would_lower.push_back(fired.indicator->lowered_by);
  }
  if (standing.violent_acts > 0 && level > 0) {
    assessment.would_lower.push_back("no further act of violence within the window");
  }
}

std::vector<const Deed*> deeds_in_window(const std::vector<Deed>& deeds, const Question& question) {
  std::vector<const Deed*> used;
  for (const Deed& deed : deeds) {
    const int age = age_days(deed, question.as_of);
    if (deed.inside && age >= 0 && age <= question.window_days) used.push_back(&deed);
  }
  return used;
}

}  // namespace

AssessRules load_rules(const std::filesystem::path& folder) {
  AssessRules rules;
  rules.indicators = load_indicators(folder / "indicators");
  rules.ladder = load_ladder(folder / "ladder.toml", rules.indicators);
  rules.baseline = load_baseline_rules(folder / "baseline.toml");
  rules.forecast = load_forecast_rules(folder / "forecast.toml");
  const DataFile areas(folder / "areas.toml");
  areas.check_keys(areas.root(), {"generic"});
  for (const std::string& word : areas.texts(areas.root(), "generic")) {
    rules.generic_words.push_back(fold_words(word));
  }
  return rules;
}

std::optional<Date> first_report(const Situation& situation) {
  std::optional<Date> first;
  for (const Claim& claim : situation.claims) {
    if (claim.published && (!first || *claim.published < *first)) first = claim.published;
  }
  return first;
}

History history_of(const std::vector<Deed>& deeds, const AssessRules& rules, Date first) {
  const PressureGauge gauge(rules.indicators, rules.ladder);
  History history;
  history.first = first;
  history.areas.emplace_back();
  std::map<std::string, std::size_t> index;
  for (const Deed& deed : deeds) {
    if (deed.undated || deed.start < first) continue;
    std::size_t area = 0;
    if (!deed.inside) {
      if (deed.admin1.empty()) continue;
      area = index.emplace(deed.admin1, history.areas.size()).first->second;
      if (area == history.areas.size()) history.areas.push_back(deed.admin1);
    }
    const Claim& claim = *deed.claims.front();
    const bool violent =
        deed.reality == Reality::kActual &&
        std::any_of(rules.ladder.violence.events.begin(), rules.ladder.violence.events.end(),
                    [&](const auto& each) { return matches(each, claim.type, claim.mode); });
    history.happenings.push_back({area, deed.start, std::max(deed.start, deed.end),
                                  deed.reality == Reality::kActual ? deed.deaths : 0,
                                  violent ? 1.0 : 0.0, gauge.tension(deed)});
  }
  return history;
}

Assessment assess(const Question& question, const Situation& situation, const AssessRules& rules) {
  const Ladder& ladder = rules.ladder;
  const Area area = known_by_name(question.area, situation.claims, rules.generic_words);
  const std::vector<Deed> deeds = deeds_of(situation, area, question.as_of);
  const PressureGauge gauge(rules.indicators, ladder);
  const Pressure now = gauge.measure(deeds, question.as_of, question.window_days);
  // What has no date cannot tell which way things go.
  std::vector<Deed> dated;
  std::copy_if(deeds.begin(), deeds.end(), std::back_inserter(dated),
               [](const Deed& deed) { return !deed.undated; });
  const double points = gauge.measure(dated, question.as_of, question.window_days).points();
  const double before = gauge
                            .measure(dated, question.as_of - std::chrono::days{ladder.trend.days},
                                     question.window_days)
                            .points();
  const Counted counted_acts = stand(deeds, now, ladder, question.as_of, question.window_days);
  const Rung rung = rung_of(ladder, counted_acts.standing);

  Assessment assessment;
  assessment.area = question.area.name;
  assessment.as_of = question.as_of;
  assessment.level = ladder.levels[rung.level].id;
  assessment.trend = trend_of(points, before, ladder.trend);
  for (const Fired& fired : now.fired) assessment.indicators.push_back(state_of(fired));
  const std::vector<const Deed*> used = deeds_in_window(deeds, question);
  assessment.happenings = used.size();
  assessment.caveats = caveats(used, question, ladder.caveats);
  assessment.reasons.text = (question.area.name.empty() ? "" : question.area.name + ", ") +
                            to_string(question.as_of) + ": " + assessment.level;
  std::vector<Reason>& parts = assessment.reasons.parts;
  parts.push_back(level_reason(ladder, rung, counted_acts.standing));
  parts.push_back(points_reason(now));
  parts.push_back(violence_reason(counted_acts));
  parts.push_back(trend_reason(points, before, assessment, ladder.trend));
  const Date first = first_report(situation).value_or(question.as_of);
  assessment.baseline = baseline(deeds, rules.baseline, first, question.as_of);
  if (assessment.baseline) parts.push_back(baseline_reason(*assessment.baseline));
  const History history = history_of(deeds, rules, first);
  add_forecast(known_on(history, question.as_of, rules.forecast.most_days), rules.forecast,
               assessment);
  add_outlook(ladder, rung.level, now, counted_acts.standing, assessment);
  return assessment;
}

std::vector<LevelPoint> level_over_time(const Question& question, const Situation& situation,
                                        const AssessRules& rules, int days, int step_days) {
  const Area area = known_by_name(question.area, situation.claims, rules.generic_words);
  const std::vector<Deed> deeds = deeds_of(situation, area, question.as_of);
  const PressureGauge gauge(rules.indicators, rules.ladder);
  std::vector<LevelPoint> points;
  for (int back = days - days % step_days; back >= 0; back -= step_days) {
    const Date day = question.as_of - std::chrono::days{back};
    const Pressure pressure = gauge.measure(deeds, day, question.window_days);
    const Counted counted_acts = stand(deeds, pressure, rules.ladder, day, question.window_days);
    points.push_back({day, rung_of(rules.ladder, counted_acts.standing).level, pressure.raising,
                      pressure.easing, counted_acts.standing.fired});
  }
  return points;
}

}  // namespace tocsin::assess
