#pragma once
/// Rows of the gazetteer as the records that users see: precision, the area meant, and the codes of
/// other event data for it.

#include <optional>

#include "tocsin/core/values.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_name.h"

namespace tocsin::resolve {

/// How exactly a row alone places something.
PlacePrecision precision_of(const PlaceRow& row);

/// The row as a candidate, without score and reason.
PlaceCandidate candidate_of(const PlaceRow& row);

/// Moves and widens `place` as the words beside its name say: a part of it, near it, 8 km north.
void apply_shape(const PlaceReading& reading, PlaceCandidate& place);

/// The stretch between two places: its middle, with half its length as radius; of the areas those
/// that both lie in.
PlaceCandidate between(const PlaceCandidate& a, const PlaceCandidate& b);

/// Candidates of a mention that are kept, at most.
inline constexpr std::size_t kMostCandidates = 5;

/// Settles on `place`, which becomes the first candidate, with its reason.
void take_place(PlaceCandidate place, PlaceValue& value);

/// Great-circle distance on the WGS 84 ellipsoid, in km.
double distance_km(const PlaceCandidate& a, const PlaceCandidate& b);

/// The codes of an event's place in other event data.
struct PrecisionCodes {
  int acled_geo_precision = 3;  ///< 1 the place itself, 2 near or within a small area, 3 larger
  int ucdp_where_prec = 6;      ///< 1 the place .. 4 first-level area, 6 country
  bool operator==(const PrecisionCodes&) const = default;
};

/// Nothing for kNone: both data sets leave out events with no place.
/// Source: ACLED codebook 2023; UCDP GED codebook 24.1.
std::optional<PrecisionCodes> precision_codes(PlacePrecision precision);

}  // namespace tocsin::resolve
