#pragma once
/// Which events a report tells in its own present: they are of its day, not of the day told before.

#include <set>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

struct PresentTriggers {
  std::set<Span> present;   ///< Values::present
  std::set<Span> going_on;  ///< Values::going_on
};

/// The triggers that are verbs in the present or present perfect: "the bishop has called for
/// talks", "their mothers appeal for their lives"; and those of what goes on: "are suspending".
///
/// Threads: a pure function.
/// Source:  `has`, `now`, `no_now` and `going_on` under [context] in data/lang/<code>/time.toml.
PresentTriggers told_in_present(const Report& report, const Text& text, const Analysis& analysis,
                                const TimeRules& rules);

}  // namespace tocsin::resolve
