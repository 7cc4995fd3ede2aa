#pragma once
/// When did one event happen?

#include "tocsin/core/event.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::resolve {

/// The days of the event of `frame`, in this order:
///  1. from its time roles; of several that agree the days they share, else the most precise;
///  2. from the time roles of another mention of the same event;
///  3. for an event told as actual, from a time in its sentence (kInferred): one at the head of the
///     sentence governs all of it, else the nearest that is no other event's own;
///  4. for the same, from the last time told in the few sentences before it in its paragraph, or,
///  in
///     a history, anywhere before it (kInferred);
///  5. for the same, no day at all but the document's date as the latest one: an open start,
///     precision kUnknown, basis kDocument. The document's date is never the event's own;
///  6. for anything planned, demanded, threatened or denied without a time of its own: nothing
///     (kNone).
/// The evidence is the words the time was read from, wherever they stand. An end left open by
/// "since" closes at the document's date where the event still goes on (aspect ongoing or
/// habitual). Habitual events get no day by 3 and 4, background events none by 4 and 5.
///
/// Threads: a pure function.
EventDate date_of_event(const Frame& frame, const Report& report, const Text& text,
                        const Analysis& analysis, const Values& values);

}  // namespace tocsin::resolve
