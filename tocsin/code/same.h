#pragma once
/// What one mention of an event says, lent to the poorer mentions of the same event.

#include <vector>

#include "tocsin/core/event.h"

namespace tocsin::code {

/// Gives events that have no place of their own that of another mention of the same event, marked
/// in the reason (dates: resolve::date_of_event does the same). `frames[i]` is what `events[i]` was
/// made from; links of kind `same` count from a confidence of 0.5 between events of one type.
void fill_from_same(std::vector<Event>& events, const std::vector<Frame>& frames);

}  // namespace tocsin::code
