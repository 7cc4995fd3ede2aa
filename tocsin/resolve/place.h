#pragma once
/// Where: every mention of a place in a report to an entry of the gazetteer, with candidates and a
/// reason.

#include <map>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_rules.h"

namespace tocsin::resolve {

/// For each mention of kind "loc" of the analysis (its own and its frames') what it means, by the
/// mention's span. A mention with an antecedent means what the antecedent means. Where nothing
/// speaks for one of the candidates, `place` is empty and the candidates are still given.
/// Threads: pure; the resources may be shared. Cost: about a millisecond for a page.
std::map<Span, PlaceValue> resolve_places(const Report& report, const Text& text,
                                          const Analysis& analysis, const PlaceRules& rules,
                                          const Gazetteer& gazetteer);

}  // namespace tocsin::resolve
