#include "tocsin/resolve/time_reading.h"

#include "tocsin/resolve/time_slots.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

constexpr std::uint32_t kClockReach = 2;  // sentences over which a day holds for a bare hour

int decade_of(int year, int near_year) {
  if (year >= 100) return year / 10;
  int full = full_year(year, near_year);
  if (full > near_year) full -= 100;  // decades are spoken of when they have begun
  return full / 10;
}

/// Fills what `time` lacks from the expression it is joined to: "from May to June 1941". Whether
/// there was something to take.
bool borrows(const TimeMatch& match, const TimeMatch& next, const Narrative& narrative,
             CalendarTime& time) {
  if (match.link != TimeLink::kRange && match.link != TimeLink::kList) return false;
  const bool is_calendar = next.rule->operation == TimeOperation::kDate;
  if (!is_calendar || !number(next.slots, "year") || !word(next.slots, "calendar").empty()) {
    return false;
  }
  const CalendarTime other = given_time(next.slots, "", near_year(narrative), narrative);
  time.year = other.year;
  if (time.day != 0 && time.month == 0) time.month = other.month;
  if (time.month > other.month && other.month != 0 && match.link == TimeLink::kRange) {
    time.year = *time.year - 1;
  }
  return true;
}

TimeReading clock_only(const TimeMatch& match, const CalendarTime& time,
                       const Narrative& narrative) {
  const bool is_near = narrative.last_day && match.sentence - narrative.day_sentence <= kClockReach;
  if (!is_near) return unresolved(timex_of(time));
  CalendarTime day = *narrative.last_day;
  day.clock = time.clock;
  return relative(day, *narrative.last_day, "the hour of");
}

/// "16 October. … after Friday prayers": the weekday of the day told in the same paragraph.
std::optional<TimeReading> told_weekday(const TimeMatch& match, int weekday,
                                        const Narrative& narrative) {
  const bool is_here = narrative.last_day && narrative.day_paragraph == match.paragraph;
  const bool is_limit = match.bound == TimeBound::kUntil || match.bound == TimeBound::kBefore;
  if (!is_here || is_limit || match.in_future || number(match.slots, "direction") ||
      number(match.slots, "weeks")) {
    return std::nullopt;
  }
  const auto told = interval_of(*narrative.last_day);
  if (!told || static_cast<int>(std::chrono::weekday{*told->start}.iso_encoding()) != weekday) {
    return std::nullopt;
  }
  CalendarTime time = *narrative.last_day;
  time.clock = clock_of(match.slots);
  return relative(time, *narrative.last_day, "the weekday of the day told before,");
}

TimeReading on_weekday(const TimeMatch& match, int weekday, const Narrative& narrative) {
  const auto base = narrative.anchor(TimeUnit::kDay, match);
  const std::optional<DateInterval> from = base ? interval_of(*base) : std::nullopt;
  if (!from || from->precision != DatePrecision::kDay) {
    return unresolved("XXXX-WXX-" + std::to_string(weekday));
  }
  if (const auto told = told_weekday(match, weekday, narrative)) return *told;
  const Date day = *from->start;
  const int today = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  const std::optional<int> named = number(match.slots, "direction");
  const bool is_limit = match.bound == TimeBound::kUntil && !match.in_past;
  const bool looks_ahead = match.in_future || is_limit || narrative.history;
  const bool forward = named.value_or(0) > 0 || (named.value_or(0) == 0 && looks_ahead);
  int offset = forward ? (weekday - today + 7) % 7 : -((today - weekday + 7) % 7);
  if (offset == 0 && named && *named != 0) offset = *named > 0 ? 7 : -7;
  if (const auto weeks = number(match.slots, "weeks")) offset = weekday - today + 7 * *weeks;
  CalendarTime time = calendar_time(day + days{offset});
  time.clock = clock_of(match.slots);
  return relative(time, *base, offset > 0 ? "the first such day after" : "the last such day up to");
}

/// "on the 24th of last month".
TimeReading in_near_month(const TimeMatch& match, CalendarTime time, const CalendarTime& base,
                          int direction) {
  const auto month = shifted(base, TimeUnit::kMonth, direction);
  if (!month) return unresolved(timex_of(time));
  time.year = month->year;
  time.month = month->month;
  time.clock = clock_of(match.slots);
  return relative(time, base, "counted from");
}

/// "last May", "the following spring": the nearest such time wholly on one side of the anchor.
TimeReading near_anchor(const TimeMatch& match, CalendarTime time, const Narrative& narrative) {
  const auto base = narrative.anchor(TimeUnit::kMonth, match);
  const std::optional<DateInterval> from = base ? interval_of(*base) : std::nullopt;
  if (!from) return unresolved(timex_of(time));
  const int direction = *number(match.slots, "direction");
  if (time.day != 0 && time.month == 0) return in_near_month(match, time, *base, direction);
  const int year = *calendar_time(*from->start).year;
  for (const int offset : {0, direction, 2 * direction}) {
    time.year = year + offset;
    const std::optional<DateInterval> interval = interval_of(time);
    if (!interval) continue;
    if (direction < 0 && *interval->end >= *from->start) continue;
    if (direction > 0 && *interval->start <= *from->end) continue;
    break;
  }
  return relative(time, *base, "counted from");
}

}  // namespace

