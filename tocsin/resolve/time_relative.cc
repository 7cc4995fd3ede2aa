#include <algorithm>
#include <cmath>

#include "tocsin/resolve/time_reading.h"
#include "tocsin/resolve/time_slots.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

constexpr std::string_view kSomeDay = "XXXX-XX-XX";

/// A day in a time that is known only to the month or year.
std::string undated(CalendarTime base) {
  base.month = 0;
  base.day = 0;
  base.season.clear();
  base.clock = " ";
  std::string timex = timex_of(base);
  timex.pop_back();
  return timex;
}

/// "Hours later": the same day, at an hour that is not told.
TimeReading some_hours(const CalendarTime& base) {
  const auto day = shifted(base, TimeUnit::kDay, 0);
  if (!day) return unresolved(undated(base) + "TXX");
  CalendarTime time = *day;
  time.clock = "TXX";
  return relative(time, base, "counted from");
}

/// Whether the count holds the day it counts to: "the third day".
bool is_running(const TimeSlots& slots) { return number(slots, "running").value_or(0) != 0; }

/// "Two days before [the attack]": no day until the event has one.
TimeReading from_event(const TimeMatch& match, TimeUnit unit) {
  const bool is_counted = !match.rule->constants.contains("count");
  TimeReading result =
      unresolved(is_counted ? duration_timex(match.slots, unit) : std::string(kSomeDay));
  result.value.kind = TimeKind::kDuration;
  result.value.reason = "counted from the event told behind it";
  const std::optional<int> count = number(match.slots, "count");
  const int direction = number(match.slots, "direction").value_or(0);
  if (unit <= TimeUnit::kHour) {
    constexpr int kDay = 24;  // hours
    const bool is_counted_in_hours = is_counted && unit == TimeUnit::kHour;
    result.value.days_from_event = is_counted_in_hours ? count.value_or(0) / kDay * direction : 0;
  } else if (count && (unit == TimeUnit::kDay || unit == TimeUnit::kWeek)) {
    const int passed = is_running(match.slots) ? *count - 1 : *count;
    result.value.days_from_event = passed * direction * (unit == TimeUnit::kWeek ? 7 : 1);
  }
  return result;
}

std::optional<Date> far_end(Date day, TimeUnit unit, int count) {
  if (unit == TimeUnit::kWeek) return day + days{7 * count};
  if (unit <= TimeUnit::kHour) return day + days{count < 0 ? (count - 23) / 24 : (count + 23) / 24};
  const auto moved = shifted(calendar_time(day), unit, count);
  const auto interval = moved ? interval_of(*moved) : std::nullopt;
  if (!interval) return std::nullopt;
  return count < 0 ? interval->start : interval->end;
}

/// So many units at one end of `whole`, or the one with the given number.
std::optional<DateInterval> stretch_of(const TimeSlots& slots, TimeUnit unit,
                                       const std::optional<DateInterval>& whole) {
  if (!whole || unit < TimeUnit::kDay || unit > TimeUnit::kMonth) return std::nullopt;
  const int length = unit == TimeUnit::kDay ? 1 : unit == TimeUnit::kWeek ? 7 : 30;
  const days size{length * number(slots, "count").value_or(1)};
  const days skipped{length * (number(slots, "ordinal").value_or(1) - 1)};
  DateInterval part{*whole->start + skipped, *whole->start + skipped + size - days{1},
                    DatePrecision::kRange};
  if (part_slot(slots) == TimePart::kEnd) {
    part = {*whole->end - size + days{1}, *whole->end, DatePrecision::kRange};
  }
  part.start = std::max(*part.start, *whole->start);
  part.end = std::min(*part.end, *whole->end);
  if (*part.start > *part.end) return std::nullopt;
  return part;
}

}  // namespace

TimeReading read_shift(const TimeMatch& match, const Narrative& narrative) {
  const TimeUnit unit = *unit_slot(match.slots);
  if (match.rule->anchor == TimeAnchor::kEvent) return from_event(match, unit);
  const int sign = number(match.slots, "direction").value_or(1);
  const auto count = match.slots.find("count");
  const bool is_vague = count == match.slots.end() || !count->second.number;
  const std::string vague_timex = sign < 0 ? "PAST_REF" : "FUTURE_REF";
  if (is_vague && unit > TimeUnit::kHour) return unresolved(vague_timex);
  const auto base = narrative.anchor(unit, match);
  if (!base) return unresolved(is_vague ? vague_timex : "");
  if (is_vague) return some_hours(*base);
  double amount = std::min(*count->second.number, 1e6) * sign;
  TimeUnit step = unit;
  if (amount != std::floor(amount) && unit == TimeUnit::kYear) {
    amount *= 12;
    step = TimeUnit::kMonth;
  }
  std::optional<CalendarTime> moved = shifted(*base, step, static_cast<int>(amount));
  if (!moved) return unresolved(undated(*base));
  if (unit >= TimeUnit::kDay) moved->clock = clock_of(match.slots);
  TimeReading result = relative(*moved, *base, "counted from");
  // "Two weeks ago" is about fourteen days ago, whatever day the calendar's week begins on.
  if (moved->week && interval_of(*base)) {
    const Date day = *moved->week;
    result.value.interval = DateInterval{day - days{3}, day + days{3}, DatePrecision::kWeek};
  }
  return result;
}

