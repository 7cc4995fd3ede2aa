#include "tocsin/assess/baseline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "tocsin/assess/counts.h"
#include "tocsin/assess/data_file.h"
#include "tocsin/assess/history.h"

namespace tocsin::assess {
namespace {

using Days = std::vector<double>;

double sum(const Days& days, std::size_t from, std::size_t to) {
  return std::accumulate(days.begin() + static_cast<std::ptrdiff_t>(from),
                         days.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
}

// How much of a week's events fall on each weekday, from the larger area; 1 is the mean. A week of
// even days is added, so that a short past does not make a rhythm.
std::array<double, 7> weekday_factors(const FamilyDays& days, std::size_t past) {
  constexpr double kEvenEvents = 10;
  std::array<double, 7> counts{};
  std::array<double, 7> reports{};
  for (std::size_t i = 0; i < past; ++i) {
    const auto weekday = (static_cast<std::size_t>(days.first_weekday) + i) % 7;
    counts[weekday] += days.larger[i];
    reports[weekday] += days.larger_reports[i];
  }
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  const double all_reports = std::accumulate(reports.begin(), reports.end(), 0.0);
  std::array<double, 7> factors{};
  factors.fill(1);
  if (all_reports <= 0) return factors;
  for (std::size_t i = 0; i < 7; ++i) {
    const double even = kEvenEvents / 7;
    const double expected = (all + kEvenEvents) * reports[i] / all_reports;
    if (expected > 0) factors[i] = (counts[i] + even) / std::max(expected, even);
  }
  return factors;
}

// Reports of the days, each weighed by its weekday's factor.
Days weighed(const FamilyDays& days, const Days& reports, const std::array<double, 7>& factors) {
  Days result(reports.size());
  for (std::size_t i = 0; i < reports.size(); ++i) {
    result[i] = reports[i] * factors[(static_cast<std::size_t>(days.first_weekday) + i) % 7];
  }
  return result;
}

// The size of the negative binomial, by moments over past windows.
double size_of(const Days& counts, const Days& exposure, double rate, std::size_t past,
               const BaselineRules& rules) {
  const auto window = static_cast<std::size_t>(rules.window_days);
  double squares = 0;
  double excess = 0;
  for (std::size_t end = past; end >= window; end -= window) {
    const double expected = rate * sum(exposure, end - window, end);
    const double apart = sum(counts, end - window, end) - expected;
    squares += expected * expected;
    excess += apart * apart - expected;
  }
  const double size = excess > 0 ? squares / excess : rules.most_size;
  return std::clamp(size, rules.least_size, rules.most_size);
}

// The last days one by one, as far back as a chart shows them; their dates are set by who knows
// them.
std::vector<BaselineDay> last_days(const Days& counts, const Days& exposure, double rate,
                                   double size) {
  constexpr std::size_t kShown = 90;
  constexpr double kRare = 0.05;
  std::vector<BaselineDay> series;
  for (std::size_t i = counts.size() - std::min(counts.size(), kShown); i < counts.size(); ++i) {
    BaselineDay day;
    day.observed = std::llround(counts[i]);
    day.expected = rate * exposure[i];
    while (day.expected > 0 && tail({day.expected, size}, day.high + 1) > kRare) ++day.high;
    series.push_back(day);
  }
  return series;
}

bool is_of(const Family& family, const Deed& deed) {
  const Claim& claim = *deed.claims.front();
  return std::any_of(family.events.begin(), family.events.end(), [&](const EventPattern& pattern) {
    return matches(pattern, claim.type, claim.mode);
  });
}

// Reports by the day of their publication, each once.
Days report_days(const std::vector<Deed>& deeds, Date first, std::size_t count, bool inside_only) {
  Days days(count);
  std::set<std::string_view> seen;
  for (const Deed& deed : deeds) {
    if (inside_only && !deed.inside) continue;
    for (const Claim* claim : deed.claims) {
      if (!claim->published || !seen.insert(claim->report).second) continue;
      const int day = days_between(first, *claim->published);
      if (day >= 0 && static_cast<std::size_t>(day) < count) ++days[static_cast<std::size_t>(day)];
    }
  }
  return days;
}

}  // namespace

BaselineRules load_baseline_rules(const std::filesystem::path& path) {
  const DataFile file(path);
  const toml::table& root = file.root();
  file.check_keys(root, {"window_days", "history_days", "least_days", "pooling_reports",
                         "change_evidence", "least_size", "most_size", "family"});
  BaselineRules rules;
  rules.window_days = static_cast<int>(file.number(root, "window_days"));
  rules.history_days = static_cast<int>(file.number(root, "history_days"));
  rules.least_days = static_cast<int>(file.number(root, "least_days"));
  rules.pooling_reports = file.number(root, "pooling_reports");
  rules.change_evidence = file.number(root, "change_evidence");
  rules.least_size = file.number(root, "least_size");
  rules.most_size = file.number(root, "most_size");
  if (rules.window_days < 1 || rules.least_days < 2 * rules.window_days) {
    file.fail(root, "a history shorter than two windows", "least_days of at least that");
  }
  if (rules.least_size <= 0 || rules.most_size < rules.least_size) {
    file.fail(root, "sizes out of order", "0 < least_size <= most_size");
  }
  for (const toml::table* table : file.tables(root, "family")) {
    file.check_keys(*table, {"id", "events"});
    Family family{file.text(*table, "id"), {}};
    for (const std::string& words : file.texts(*table, "events")) {
      family.events.push_back(parse_event_pattern(words, family.id));
    }
    rules.families.push_back(std::move(family));
  }
  return rules;
}

Surprise surprise(const FamilyDays& days, const BaselineRules& rules) {
  const auto window = std::min(static_cast<std::size_t>(rules.window_days), days.area.size());
  const std::size_t past = days.area.size() - window;
  const std::array<double, 7> factors = weekday_factors(days, past);
  const Days exposure = weighed(days, days.area_reports, factors);
  const Days larger_exposure = weighed(days, days.larger_reports, factors);
  const double larger_rate =
      sum(days.larger, 0, past) / std::max(1.0, sum(larger_exposure, 0, past));
  const double rate = (sum(days.area, 0, past) + rules.pooling_reports * larger_rate) /
                      (sum(exposure, 0, past) + rules.pooling_reports);
  Surprise result;
  result.observed = std::llround(sum(days.area, past, days.area.size()));
  result.expected = rate * sum(exposure, past, days.area.size());
  const double size = size_of(days.area, exposure, rate, past, rules);
  result.tail_probability = result.expected > 0 ? tail({result.expected, size}, result.observed)
                                                : (result.observed > 0 ? 0 : 1);
  result.series = last_days(days.area, exposure, rate, size);
  return result;
}

std::optional<std::size_t> change_point(const std::vector<double>& daily,
                                        const std::vector<double>& exposure, double evidence) {
  constexpr std::size_t kLeastWeeks = 3;
  const std::size_t weeks = daily.size() / 7;
  const std::size_t skipped = daily.size() - 7 * weeks;  // the oldest days, short of a week
  if (weeks < 2 * kLeastWeeks) return std::nullopt;
  const auto part = [](double count, double reports) {
    return count > 0 && reports > 0 ? count * std::log(count / reports) : 0;
  };
  const double all = sum(daily, skipped, daily.size());
  const double all_reports = sum(exposure, skipped, daily.size());
  // Weekly counts vary more than Poisson's: the ratio is divided by how much.
  const double rate = all_reports > 0 ? all / all_reports : 0;
  double chi = 0;
  for (std::size_t week = 0; week < weeks; ++week) {
    const std::size_t begin = skipped + 7 * week;
    const double expected = std::max(0.1, rate * sum(exposure, begin, begin + 7));
    chi += std::pow(sum(daily, begin, begin + 7) - expected, 2) / expected;
  }
  double best = 0;
  std::optional<std::size_t> split;
  for (std::size_t week = kLeastWeeks; week + kLeastWeeks <= weeks; ++week) {
    const std::size_t at = skipped + 7 * week;
    const double before = sum(daily, skipped, at);
    const double reports_before = sum(exposure, skipped, at);
    const double ratio =
        2 * (part(before, reports_before) + part(all - before, all_reports - reports_before) -
             part(all, all_reports));
    if (ratio <= best) continue;
    best = ratio;
    split = at;
  }
  // What the split explains itself is not held against it.
  const double spread = std::max(1.0, (chi - best) / static_cast<double>(weeks - 1));
  return best / spread >= evidence ? split : std::nullopt;
}

std::optional<Baseline> baseline(const std::vector<Deed>& deeds, const BaselineRules& rules,
                                 Date first, Date as_of) {
  const Date begin = std::max(first, as_of - std::chrono::days{rules.history_days});
  const int count = days_between(begin, as_of) + 1;
  if (count < rules.least_days) return std::nullopt;
  Baseline result;
  result.days_of_history = count - 1;
  const auto days = static_cast<std::size_t>(count);
  FamilyDays family_days;
  family_days.area_reports = report_days(deeds, begin, days, true);
  family_days.larger_reports = report_days(deeds, begin, days, false);
  family_days.first_weekday = static_cast<int>(std::chrono::weekday(begin).c_encoding());
  for (const Family& family : rules.families) {
    family_days.area.assign(days, 0);
    family_days.larger.assign(days, 0);
    for (const Deed& deed : deeds) {
      const int day = days_between(begin, deed.start);
      if (day < 0 || day >= count || deed.reality != Reality::kActual || !is_of(family, deed)) {
        continue;
      }
      family_days.larger[static_cast<std::size_t>(day)] += 1;
      if (deed.inside) family_days.area[static_cast<std::size_t>(day)] += 1;
    }
    Surprise found = surprise(family_days, rules);
    found.family = family.id;
    const int skipped = count - static_cast<int>(found.series.size());
    for (std::size_t i = 0; i < found.series.size(); ++i) {
      found.series[i].day = begin + std::chrono::days{skipped + static_cast<int>(i)};
    }
    const auto change =
        change_point(family_days.area, family_days.area_reports, rules.change_evidence);
    if (change) found.change_point = begin + std::chrono::days{static_cast<int>(*change)};
    result.families.push_back(std::move(found));
  }
  return result;
}

}  // namespace tocsin::assess
