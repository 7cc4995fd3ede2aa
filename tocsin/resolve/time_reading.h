#pragma once
/// Reading one matched expression against the narrative: what time it names.

#include <string>
#include <string_view>

#include "tocsin/core/values.h"
#include "tocsin/resolve/time_calendar.h"
#include "tocsin/resolve/time_match.h"
#include "tocsin/resolve/time_narrative.h"

namespace tocsin::resolve {

inline constexpr std::string_view kBeforeChrist = "BC";  ///< the value of a rule's "era"

/// A value with the calendar time it came from, which the narrative goes on from.
struct TimeReading {
  TimeValue value;
  CalendarTime time;
};

/// The reading of a calendar time that the words name; of one counted from `base`; of one that
/// cannot be dated.
TimeReading stated(const CalendarTime& time, const std::string& reason);
TimeReading relative(const CalendarTime& time, const CalendarTime& base, const std::string& how);
TimeReading unresolved(const std::string& timex);

/// The calendar time as far as the words give it; `suffix` picks an end of a range. Two digits of a
/// year are filled up to a year near `near_year`.
CalendarTime given_time(const TimeSlots& slots, std::string_view suffix, int near_year,
                        const Narrative& narrative);

/// The year that short years and decades are understood from.
int near_year(const Narrative& narrative);

TimeDirection direction_of(const TimeMatch& match);

/// Why a year-less time got its year.
std::string year_reason(const CalendarTime& time, const Narrative& narrative);

/// A calendar time; `next` is the expression after it, or null.
TimeReading read_date(const TimeMatch& match, const TimeMatch* next, const Narrative& narrative);

/// A time of the Islamic calendar.
TimeReading read_islamic(const TimeMatch& match, const Narrative& narrative);

/// A feast that moves with Easter (Western churches): the day of the year that is given, else the
/// last one up to the report, or the next where the words look ahead.
TimeReading read_easter(const TimeMatch& match, const Narrative& narrative);

/// "two weeks ago"; "last month"; "three days"; "the first week of May".
TimeReading read_shift(const TimeMatch& match, const Narrative& narrative);
TimeReading read_unit(const TimeMatch& match, const Narrative& narrative);
TimeReading read_duration(const TimeMatch& match, const Narrative& narrative);
TimeReading read_portion(const TimeMatch& match, const Narrative& narrative);

}  // namespace tocsin::resolve