TimeReading read_unit(const TimeMatch& match, const Narrative& narrative) {
  const TimeUnit unit = *unit_slot(match.slots);
  const auto base = narrative.anchor(unit, match);
  const std::string clock = clock_of(match.slots);
  if (!base) return unresolved(clock.empty() ? "" : "XXXX-XX-XX" + clock);
  const int offset = number(match.slots, "direction").value_or(0);
  std::optional<CalendarTime> from = base;
  if (const auto back = number(match.slots, "days_back")) {
    from = shifted(*base, TimeUnit::kDay, -*back);
  }
  std::optional<CalendarTime> moved = from ? shifted(*from, unit, offset) : std::nullopt;
  if (!moved) return unresolved(undated(*base) + clock);
  moved->clock = clock;
  moved->part = part_slot(match.slots);
  TimeReading result = relative(*moved, *base, "counted from");
  if (const auto length = number(match.slots, "days"); length && result.value.interval) {
    result.value.interval->end = *result.value.interval->start + days{*length - 1};
    result.value.interval->precision = DatePrecision::kRange;
  }
  return result;
}

/// "For the third day": the days up to the one told in the same paragraph, else to the report's.
std::optional<DateInterval> running_days(const TimeMatch& match, const Narrative& narrative,
                                         int count) {
  const bool is_told = narrative.last_day && match.paragraph == narrative.day_paragraph;
  const auto told = is_told ? interval_of(*narrative.last_day) : std::nullopt;
  const std::optional<Date> last = told ? told->start : narrative.document;
  if (!last) return std::nullopt;
  return DateInterval{*last - days{count - 1}, *last, DatePrecision::kRange};
}

/// "three days"; with a direction ("the past three days") the days up to or from the report's
/// date.
TimeReading read_duration(const TimeMatch& match, const Narrative& narrative) {
  const TimeUnit unit = *unit_slot(match.slots);
  TimeReading result;
  result.value.kind = TimeKind::kDuration;
  result.value.timex = duration_timex(match.slots, unit);
  result.value.reason = "a length of time, not a date";
  const std::optional<int> count = number(match.slots, "count");
  if (is_running(match.slots) && unit == TimeUnit::kDay && count && *count > 0) {
    result.value.interval = running_days(match, narrative, *count);
    if (!result.value.interval) return result;
    result.value.basis = DateBasis::kRelative;
    result.value.reason = "so many days up to " + to_string(*result.value.interval->end);
    return result;
  }
  const int direction = number(match.slots, "direction").value_or(0);
  if (direction == 0 || !count || narrative.history || !narrative.document) return result;
  const Date today = *narrative.document;
  const auto far = far_end(today, unit, *count * direction);
  if (!far) return result;
  result.value.interval =
      DateInterval{std::min(today, *far), std::max(today, *far), DatePrecision::kRange};
  result.value.basis = DateBasis::kRelative;
  result.value.reason = "counted from " + to_string(today);
  return result;
}

/// "the first week of May", "the last three days of June 2015".
TimeReading read_portion(const TimeMatch& match, const Narrative& narrative) {
  const TimeUnit unit = *unit_slot(match.slots);
  CalendarTime time = given_time(match.slots, "", near_year(narrative), narrative);
  time.part = TimePart::kWhole;
  time = with_year(time, narrative, direction_of(match));
  TimeReading result;
  result.time = time;
  result.value.kind = TimeKind::kDuration;
  TimeSlots slots = match.slots;
  slots.try_emplace("count", TimeSlot{"1", 1.0});
  result.value.timex = duration_timex(slots, unit);
  result.value.reason = "a stretch of " + timex_of(time);
  const auto part = stretch_of(match.slots, unit, interval_of(time));
  if (!part) return result;
  result.value.interval = part;
  result.value.basis = DateBasis::kStated;
  return result;
}

}  // namespace tocsin::resolve
