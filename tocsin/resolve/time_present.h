#pragma once
/// Which events a report tells in its own present: they are of its day, not of the day told before.

#include <set>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// The triggers that are verbs in the present or present perfect: "the bishop has called for
/// talks", "their mothers appeal for their lives".
///
/// Threads: a pure function.
/// Source:  `has`, `now` and `no_now` under [context] in data/lang/<code>/time.toml.
std::set<Span> told_in_present(const Report& report, const Text& text, const Analysis& analysis,
                               const TimeRules& rules);

}  // namespace tocsin::resolve
