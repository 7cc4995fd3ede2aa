#pragma once
/// Parts of a happening as JSON, for the formats that write incidents.

#include "tocsin/export/happening.h"
#include "tocsin/export/json.h"

namespace tocsin::exports {

Json date_json(const std::optional<DateInterval>& date);

/// `{"low","best","high"}`, or null.
Json figure_json(const std::optional<Figure>& figure);

/// `{"name","id","lat","lon","country","admin1","admin2","precision","radius_km"}`, or null.
Json place_json(const std::optional<ClaimPlace>& place);

/// `{"event","report_id","type","mode","reality","published","source","title","url","text","start",
/// "end"}` of each citation; offsets are those of its sentence.
Json citations_json(const Happening& happening);

}  // namespace tocsin::exports