TimeReading stated(const CalendarTime& time, const std::string& reason) {
  TimeReading result;
  result.time = time;
  result.value.timex = timex_of(time);
  result.value.interval = interval_of(time);
  if (result.value.interval) result.value.basis = DateBasis::kStated;
  result.value.reason = reason;
  return result;
}

TimeReading relative(const CalendarTime& time, const CalendarTime& base, const std::string& how) {
  TimeReading result = stated(time, how + " " + timex_of(base));
  if (result.value.interval) result.value.basis = DateBasis::kRelative;
  return result;
}

TimeReading unresolved(const std::string& timex) {
  TimeReading result;
  result.value.timex = timex;
  result.value.reason = "there is no date that it could be counted from";
  return result;
}

CalendarTime given_time(const TimeSlots& slots, std::string_view suffix, int near_year,
                        const Narrative& narrative) {
  const auto get = [&](std::string_view name) {
    const std::optional<int> own = number(slots, std::string(name) + std::string(suffix));
    return own ? own : number(slots, name);
  };
  const auto get_word = [&](std::string_view name) {
    const std::string own = word(slots, std::string(name) + std::string(suffix));
    return own.empty() ? word(slots, name) : own;
  };
  CalendarTime time;
  time.year = get("year");
  if (time.year && *time.year < 100 && get_word("era").empty()) {
    time.year = full_year(*time.year, near_year);
  }
  const std::string era = get_word("era");
  const bool told_era = era == kToldEra && narrative.last && narrative.last->year.value_or(1) <= 0;
  if (time.year && (era == kBeforeChrist || told_era)) time.year = 1 - *time.year;
  time.month = get("month").value_or(0);
  time.day = get("day").value_or(0);
  time.season = get_word("season");
  time.quarter = get("quarter").value_or(0);
  time.half = get("half").value_or(0);
  time.part = part_slot(slots);
  const bool is_before_christ = era == kBeforeChrist;
  if (const auto decade = get("decade")) {
    time.decade = is_before_christ ? group_of(1 - *decade, 10) : decade_of(*decade, near_year);
  }
  if (const auto century = get("century")) {
    time.century = is_before_christ ? -*century : *century - 1;
  }
  time.clock = clock_of(slots);
  return time;
}

int near_year(const Narrative& narrative) {
  if (narrative.history && narrative.last && narrative.last->year) {
    return *narrative.last->year;
  }
  if (!narrative.document) return 2000;
  return *calendar_time(*narrative.document).year;
}

TimeDirection direction_of(const TimeMatch& match) {
  if (match.in_future) return TimeDirection::kFuture;
  const bool is_limit = match.bound == TimeBound::kUntil || match.bound == TimeBound::kBefore;
  return is_limit ? TimeDirection::kNearest : TimeDirection::kPast;
}

std::string year_reason(const CalendarTime& time, const Narrative& narrative) {
  if (!time.year) return "no year is given and there is no date to take it from";
  if (narrative.history) return "no year is given; it is that of the date told before";
  if (!narrative.document) return "the year is that of the reports beside it";
  return "no year is given; the one that fits the report's date " + to_string(*narrative.document) +
         " best";
}

TimeReading read_date(const TimeMatch& match, const TimeMatch* next, const Narrative& narrative) {
  if (word(match.slots, "calendar") == "islamic") return read_islamic(match, narrative);
  if (word(match.slots, "calendar") == "easter") return read_easter(match, narrative);
  CalendarTime time = given_time(match.slots, "", near_year(narrative), narrative);
  const std::optional<int> weekday = number(match.slots, "weekday");
  if (weekday && time.day == 0 && time.month == 0) return on_weekday(match, *weekday, narrative);
  if (number(match.slots, "direction")) return near_anchor(match, time, narrative);
  if (unit_of(time) == std::nullopt) return clock_only(match, time, narrative);
  // A bare small year that stands beside one before Christ is before Christ itself.
  if (word(match.slots, "era") == kToldEra && *time.year > 0) time.year = 1 - *time.year;
  if (time.year || time.decade || time.century) return stated(time, "stated in full");
  if (next != nullptr && borrows(match, *next, narrative, time)) {
    return stated(time, "the year is that of the date it is joined to");
  }
  time = with_year(time, narrative, direction_of(match));
  return stated(time, year_reason(time, narrative));
}

}  // namespace tocsin::resolve
