#pragma once
/// Whose word a report passes on: agencies that it credits, people and bodies that it names.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/event.h"
#include "tocsin/core/report.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// Folded names of the agencies that a report credits in its dateline or at its end: "(AFP)",
/// "(With ANS)". Sorted.
std::vector<std::string> credits(const Report& report, const Rules& rules);

/// The folded names under which others may credit an outlet: its name and its initials.
std::vector<std::string> credit_names(std::string_view outlet);

/// The folded names of those whom an event's text names as its source. "Residents" and "officials"
/// are no names: they may be different people each time.
std::vector<std::string> named_sources(const Event& event);

}  // namespace tocsin::fuse
