#include "tocsin/resolve/time_evaluate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "tocsin/resolve/time_calendar.h"
#include "tocsin/resolve/time_narrative.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

constexpr std::string_view kBeforeChrist = "BC";
constexpr std::uint32_t kClockReach = 2;  // sentences over which a day holds for a bare hour

std::optional<int> number(const TimeSlots& slots, std::string_view name) {
  const auto slot = slots.find(name);
  constexpr double kLargest = 1e6;  // numbers beyond are no part of a date
  if (slot == slots.end() || !slot->second.number) return std::nullopt;
  return static_cast<int>(std::min(*slot->second.number, kLargest));
}

std::string word(const TimeSlots& slots, std::string_view name) {
  const auto slot = slots.find(name);
  return slot == slots.end() ? std::string() : slot->second.text;
}

std::optional<TimeUnit> unit_slot(const TimeSlots& slots) {
  return parse_time_unit(word(slots, "unit"));
}

TimePart part_slot(const TimeSlots& slots) {
  const std::string part = word(slots, "part");
  if (part == "start") return TimePart::kStart;
  if (part == "middle") return TimePart::kMiddle;
  if (part == "end") return TimePart::kEnd;
  return TimePart::kWhole;
}

/// "T07:30", "TMO", or nothing.
std::string clock_of(const TimeSlots& slots) {
  const std::optional<int> hour = number(slots, "hour");
  if (!hour) {
    const std::string part_of_day = word(slots, "daypart");
    return part_of_day.empty() ? "" : "T" + part_of_day;
  }
  int hours = *hour;
  if (word(slots, "noon") == "pm" && hours < 12) hours += 12;
  if (word(slots, "noon") == "am" && hours == 12) hours = 0;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d", hours, number(slots, "minute").value_or(0));
  return buffer;
}

/// One letter for the unit in a TIMEX3 duration.
std::string duration_timex(const TimeSlots& slots, TimeUnit unit) {
  constexpr std::array<std::string_view, 11> kLetters{"M", "H", "D", "WE", "W", "M",
                                                      "Q", "S", "Y", "DE", "CE"};
  const auto count = slots.find("count");
  std::string amount = "X";
  if (count != slots.end() && count->second.number) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%g", *count->second.number);
    amount = buffer;
  }
  return (unit <= TimeUnit::kHour ? "PT" : "P") + amount +
         std::string(kLetters[static_cast<std::size_t>(unit)]);
}

std::string show(const DateInterval& interval) {
  const std::string start = interval.start ? to_string(*interval.start) : "…";
  const std::string end = interval.end ? to_string(*interval.end) : "…";
  return start == end ? start : start + " to " + end;
}

/// A value with the calendar time it came from, which the narrative goes on from.
struct Evaluated {
  TimeValue value;
  CalendarTime time;
};

/// Reads the matches of one text in order.
class Evaluator {
 public:
  Evaluator(const std::vector<TimeMatch>& matches, std::string_view text,
            const DocumentDate& document)
      : matches_(matches), text_(text) {
    narrative_.document = document.date;
    narrative_.history = is_history(matches, document.date);
  }

