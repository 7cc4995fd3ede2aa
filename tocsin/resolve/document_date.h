#pragma once
/// When was the report published?

#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// The date that came with the report; else one that the text gives as its own: in a heading line
/// ("Security note, Ninewa, 9 Aug 2014", "Reporting period 1-7 June 2021": its last day), in a
/// dateline ("ADEN, June 14, 2018 -"), or as a caption or signature at the end ("- June 28, 2021").
/// Only a date with day, month and year counts, and none that stands in the running text.
///
/// Where that gives none and the report says when those beside it were published (`around`), the
/// year may be missing in such a line, and the running text may fix the day: "yesterday, Monday"
/// after an attack "of 9 September" is told on a Tuesday from the 9th on.
///
/// Returns: no date, and the reason, when there is none.
/// Threads: a pure function.
DocumentDate find_document_date(const Report& report, const Text& text, const TimeRules& rules);

}  // namespace tocsin::resolve
