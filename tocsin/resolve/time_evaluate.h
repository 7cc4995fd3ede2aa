#pragma once
/// From matched words to dated values: the arithmetic of relative times, and the narrative's date
/// in force.

#include <optional>
#include <string_view>
#include <vector>

#include "tocsin/core/values.h"
#include "tocsin/resolve/time_match.h"

namespace tocsin::resolve {

/// The values of `matches`, which are those of one text in order; ranges followed by their ends.
/// Where the document has no date, `around` (when the reports beside it were published) gives a day
/// its year.
std::vector<TimeValue> evaluate_times(const std::vector<TimeMatch>& matches, std::string_view text,
                                      const DocumentDate& document_date,
                                      const std::optional<DateInterval>& around);

/// The days that `value` covers when it is followed through `bound`: "since March" has no end.
DateInterval bounded(DateInterval interval, TimeBound bound);

}  // namespace tocsin::resolve
