#pragma once
/// From a coded report to its claims: one for the whole report, then one for each event.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/event.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// The event id of the claim of a whole report: "REPORT/0" (events are numbered from 1).
std::string whole_report_id(std::string_view report);

/// Whether the claim is that of a whole report: what the report as a whole is about. It has no
/// type, and groups of such claims are stories, not incidents of a type.
bool is_whole_report(const Claim& claim);

/// Whether a place is known by where a text puts it ("X, 6 km west of Y") and by no gazetteer.
bool is_described(const std::optional<ClaimPlace>& place);

/// Whether the event names a place, and none that is known.
bool names_unknown_place(const Claim& claim);

/// The claim of the whole report first, then one claim for each event in its order.
/// Cost: O(text).
std::vector<Claim> claims_of(const CodedReport& coded, const Rules& rules);

/// The claim of a whole report alone, where nothing was coded.
Claim claim_of_report(const Report& report, const Rules& rules);

}  // namespace tocsin::fuse
