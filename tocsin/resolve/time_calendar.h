#pragma once
/// Partly known calendar times, their TIMEX3 values and the days they cover.

#include <optional>
#include <string>
#include <string_view>

#include "tocsin/core/date.h"

namespace tocsin::resolve {

enum class TimeUnit : std::uint8_t {
  kMinute,
  kHour,
  kDay,
  kWeekend,
  kWeek,
  kMonth,
  kQuarter,
  kSeason,
  kYear,
  kDecade,
  kCentury
};

/// "day", "week", …; nothing for other words.
std::optional<TimeUnit> parse_time_unit(std::string_view name);

/// A stretch at the start, middle or end of the time named ("early March", "late 2015").
enum class TimePart : std::uint8_t { kWhole, kStart, kMiddle, kEnd };

/// A calendar time as far as the words give it. Zero, empty or nothing: not given.
struct CalendarTime {
  std::optional<int> year;  ///< astronomical: 0 is 1 BC, -479 is 480 BC
  int month = 0;
  int day = 0;
  std::string season;  ///< TIMEX3: "SP", "SU", "FA", "WI"
  int quarter = 0;
  int half = 0;
  std::optional<int> decade;   ///< 199 for the 1990s, -49 for the 480s BC
  std::optional<int> century;  ///< 19 for 1900-1999, -5 for the 400s BC
  std::optional<Date> week;    ///< any day of the week that is meant
  bool weekend = false;        ///< with `week`: its last two days
  std::string clock;           ///< what TIMEX3 writes after the day: "T07:30", "TMO"
  TimePart part = TimePart::kWhole;
  bool operator==(const CalendarTime&) const = default;
};

/// The finest unit that is given; nothing when `time` holds a clock time or nothing at all.
std::optional<TimeUnit> unit_of(const CalendarTime& time);

/// The TIMEX3 value, with X for what is not known: "2021-06-24", "XXXX-06-24", "BC0480-SP".
/// Source: TimeML 1.2.1; years before Christ as in TIDES 2005 ("BC0480").
std::string timex_of(const CalendarTime& time);

/// The days covered; nothing where the year (or the day of a clock time) is not known or the day
/// does not exist. Thirds are taken for parts; seasons are those of the northern hemisphere.
std::optional<DateInterval> interval_of(const CalendarTime& time);

/// The decade (`length` 10) or century (100) of an astronomical year, as CalendarTime counts them.
int group_of(int year, int length);

/// `time` moved by `count` units and cut to that unit; nothing when `time` is coarser than `unit`.
std::optional<CalendarTime> shifted(const CalendarTime& time, TimeUnit unit, int count);

/// The calendar time that is exactly this day.
CalendarTime calendar_time(Date day);

/// The days of a month (or of one day of it when `day` is not 0) of the Islamic calendar in the
/// Islamic year `year`. Nothing when there is no such day.
/// Source: Umm al-Qura calendar as computed by ICU.
std::optional<DateInterval> islamic_days(int year, int month, int day);

/// The year of the Islamic calendar that `day` lies in.
int islamic_year(Date day);

}  // namespace tocsin::resolve