  std::vector<TimeValue> run() {
    std::vector<Evaluated> singles(matches_.size());
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      index_ = i;
      ends_.clear();
      places_.push_back(values_.size());
      if (!counts(matches_[i])) continue;
      singles[i] = evaluate(matches_[i]);
      narrative_.tell(singles[i].time, matches_[i].sentence);
      if (joined_from(i)) add_joined(singles[i - 1].value, singles[i].value);
      if (follows_parenthesis(i)) take_date(singles[i - 1], singles[i].value);
      values_.push_back(bound_value(singles[i].value, matches_[i]));
      values_.insert(values_.end(), ends_.begin(), ends_.end());
      places_.back() = values_.size();
    }
    std::stable_sort(values_.begin(), values_.end(), [](const TimeValue& a, const TimeValue& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      return a.span.end > b.span.end;
    });
    return std::move(values_);
  }

 private:
  Evaluated evaluate(const TimeMatch& match) {
    Evaluated result;
    switch (match.rule->operation) {
      case TimeOperation::kDate:
        result = date(match);
        break;
      case TimeOperation::kRange:
        result = range(match);
        break;
      case TimeOperation::kShift:
        result = shift(match);
        break;
      case TimeOperation::kUnit:
        result = unit(match);
        break;
      case TimeOperation::kDuration:
        result = duration(match);
        break;
      case TimeOperation::kPortion:
        result = portion(match);
        break;
      case TimeOperation::kLiteral:
      case TimeOperation::kIgnore:
        result.value.timex = filled(match);
        result.value.reason = "names no day of its own";
        break;
    }
    finish(match, result);
    return result;
  }

  /// A bare small number is a year only where years before Christ are told, or joined to one.
  bool counts(const TimeMatch& match) const {
    if (word(match.slots, "era") != kToldEra) return true;
    if (narrative_.last && narrative_.last->year.value_or(1) <= 0) return true;
    return match.link != TimeLink::kNone &&
           word(matches_[index_ + 1].slots, "era") == kBeforeChrist;
  }

  void finish(const TimeMatch& match, Evaluated& result) const {
    TimeValue& value = result.value;
    value.span = match.span;
    const std::string& kind = match.rule->kind;
    if (!result.time.clock.empty() || kind == "time") value.kind = TimeKind::kTime;
    if (kind == "set") value.kind = TimeKind::kSet;
    if (kind == "duration") value.kind = TimeKind::kDuration;
    if (kind == "date") value.kind = TimeKind::kDate;
    std::string reason = "\"" + std::string(slice(text_, match.span)) + "\" (rule " +
                         match.rule->name + "): " + value.reason;
    if (value.interval) reason += "; " + show(*value.interval);
    value.reason = reason;
  }

  // --- calendar times

  /// The calendar time as far as the words give it; `suffix` picks an end of a range.
  CalendarTime given(const TimeSlots& slots, std::string_view suffix, int near_year) const {
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
    const bool told_era =
        era == kToldEra && narrative_.last && narrative_.last->year.value_or(1) <= 0;
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

  static int decade_of(int year, int near_year) {
    if (year >= 100) return year / 10;
    int full = full_year(year, near_year);
    if (full > near_year) full -= 100;  // decades are spoken of when they have begun
    return full / 10;
  }

  int near_year() const {
    if (narrative_.history && narrative_.last && narrative_.last->year) {
      return *narrative_.last->year;
    }
    if (!narrative_.document) return 2000;
    return *calendar_time(*narrative_.document).year;
  }

  TimeDirection direction(const TimeMatch& match) const {
    if (match.in_future) return TimeDirection::kFuture;
    return match.bound == TimeBound::kUntil ? TimeDirection::kNearest : TimeDirection::kPast;
  }

  Evaluated date(const TimeMatch& match) {
    if (word(match.slots, "calendar") == "islamic") return islamic(match);
    CalendarTime time = given(match.slots, "", near_year());
    const std::optional<int> weekday = number(match.slots, "weekday");
    if (weekday && time.day == 0 && time.month == 0) return on_weekday(match, *weekday);
    if (number(match.slots, "direction")) return near_anchor(match, time);
    if (unit_of(time) == std::nullopt) return clock_only(match, time);
    const bool was_given = time.year || time.decade || time.century;
    const bool joins_era = word(match.slots, "era") == kToldEra && *time.year > 0;
    if (joins_era) time.year = 1 - *time.year;
    if (!time.year && !time.decade && !time.century) borrow(match, time);
    const bool is_borrowed = time.year.has_value();
    time = with_year(time, narrative_, direction(match));
    return stated(time, was_given ? "stated in full" : year_reason(is_borrowed, time));
  }

  std::string year_reason(bool is_borrowed, const CalendarTime& time) const {
    if (!time.year) return "no year is given and there is no date to take it from";
    if (is_borrowed) return "the year is that of the date it is joined to";
    if (narrative_.history) return "no year is given; it is that of the date told before";
    return "no year is given; the one that fits the report's date " +
           to_string(*narrative_.document) + " best";
  }

  Evaluated stated(const CalendarTime& time, const std::string& reason) const {
    Evaluated result;
    result.time = time;
    result.value.timex = timex_of(time);
    result.value.interval = interval_of(time);
    if (result.value.interval) result.value.basis = DateBasis::kStated;
    result.value.reason = reason;
    return result;
  }

  Evaluated relative(const CalendarTime& time, const CalendarTime& base,
                     const std::string& how) const {
    Evaluated result = stated(time, how + " " + timex_of(base));
    if (result.value.interval) result.value.basis = DateBasis::kRelative;
    return result;
  }

  Evaluated unresolved(const std::string& timex) const {
    Evaluated result;
    result.value.timex = timex;
    result.value.reason = "there is no date that it could be counted from";
    return result;
  }

  /// "from May to June 1941", "499-493 BC": what the first lacks is taken from the second.
  void borrow(const TimeMatch& match, CalendarTime& time) const {
    if (match.link != TimeLink::kRange && match.link != TimeLink::kList) return;
    const TimeMatch& next = matches_[index_ + 1];
    const bool is_calendar = next.rule->operation == TimeOperation::kDate;
    if (!is_calendar || !number(next.slots, "year") || word(next.slots, "calendar") != "") return;
    const CalendarTime other = given(next.slots, "", near_year());
    time.year = other.year;
    if (time.day != 0 && time.month == 0) time.month = other.month;
    if (time.month > other.month && other.month != 0 && match.link == TimeLink::kRange) {
      time.year = *time.year - 1;
    }
  }

  Evaluated clock_only(const TimeMatch& match, const CalendarTime& time) const {
    const bool is_near =
        narrative_.last_day && match.sentence - narrative_.day_sentence <= kClockReach;
    if (!is_near) return unresolved(timex_of(time));
    CalendarTime day = *narrative_.last_day;
    day.clock = time.clock;
    return relative(day, *narrative_.last_day, "the hour of");
  }

  Evaluated on_weekday(const TimeMatch& match, int weekday) const {
    const auto base = narrative_.anchor(match.rule->anchor, TimeUnit::kDay, match.sentence);
    const std::optional<DateInterval> from = base ? interval_of(*base) : std::nullopt;
    if (!from || from->precision != DatePrecision::kDay) {
      return unresolved("XXXX-WXX-" + std::to_string(weekday));
    }
    const Date day = *from->start;
    const int today = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
    const std::optional<int> named = number(match.slots, "direction");
    const bool looks_ahead =
        match.in_future || match.bound == TimeBound::kUntil || narrative_.history;
    const bool forward = named.value_or(0) > 0 || (named.value_or(0) == 0 && looks_ahead);
    int offset = forward ? (weekday - today + 7) % 7 : -((today - weekday + 7) % 7);
    if (offset == 0 && named && *named != 0) offset = *named > 0 ? 7 : -7;
    CalendarTime time = calendar_time(day + days{offset});
    time.clock = clock_of(match.slots);
    return relative(time, *base,
                    offset > 0 ? "the first such day after" : "the last such day up to");
  }

  /// "last May", "the following spring": the nearest such time wholly on one side of the anchor.
  Evaluated near_anchor(const TimeMatch& match, CalendarTime time) const {
    const auto base = narrative_.anchor(match.rule->anchor, TimeUnit::kMonth, match.sentence);
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

  /// "on the 24th of last month".
  Evaluated in_near_month(const TimeMatch& match, CalendarTime time, const CalendarTime& base,
                          int direction) const {
    const auto month = shifted(base, TimeUnit::kMonth, direction);
    if (!month) return unresolved(timex_of(time));
    time.year = month->year;
    time.month = month->month;
    time.clock = clock_of(match.slots);
    return relative(time, base, "counted from");
  }

  // --- the Islamic calendar

  Evaluated islamic(const TimeMatch& match) const {
    const int month = number(match.slots, "month").value_or(0);
    const int day = number(match.slots, "day").value_or(0);
    std::optional<int> year = number(match.slots, "year");
    const std::optional<Date> reference = reference_day();
    const bool was_given = year.has_value();
    if (!year && reference) year = islamic_year_near(match, month, day, *reference);
    std::optional<DateInterval> interval =
        year ? islamic_interval(*year, month, day) : std::nullopt;
    if (!interval) return unresolved("");
    const int length = number(match.slots, "days").value_or(0);
    if (length > 0) {
      interval =
          DateInterval{interval->start, *interval->start + days{length - 1}, DatePrecision::kRange};
    }
    Evaluated result;
    if (interval->start == interval->end) {
      result.time = calendar_time(*interval->start);
      result.value.timex = timex_of(result.time);
    } else {
      result.value.timex = to_string(*interval->start) + "/" + to_string(*interval->end);
    }
    result.value.interval = interval;
    result.value.basis = DateBasis::kStated;
    result.value.reason = "by the Islamic calendar, year " + std::to_string(*year) +
                          (was_given ? "" : ", the one that fits " + to_string(*reference));
    return result;
  }

  static std::optional<DateInterval> islamic_interval(int year, int month, int day) {
    if (month != 0) return islamic_days(year, month, day);
    const auto first = islamic_days(year, 1, 1);
    const auto next = islamic_days(year + 1, 1, 1);
    if (!first || !next) return std::nullopt;
    return DateInterval{first->start, *next->start - days{1}, DatePrecision::kYear};
  }

  std::optional<Date> reference_day() const {
    if (narrative_.history && narrative_.last) {
      if (const auto interval = interval_of(*narrative_.last)) return interval->start;
    }
    return narrative_.document;
  }

  int islamic_year_near(const TimeMatch& match, int month, int day, Date reference) const {
    const int year = islamic_year(reference);
    const std::optional<DateInterval> same = islamic_days(year, month, day);
    const int named = number(match.slots, "direction").value_or(0);
    if (!same) return year;
    if ((match.in_future || named > 0) && *same->end < reference) return year + 1;
    if (!match.in_future && named <= 0 && *same->start > reference) return year - 1;
    if (named < 0 && *same->end >= reference) return year - 1;
    return year;
  }

  // --- ranges

  Evaluated range(const TimeMatch& match) {
    const int near = near_year();
    CalendarTime second = given(match.slots, "2", number(match.slots, "year1").value_or(near));
    CalendarTime first = given(match.slots, "1", near);
    const bool was_given = second.year.has_value();
    second = with_year(second, narrative_, direction(match));
    if (!first.year) {
      first.year = second.year;
      if (first.month > second.month && first.year) first.year = *first.year - 1;
    }
    if (first.month == 0 && first.day != 0) first.month = second.month;
    const std::string reason = was_given ? "stated in full" : year_reason(false, second);
    Evaluated one = stated(first, reason);
    Evaluated two = stated(second, reason);
    Evaluated whole;
    whole.time = second;
    whole.value = hull(one.value, two.value);
    whole.value.reason = reason;
    for (auto [end, span] : {std::pair{&one, match.first}, std::pair{&two, match.second}}) {
      finish(match, *end);
      end->value.span = span;
      ends_.push_back(end->value);
    }
    return whole;
  }

  static TimeValue hull(const TimeValue& first, const TimeValue& second) {
    TimeValue whole;
    whole.kind = first.kind;
    whole.timex = first.timex + "/" + second.timex;
    if (first.interval && second.interval && first.interval->start && second.interval->end &&
        *first.interval->start <= *second.interval->end) {
      whole.interval =
          DateInterval{first.interval->start, second.interval->end, DatePrecision::kRange};
      whole.basis = std::max(first.basis, second.basis);
    }
    return whole;
  }

  bool joined_from(std::size_t i) const {
    return i > 0 && matches_[i - 1].link == TimeLink::kRange;
  }

  /// "from 3 May to 5 June": both ends are values of their own, and so is the whole.
  void add_joined(const TimeValue& first, const TimeValue& second) {
    TimeValue whole = hull(first, second);
    if (!whole.interval) return;
    whole.span = {first.span.begin, second.span.end};
    whole.reason = "\"" + std::string(slice(text_, whole.span)) +
                   "\": from the first date to the " + "second; " + show(*whole.interval);
    values_.push_back(whole);
  }

  // --- relative times

  Evaluated shift(const TimeMatch& match) const {
    const TimeUnit unit = *unit_slot(match.slots);
    const int sign = number(match.slots, "direction").value_or(1);
    const auto count = match.slots.find("count");
    const bool is_vague = count == match.slots.end() || !count->second.number;
    const std::string vague_timex = sign < 0 ? "PAST_REF" : "FUTURE_REF";
    if (is_vague && unit > TimeUnit::kHour) return unresolved(vague_timex);
    const auto base = narrative_.anchor(match.rule->anchor, unit, match.sentence);
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
    Evaluated result = relative(*moved, *base, "counted from");
    // "Two weeks ago" is about fourteen days ago, whatever day the calendar's week begins on.
    if (moved->week && interval_of(*base)) {
      const Date day = *moved->week;
      result.value.interval = DateInterval{day - days{3}, day + days{3}, DatePrecision::kWeek};
    }
    return result;
  }

  /// "Hours later": the same day, at an hour that is not told.
  Evaluated some_hours(const CalendarTime& base) const {
    const auto day = shifted(base, TimeUnit::kDay, 0);
    if (!day) return unresolved(undated(base) + "TXX");
    CalendarTime time = *day;
    time.clock = "TXX";
    return relative(time, base, "counted from");
  }

  /// A day in a time that is known only to the month or year.
  static std::string undated(CalendarTime base) {
    base.month = 0;
    base.day = 0;
    base.season.clear();
    base.clock = " ";
    std::string timex = timex_of(base);
    timex.pop_back();
    return timex;
  }

  Evaluated unit(const TimeMatch& match) const {
    const TimeUnit unit = *unit_slot(match.slots);
    const auto base = narrative_.anchor(match.rule->anchor, unit, match.sentence);
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
    Evaluated result = relative(*moved, *base, "counted from");
    if (const auto length = number(match.slots, "days"); length && result.value.interval) {
      result.value.interval->end = *result.value.interval->start + days{*length - 1};
      result.value.interval->precision = DatePrecision::kRange;
    }
    return result;
  }

  /// "three days"; with a direction ("the past three days") the days up to or from the report's
  /// date.
  Evaluated duration(const TimeMatch& match) const {
    const TimeUnit unit = *unit_slot(match.slots);
    Evaluated result;
    result.value.kind = TimeKind::kDuration;
    result.value.timex = duration_timex(match.slots, unit);
    result.value.reason = "a length of time, not a date";
    const std::optional<int> count = number(match.slots, "count");
    const int direction = number(match.slots, "direction").value_or(0);
    if (direction == 0 || !count || narrative_.history || !narrative_.document) return result;
    const Date today = *narrative_.document;
    const auto far = far_end(today, unit, *count * direction);
    if (!far) return result;
    result.value.interval =
        DateInterval{std::min(today, *far), std::max(today, *far), DatePrecision::kRange};
    result.value.basis = DateBasis::kRelative;
    result.value.reason = "counted from " + to_string(today);
    return result;
  }

  static std::optional<Date> far_end(Date day, TimeUnit unit, int count) {
    if (unit == TimeUnit::kWeek) return day + days{7 * count};
    if (unit <= TimeUnit::kHour)
      return day + days{count < 0 ? (count - 23) / 24 : (count + 23) / 24};
    const auto moved = shifted(calendar_time(day), unit, count);
    const auto interval = moved ? interval_of(*moved) : std::nullopt;
    if (!interval) return std::nullopt;
    return count < 0 ? interval->start : interval->end;
  }

  /// "the first week of May", "the last three days of June 2015".
  Evaluated portion(const TimeMatch& match) const {
    const TimeUnit unit = *unit_slot(match.slots);
    CalendarTime time = given(match.slots, "", near_year());
    time.part = TimePart::kWhole;
    time = with_year(time, narrative_, direction(match));
    Evaluated result;
    result.time = time;
    result.value.kind = TimeKind::kDuration;
    TimeSlots slots = match.slots;
    slots.try_emplace("count", TimeSlot{"1", 1.0});
    result.value.timex = duration_timex(slots, unit);
    result.value.reason = "a stretch of " + timex_of(time);
    const std::optional<DateInterval> whole = interval_of(time);
    const int count = number(match.slots, "count").value_or(1);
    const int length = unit == TimeUnit::kDay ? 1 : unit == TimeUnit::kWeek ? 7 : 30;
    if (!whole || unit < TimeUnit::kDay || unit > TimeUnit::kMonth) return result;
    const int skipped = number(match.slots, "ordinal").value_or(1) - 1;
    const days span{length * count};
    DateInterval part{*whole->start + days{length * skipped},
                      *whole->start + days{length * skipped} + span - days{1},
                      DatePrecision::kRange};
    if (part_slot(match.slots) == TimePart::kEnd) {
      part = {*whole->end - span + days{1}, *whole->end, DatePrecision::kRange};
    }
    part.end = std::min(*part.end, *whole->end);
    result.value.interval = part;
    result.value.basis = DateBasis::kStated;
    return result;
  }

  /// The fixed value, with `{slot}` filled in.
  static std::string filled(const TimeMatch& match) {
    std::string value = match.rule->value;
    for (const auto& [name, slot] : match.slots) {
      const std::size_t at = value.find("{" + name + "}");
      if (at != std::string::npos) value.replace(at, name.size() + 2, slot.text);
    }
    return value;
  }

  // --- what stands around an expression

  bool follows_parenthesis(std::size_t i) const {
    if (i == 0 || matches_[i - 1].link != TimeLink::kParenthesis) return false;
    const TimeOperation before = matches_[i - 1].rule->operation;
    return before == TimeOperation::kUnit || before == TimeOperation::kShift;
  }

  /// "the next morning (June 25)": the date in parentheses says which morning.
  void take_date(const Evaluated& relative_time, const TimeValue& date) {
    if (!date.interval || date.interval->precision != DatePrecision::kDay) return;
    TimeValue& value = values_[places_[index_ - 1] - 1];
    if (value.span != relative_time.value.span) return;
    value.timex = date.timex + relative_time.time.clock;
    value.interval = date.interval;
    value.basis = date.basis;
    value.reason = "\"" + std::string(slice(text_, value.span)) + "\" is dated by the words in " +
                   "parentheses after it: " + date.reason;
  }

  TimeValue bound_value(TimeValue value, const TimeMatch& match) const {
    const bool in_range = match.link == TimeLink::kRange || joined_from(index_) ||
                          match.rule->operation == TimeOperation::kRange;
    if (!value.interval || in_range || match.bound == TimeBound::kNone) return value;
    value.interval = bounded(*value.interval, match.bound);
    value.reason += "; with the word before it " + show(*value.interval);
    return value;
  }

  const std::vector<TimeMatch>& matches_;
  std::string_view text_;
  Narrative narrative_;
  std::size_t index_ = 0;
  std::vector<TimeValue> values_;
  std::vector<TimeValue> ends_;      // of the range just evaluated
  std::vector<std::size_t> places_;  // end of each match's values in `values_`
};

}  // namespace

DateInterval bounded(DateInterval interval, TimeBound bound) {
  switch (bound) {
    case TimeBound::kSince:
      interval.end.reset();
      break;
    case TimeBound::kUntil:
      interval.start.reset();
      break;
    case TimeBound::kBefore:
      interval.end = interval.start;
      interval.start.reset();
      break;
    case TimeBound::kAfter:
      interval.start = interval.end;
      interval.end.reset();
      break;
    case TimeBound::kNone:
      break;
  }
  return interval;
}

std::vector<TimeValue> evaluate_times(const std::vector<TimeMatch>& matches, std::string_view text,
                                      const DocumentDate& document_date) {
  return Evaluator(matches, text, document_date).run();
}

}  // namespace tocsin::resolve
