#include "tocsin/resolve/time_calendar.h"

#include <unicode/calendar.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "tocsin/core/error.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::years;

constexpr std::array<std::pair<std::string_view, TimeUnit>, 11> kUnits{
    {{"minute", TimeUnit::kMinute},
     {"hour", TimeUnit::kHour},
     {"day", TimeUnit::kDay},
     {"weekend", TimeUnit::kWeekend},
     {"week", TimeUnit::kWeek},
     {"month", TimeUnit::kMonth},
     {"quarter", TimeUnit::kQuarter},
     {"season", TimeUnit::kSeason},
     {"year", TimeUnit::kYear},
     {"decade", TimeUnit::kDecade},
     {"century", TimeUnit::kCentury}}};

// How far a time is moved, by unit: about two thousand years, which keeps within the calendar.
constexpr std::array<int, 11> kMostUnits{700000, 700000, 700000, 100000, 100000, 24000,
                                         8000,   8000,   2000,   200,    20};

Date first_day(int year, int month) {
  return std::chrono::year_month_day{std::chrono::year{year},
                                     std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{1}};
}

Date plus_months(Date first, int count) {
  const std::chrono::year_month_day day{first};
  return std::chrono::year_month_day{day.year() / day.month() / 1} + months{count};
}

Date monday_of(Date day) { return day - days{std::chrono::weekday{day}.iso_encoding() - 1}; }

DateInterval whole(Date start, Date after, DatePrecision precision) {
  return {start, after - days{1}, precision};
}

DateInterval part_of(DateInterval interval, TimePart part) {
  if (part == TimePart::kWhole || interval.precision == DatePrecision::kDay) return interval;
  const auto third = (*interval.end - *interval.start + days{1}) / 3;
  if (part == TimePart::kStart) interval.end = *interval.start + third - days{1};
  if (part == TimePart::kEnd) interval.start = *interval.end - third + days{1};
  if (part == TimePart::kMiddle) {
    interval.start = *interval.start + third;
    interval.end = *interval.end - third;
  }
  return interval;
}

std::string iso_week(Date day) {
  const Date monday = monday_of(day);
  const std::chrono::year_month_day thursday{monday + days{3}};
  const Date new_year = first_day(static_cast<int>(thursday.year()), 1);
  const int week = static_cast<int>((monday + days{3} - new_year).count() / 7) + 1;
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, "%04d-W%02d", static_cast<int>(thursday.year()), week);
  return buffer;
}

std::string year_words(const CalendarTime& time) {
  if (!time.year) return "XXXX";
  char buffer[16];
  if (*time.year > 0) {
    std::snprintf(buffer, sizeof buffer, "%04d", *time.year);
  } else {
    std::snprintf(buffer, sizeof buffer, "BC%04d", 1 - *time.year);
  }
  return buffer;
}

std::string two_digits(int number) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02d", number);
  return number == 0 ? "XX" : buffer;
}

int season_start(std::string_view season) {
  if (season == "SP") return 3;
  if (season == "SU") return 6;
  if (season == "FA") return 9;
  return 12;
}

/// The years of decade or century `number`, each of `length` years.
DateInterval years_of(int number, int length, DatePrecision precision) {
  // Before Christ the years count down: the 480s BC run from 489 to 480 BC.
  const int first = number >= 0 ? number * length : (number + 1) * length - length + 2;
  return whole(first_day(first, 1), first_day(first + length, 1), precision);
}

/// `digits` digits of a decade or century.
std::string years_timex(int number, int digits) {
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, number < 0 ? "BC%0*d" : "%0*d", digits,
                number < 0 ? -number - 1 : number);
  return buffer;
}

std::optional<DateInterval> whole_interval(const CalendarTime& time) {
  if (time.week) {
    const Date monday = monday_of(*time.week);
    if (time.weekend) return DateInterval{monday + days{5}, monday + days{6}, DatePrecision::kWeek};
    return whole(monday, monday + days{7}, DatePrecision::kWeek);
  }
  if (time.century) return years_of(*time.century, 100, DatePrecision::kCentury);
  if (time.decade) return years_of(*time.decade, 10, DatePrecision::kDecade);
  if (!time.year) return std::nullopt;
  const auto span = [&](int month, int length, DatePrecision precision) {
    const Date start = first_day(*time.year, month);
    return whole(start, plus_months(start, length), precision);
  };
  if (!time.season.empty()) return span(season_start(time.season), 3, DatePrecision::kSeason);
  if (time.quarter != 0) return span(time.quarter * 3 - 2, 3, DatePrecision::kSeason);
  if (time.half != 0) return span(time.half * 6 - 5, 6, DatePrecision::kSeason);
  if (time.day != 0) {
    const std::chrono::year_month_day day{std::chrono::year{*time.year},
                                          std::chrono::month{static_cast<unsigned>(time.month)},
                                          std::chrono::day{static_cast<unsigned>(time.day)}};
    if (!day.ok()) return std::nullopt;
    return DateInterval{Date{day}, Date{day}, DatePrecision::kDay};
  }
  if (!time.clock.empty()) return std::nullopt;
  if (time.month != 0) return span(time.month, 1, DatePrecision::kMonth);
  return span(1, 12, DatePrecision::kYear);
}

std::unique_ptr<icu::Calendar> islamic_calendar() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Calendar> calendar{icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale("en@calendar=islamic-umalqura"), status)};
  if (U_FAILURE(status)) {
    throw Error(ErrorCode::kInternal,
                std::string("ICU gives no Islamic calendar: ") + u_errorName(status));
  }
  return calendar;
}

