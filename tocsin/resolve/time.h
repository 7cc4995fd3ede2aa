#pragma once
/// When? Time expressions of a text, found by rule and turned into intervals of days.

#include <map>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// Every time expression that a rule finds, in text order. A range comes with its two ends: first
/// the whole ("1-7 June", TIMEX3 value "2021-06-01/2021-06-07"), then each end.
///
/// Units:   calendar days; hours stand only in the TIMEX3 value.
/// Returns: no interval for durations, sets, and words that name no date ("soon", "next year" where
///          the document's date is not known).
/// Threads: a pure function.
/// Cost:    linear in the text, for each rule of its language.
/// Source:  TimeML 1.2.1 TIMEX3 values; rules in data/lang/<code>/time.toml.
std::vector<TimeValue> find_times(const Report& report, const Text& text,
                                  const DocumentDate& document_date, const TimeRules& rules);

/// A value for each mention of kind "time" in the analysis, by the span of the mention, from the
/// expressions found in it; and one for each dated expression that no mention touches, by its own
/// span. A date in parentheses after a relative one wins: "the next morning (June 25)".
///
/// Returns: for a mention with no expression in it, a value without interval, and the reason.
std::map<Span, TimeValue> resolve_times(const Report& report, const Text& text,
                                        const Analysis& analysis, const DocumentDate& document_date,
                                        const TimeRules& rules);

}  // namespace tocsin::resolve
