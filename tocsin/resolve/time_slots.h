#pragma once
/// What the words that a rule captured say: numbers, units, parts, hours.

#include <optional>
#include <string>
#include <string_view>

#include "tocsin/resolve/time_calendar.h"
#include "tocsin/resolve/time_match.h"

namespace tocsin::resolve {

/// The number in a slot, at most a million; nothing when the slot is empty or holds a word.
std::optional<int> number(const TimeSlots& slots, std::string_view name);

/// The word in a slot; empty when there is none.
std::string word(const TimeSlots& slots, std::string_view name);

/// The unit, which the rules of operations that count units always give.
std::optional<TimeUnit> unit_slot(const TimeSlots& slots);

TimePart part_slot(const TimeSlots& slots);

/// What TIMEX3 writes after the day: "T07:30", "TMO", or nothing.
std::string clock_of(const TimeSlots& slots);

/// The TIMEX3 value of a length of time: "P3D", "PXM" where the count is not told.
std::string duration_timex(const TimeSlots& slots, TimeUnit unit);

/// The fixed value of a rule, with `{slot}` filled in.
std::string filled_value(const TimeMatch& match);

}  // namespace tocsin::resolve
