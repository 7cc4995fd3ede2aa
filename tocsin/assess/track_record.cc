#include "tocsin/assess/track_record.h"

#include "tocsin/assess/forecaster.h"

namespace tocsin::assess {
namespace {

constexpr int kHorizonDays = 30;
constexpr int kMostForecasts = 24;
constexpr std::size_t kArea = 0;  // the one asked about, in history_of

double deaths_begun(const History& history, Date from) {
  const Date end = from + std::chrono::days{kHorizonDays};
  double sum = 0;
  for (const Happening& each : history.happenings) {
    if (each.area == kArea && each.start >= from && each.start < end) sum += each.deaths;
  }
  return sum;
}

void add(TrackRecord& record, double chance, bool came, double alert_probability) {
  const bool warned = chance >= alert_probability;
  ++record.forecasts;
  record.hits += static_cast<int>(warned && came);
  record.false_alarms += static_cast<int>(warned && !came);
  record.missed += static_cast<int>(!warned && came);
  const double error = chance - (came ? 1 : 0);
  record.brier += (error * error - record.brier) / record.forecasts;
}

}  // namespace

std::optional<TrackRecord> track_record(const Question& question, const Situation& situation,
                                        const AssessRules& rules) {
  const std::optional<Date> first = first_report(situation);
  if (!first) return std::nullopt;
  const Area area = known_by_name(question.area, situation.claims, rules.generic_words);
  const History history = history_of(deeds_of(situation, area, question.as_of), rules, *first);
  TrackRecord record;
  for (int back = 1; back <= kMostForecasts; ++back) {
    const Date origin = question.as_of - std::chrono::days{back * kHorizonDays};
    if (origin <= *first) break;
    const Daily daily = known_on(history, origin, rules.forecast.most_days);
    if (too_little_history(daily, rules.forecast)) break;
    const std::int64_t threshold =
        escalation_threshold(daily, rules.forecast.escalation, kArea, kHorizonDays);
    const Forecaster forecaster(daily, rules.forecast, kHorizonDays);
    add(record, forecaster.at_least(kArea, threshold).p,
        deaths_begun(history, origin) >= static_cast<double>(threshold),
        rules.forecast.alert_probability);
  }
  if (record.forecasts == 0) return std::nullopt;
  return record;
}

}  // namespace tocsin::assess
