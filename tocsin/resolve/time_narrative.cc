#include "tocsin/resolve/time_narrative.h"

#include <algorithm>
#include <cstdlib>

namespace tocsin::resolve {
namespace {

constexpr int kNearYears = 1;  // a year this near to the document's is news, not history
// Sentences over which a day told stays in force in news, and in its own paragraph.
constexpr std::uint32_t kNarrativeReach = 6;
constexpr std::uint32_t kReachInParagraph = 8;
constexpr int kLongAgo = 20;     // years after which one date tells a history
constexpr int kAsideYears = 10;  // a bare year this far from the narrative is an aside at first
constexpr int kTurnOfYear = 9;   // so many months back means the next year
constexpr int kYearsAhead = 15;
constexpr int kYearsTried = 8;  // a 29 February comes round within so many years

bool has(const TimeMatch& match, std::string_view slot) { return match.slots.contains(slot); }

std::optional<int> stated_year(const TimeMatch& match, int now) {
  const auto slot = match.slots.find("year");
  if (slot == match.slots.end() || !slot->second.number) return std::nullopt;
  const auto year = static_cast<int>(*slot->second.number);
  const auto era = match.slots.find("era");
  if (era == match.slots.end()) return year < 100 ? full_year(year, now) : year;
  if (era->second.text == kToldEra) return std::nullopt;
  return year;
}

/// Expressions that only make sense from the document's date.
bool is_deictic(const TimeMatch& match) {
  if (match.rule->operation == TimeOperation::kLiteral) return false;
  if (match.rule->anchor == TimeAnchor::kDocument) return true;
  return has(match, "weekday") && !has(match, "year");
}

int year_of(Date day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

/// Where `time` with the year `year` lies against `reference`: the days between them, 0 when it
/// covers it. Nothing when there is no such day in that year.
std::optional<int> distance(CalendarTime time, int year, Date reference) {
  time.year = year;
  const std::optional<DateInterval> interval = interval_of(time);
  if (!interval) return std::nullopt;
  if (*interval->end < reference) return (*interval->end - reference).count();
  if (*interval->start > reference) return (*interval->start - reference).count();
  return 0;
}

std::optional<int> fitting_year(const CalendarTime& time, Date reference, TimeDirection direction) {
  const int around = year_of(reference);
  std::optional<int> best;
  int best_distance = 0;
  for (int year = around - kYearsTried; year <= around + kYearsTried; ++year) {
    const std::optional<int> days = distance(time, year, reference);
    if (!days) continue;
    if (direction == TimeDirection::kPast && *days > 0) continue;
    if (direction == TimeDirection::kFuture && *days < 0) continue;
    if (best && std::abs(*days) >= best_distance) continue;
    best = year;
    best_distance = std::abs(*days);
  }
  return best;
}

bool is_before(const CalendarTime& a, const CalendarTime& b) {
  const auto left = interval_of(a);
  const auto right = interval_of(b);
  return left && right && *left->end < *right->start;
}

/// The day of the month `day` nearest to `reference` in the given direction.
CalendarTime with_month(CalendarTime time, Date reference, TimeDirection direction) {
  const std::chrono::year_month_day at{reference};
  const int offset_first = direction == TimeDirection::kPast ? 0 : 1;
  for (int offset = offset_first; offset >= -12; --offset) {
    const auto month = at.year() / at.month() + std::chrono::months{offset};
    const auto day = month / std::chrono::day{static_cast<unsigned>(time.day)};
    if (!day.ok()) continue;
    const bool is_after = Date{day} > reference;
    if (direction == TimeDirection::kPast && is_after) continue;
    if (direction == TimeDirection::kFuture && offset == 1) {
      const auto sooner =
          at.year() / at.month() / std::chrono::day{static_cast<unsigned>(time.day)};
      if (sooner.ok() && Date{sooner} >= reference) continue;
    }
    if (direction == TimeDirection::kNearest && Date{day} - reference > std::chrono::days{15}) {
      continue;
    }
    time.year = static_cast<int>(month.year());
    time.month = static_cast<int>(static_cast<unsigned>(month.month()));
    return time;
  }
  return time;
}

/// The one time with the given day (and month) that lies near the reports beside an undated one;
/// unchanged where there are several or none.
CalendarTime with_neighbours(const CalendarTime& time, const DateInterval& around) {
  constexpr std::chrono::days kNear{60};
  constexpr std::chrono::days kNearDay{7};  // for the day of a month alone
  const auto near = time.month == 0 ? kNearDay : kNear;
  std::optional<CalendarTime> found;
  for (Date day = *around.start - near; day <= *around.end + near; day += std::chrono::days{1}) {
    const CalendarTime there = calendar_time(day);
    const bool fits = there.day == time.day && (time.month == 0 || there.month == time.month);
    if (!fits) continue;
    if (found) return time;
    found = time;
    found->year = there.year;
    found->month = there.month;
  }
  return found.value_or(time);
}

}  // namespace

bool is_history(const std::vector<TimeMatch>& matches, std::optional<Date> document) {
  if (!document) return true;
  const int now = year_of(*document);
  int old_years = 0;
  int old_dates = 0;
  int current_years = 0;
  int deictic = 0;
  std::optional<bool> first_is_old;
  std::optional<int> first_year;
  for (const TimeMatch& match : matches) {
    const std::optional<int> year = stated_year(match, now);
    const bool is_old = year && (has(match, "era") || *year < now - kNearYears);
    const bool is_date = year || has(match, "month") || has(match, "day");
    if (!first_is_old && (is_date || is_deictic(match))) {
      first_is_old = is_old;
      first_year = year;
    }
    deictic += is_deictic(match) ? 1 : 0;
    old_years += is_old ? 1 : 0;
    old_dates += is_old && has(match, "month") ? 1 : 0;
    current_years += year && !is_old ? 1 : 0;
  }
  if (old_years == 0) return false;
  const bool is_long_ago = first_year && now - *first_year > kLongAgo;
  if (deictic + current_years == 0 && is_long_ago && old_dates > 0) return true;
  if (*first_is_old && old_dates >= 3 && old_dates >= 2 * deictic) return true;
  return (old_dates >= 3 || old_years >= 6) && old_years >= 4 * (deictic + current_years);
}

std::optional<CalendarTime> Narrative::anchor(TimeUnit unit, const TimeMatch& match) const {
  const TimeAnchor anchor = match.rule->anchor;
  const bool by_narrative =
      anchor == TimeAnchor::kNarrative || (anchor == TimeAnchor::kAuto && history);
  if (!by_narrative) {
    if (!document) return std::nullopt;
    return calendar_time(*document);
  }
  const bool needs_day = unit <= TimeUnit::kWeek;
  const std::uint32_t reach =
      match.paragraph == day_paragraph ? kReachInParagraph : kNarrativeReach;
  const auto direction = match.slots.find("direction");
  const bool is_same = direction != match.slots.end() && direction->second.number == 0.0;
  // "The same evening" means the day told last, wherever that was.
  const bool is_near = history || is_same || match.sentence - day_sentence <= reach;
  if (needs_day && last_day && is_near) return last_day;
  if (needs_day && !history) return std::nullopt;
  if (last) return last;
  if (anchor == TimeAnchor::kAuto && document) return calendar_time(*document);
  return std::nullopt;
}

bool Narrative::is_aside(const CalendarTime& time) const {
  if (!history || !last_month || unit_of(time) != TimeUnit::kYear) return false;
  if (std::abs(*time.year - *last_month->year) <= kAsideYears) return false;
  return !aside || std::abs(*time.year - *aside) > kAsideYears;
}

void Narrative::tell(const CalendarTime& time, const TimeMatch& match) {
  if (!time.year && !time.week) return;
  // A report of what was goes on neither from what is still to come nor, where it has a day, from
  // where a count began before.
  const bool is_ahead = match.in_future || match.bound == TimeBound::kUntil;
  const bool is_count = match.bound == TimeBound::kSince && last_day && is_before(time, *last_day);
  if (!history && document && (is_ahead || is_count)) return;
  if (is_aside(time)) {
    aside = time.year;
    return;
  }
  if (aside) last_month.reset();
  aside.reset();
  last = time;
  if (time.week) last = calendar_time(*time.week);
  if (last->month != 0) last_month = last;
  if (time.day == 0) return;
  last_day = time;
  last_day->clock.clear();
  day_sentence = match.sentence;
  day_paragraph = match.paragraph;
}

CalendarTime with_year(CalendarTime time, const Narrative& narrative, TimeDirection direction) {
  if (time.year) return time;
  if (narrative.history) {
    if (!narrative.last || !narrative.last->year) return time;
    time.year = narrative.last->year;
    // From the last months of a year a narrative goes on into the first of the next.
    if (time.month != 0 && narrative.last->month - time.month >= kTurnOfYear) {
      time.year = *time.year + 1;
    }
    if (time.day != 0 && time.month == 0) time.month = narrative.last->month;
    return time;
  }
  if (!narrative.document) {
    return narrative.around && time.day != 0 ? with_neighbours(time, *narrative.around) : time;
  }
  if (time.day != 0 && time.month == 0) return with_month(time, *narrative.document, direction);
  time.year = fitting_year(time, *narrative.document, direction);
  return time;
}

int full_year(int two_digits, int near) {
  const int century = near / 100 * 100;
  int best = century + two_digits;
  for (const int year : {century - 100 + two_digits, century + 100 + two_digits}) {
    if (std::abs(year - near) < std::abs(best - near)) best = year;
  }
  // Short years are written of what was, rarely of what will be.
  return best > near + kYearsAhead ? best - 100 : best;
}

}  // namespace tocsin::resolve
