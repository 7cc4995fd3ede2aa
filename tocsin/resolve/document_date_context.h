#pragma once
/// The day of a report without a date, from what its text says of days and from when the reports
/// beside it were published.

#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// The first day, near the days `report.around`, on which the text makes sense: the weekday that
/// stands in its heading ("Evening summary, Friday"), from the last date told as past on; else,
/// where one day is named twice ("yesterday, Monday"; "six days ago, on 7 September") both mean the
/// same one, and no date that is told as past lies ahead.
///
/// Returns: no date, and the reason, where the text names no day twice; the same with the days in
///          question where they come round more than once near the reports beside it.
/// Threads: a pure function.
/// Cost:    that of dating the text, for each of some hundred days.
DocumentDate fitting_day(const Report& report, const Text& text, const TimeRules& rules);

}  // namespace tocsin::resolve
