#pragma once
/// When did one event happen?

#include "tocsin/core/event.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::resolve {

/// The days of the event of `frame`, in this order:
///  1. counted from another event, where the words that date it do so ("two days after the raid");
///  2. from its time roles; of several that agree the days they share, else the most precise;
///  3. from the time roles of another mention of the same event;
///  4. for an event told as actual, from a time in its sentence (kInferred): one at the head of the
///     sentence governs all of it, else the nearest that is no other event's own;
///  5. for the same, from the date at the head of its entry, or the last time told in the few
///     sentences before it in its paragraph, in a history anywhere before it (kInferred);
///  6. for the same, told with an hour alone in a paragraph that names no other day: the document's
///     date (kInferred);
///  7. for the same, no day at all but the document's date as the latest one: an open start,
///     precision kUnknown, basis kDocument. Of what goes on at that date it is the day;
///  8. for anything planned, demanded, threatened or denied: a day of its sentence where that fits
///     what is told, else nothing (kNone).
/// The evidence is the words the time was read from, wherever they stand. An end left open by
/// "since" closes at the document's date where the event still goes on (aspect ongoing or
/// habitual). Habitual events get no day by 4 and 5, background events none by 5, 6 and 7.
///
/// Threads: a pure function.
EventDate date_of_event(const Frame& frame, const Report& report, const Text& text,
                        const Analysis& analysis, const Values& values);

}  // namespace tocsin::resolve