constexpr double kDayMilliseconds = 86400000.0;

std::optional<Date> islamic_day(icu::Calendar& calendar, int year, int month, int day) {
  UErrorCode status = U_ZERO_ERROR;
  calendar.clear();
  calendar.setLenient(false);
  calendar.set(year, month - 1, day);
  const double time = calendar.getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  return Date{days{static_cast<int>(time / kDayMilliseconds)}};
}

}  // namespace

std::optional<TimeUnit> parse_time_unit(std::string_view name) {
  for (const auto& [unit_name, unit] : kUnits) {
    if (unit_name == name) return unit;
  }
  return std::nullopt;
}

std::optional<TimeUnit> unit_of(const CalendarTime& time) {
  if (time.week) return time.weekend ? TimeUnit::kWeekend : TimeUnit::kWeek;
  if (time.day != 0) return TimeUnit::kDay;
  if (time.month != 0) return TimeUnit::kMonth;
  if (!time.season.empty()) return TimeUnit::kSeason;
  if (time.quarter != 0 || time.half != 0) return TimeUnit::kQuarter;
  if (time.year) return TimeUnit::kYear;
  if (time.decade) return TimeUnit::kDecade;
  if (time.century) return TimeUnit::kCentury;
  return std::nullopt;
}

std::string timex_of(const CalendarTime& time) {
  if (time.week) return iso_week(*time.week) + (time.weekend ? "-WE" : "");
  if (time.century) return years_timex(*time.century, 2);
  if (time.decade) return years_timex(*time.decade, 3);
  std::string value = year_words(time);
  if (!time.season.empty()) return value + "-" + time.season;
  if (time.quarter != 0) return value + "-Q" + std::to_string(time.quarter);
  if (time.half != 0) return value + "-H" + std::to_string(time.half);
  if (time.month != 0 || time.day != 0 || !time.clock.empty()) {
    value += "-" + two_digits(time.month);
  }
  if (time.day != 0 || !time.clock.empty()) value += "-" + two_digits(time.day);
  return value + time.clock;
}

std::optional<DateInterval> interval_of(const CalendarTime& time) {
  const std::optional<DateInterval> interval = whole_interval(time);
  if (!interval) return std::nullopt;
  return part_of(*interval, time.part);
}

CalendarTime calendar_time(Date day) {
  const std::chrono::year_month_day date{day};
  CalendarTime time;
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

int group_of(int year, int length) { return year > 0 ? year / length : -((1 - year) / length) - 1; }

std::optional<CalendarTime> shifted(const CalendarTime& time, TimeUnit unit, int count) {
  if (std::abs(count) > kMostUnits[static_cast<std::size_t>(unit)]) return std::nullopt;
  CalendarTime result;
  const std::optional<DateInterval> interval = interval_of(time);
  if (!interval) return std::nullopt;
  const CalendarTime start = calendar_time(*interval->start);
  switch (unit) {
    case TimeUnit::kMinute:
    case TimeUnit::kHour:
    case TimeUnit::kDay:
      if (interval->precision != DatePrecision::kDay) return std::nullopt;
      return calendar_time(*interval->start + days{unit == TimeUnit::kDay ? count : 0});
    case TimeUnit::kWeekend:
    case TimeUnit::kWeek:
      if (interval->precision > DatePrecision::kWeek) return std::nullopt;
      result.week = *interval->start + days{7 * count};
      result.weekend = unit == TimeUnit::kWeekend;
      return result;
    case TimeUnit::kMonth: {
      if (interval->precision > DatePrecision::kMonth) return std::nullopt;
      const CalendarTime moved =
          calendar_time(plus_months(first_day(*start.year, start.month), count));
      result.year = moved.year;
      result.month = moved.month;
      return result;
    }
    case TimeUnit::kQuarter:
    case TimeUnit::kSeason: {
      if (interval->precision > DatePrecision::kMonth) return std::nullopt;
      const int quarters = *start.year * 4 + (start.month - 1) / 3 + count;
      result.year = quarters / 4;
      result.quarter = quarters % 4 + 1;
      return result;
    }
    case TimeUnit::kYear:
      if (interval->precision > DatePrecision::kYear) return std::nullopt;
      result.year = (time.year ? *time.year : *start.year) + count;
      return result;
    case TimeUnit::kDecade:
      if (interval->precision > DatePrecision::kDecade) return std::nullopt;
      result.decade = group_of(*start.year, 10) + count;
      return result;
    case TimeUnit::kCentury:
      result.century = group_of(*start.year, 100) + count;
      return result;
  }
  return std::nullopt;
}

std::optional<DateInterval> islamic_days(int year, int month, int day) {
  const auto calendar = islamic_calendar();
  const std::optional<Date> start = islamic_day(*calendar, year, month, day == 0 ? 1 : day);
  if (!start) return std::nullopt;
  if (day != 0) return DateInterval{start, start, DatePrecision::kDay};
  const std::optional<Date> next =
      islamic_day(*calendar, month == 12 ? year + 1 : year, month % 12 + 1, 1);
  if (!next) return std::nullopt;
  return DateInterval{start, *next - days{1}, DatePrecision::kMonth};
}

int islamic_year(Date day) {
  UErrorCode status = U_ZERO_ERROR;
  const auto calendar = islamic_calendar();
  calendar->setTime(day.time_since_epoch().count() * kDayMilliseconds, status);
  return calendar->get(UCAL_YEAR, status);
}

}  // namespace tocsin::resolve
