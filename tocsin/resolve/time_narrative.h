#pragma once
/// What year-less and relative times hang on while a text is read: the document's date and the last
/// time told.

#include <optional>
#include <string_view>
#include <vector>

#include "tocsin/resolve/time_calendar.h"
#include "tocsin/resolve/time_match.h"

namespace tocsin::resolve {

/// The value of a rule's "era" for years that only count where the narrative is before Christ.
inline constexpr std::string_view kToldEra = "told";

/// Whether the text tells of times long before the document's date (a history), so that a date
/// without a year belongs to the year told last and not to the document's.
bool is_history(const std::vector<TimeMatch>& matches, std::optional<Date> document);

/// The times in force at one point of the text.
struct Narrative {
  std::optional<Date> document;
  std::optional<DateInterval> around;  ///< where there is none: when the reports beside it were
  bool history = false;
  std::optional<CalendarTime> last;        ///< the last time told
  std::optional<CalendarTime> last_month;  ///< the last one known to the month or better
  std::optional<CalendarTime> last_day;    ///< the last one known to the day
  std::uint32_t day_sentence = 0;          ///< where `last_day` stood
  std::uint32_t day_paragraph = 0;
  std::optional<int> aside;  ///< a year far from `last`, told once

  /// What the rule of `match` counts from; nothing when there is no such date.
  std::optional<CalendarTime> anchor(TimeUnit unit, const TimeMatch& match) const;

  /// Whether `time` is a bare year far from the narrative ("declassified in 2005"), which does not
  /// carry it along unless the next one is near it.
  bool is_aside(const CalendarTime& time) const;

  /// Takes note of a time told where `match` stands.
  void tell(const CalendarTime& time, const TimeMatch& match);
};

/// Which way a date without a year is looked for from its anchor.
enum class TimeDirection : std::uint8_t { kPast, kFuture, kNearest };

/// `time` with its year (and month, where only the day of the month is given) filled in from the
/// narrative; unchanged where there is nothing to fill it from.
CalendarTime with_year(CalendarTime time, const Narrative& narrative, TimeDirection direction);

/// The full year meant by two digits: the nearest such year to `near` that is not far ahead of it.
int full_year(int two_digits, int near);

}  // namespace tocsin::resolve
