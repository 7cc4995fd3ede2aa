#include "tocsin/resolve/place_candidate.h"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <algorithm>
#include <array>
#include <string_view>

namespace tocsin::resolve {
namespace {

constexpr double kKm = 1000;
constexpr double kShift = 0.4;       // of the radius: the middle of "the east of X"
constexpr double kPartRadius = 0.6;  // of the radius: the reach of such a part
constexpr double kCountrysideKm = 15;
constexpr double kNearKm = 8;
constexpr double kOffsetError = 0.15;  // of a stated distance: such distances are round
constexpr double kSmallAreaKm = 40;
constexpr double kNearRoadKm = 15;  // half the length of a road that is still a place in a district
constexpr double kLargeAreaKm = 400;

// What is smaller than a town.
constexpr std::array<std::string_view, 20> kPoints = {
    "PPLX", "PPLQ", "AIRB", "AIRP", "BLDG", "CSTM", "INSM", "CMP", "DAM", "HSP",
    "BDG",  "PRN",  "OILF", "FRM",  "MT",   "HLL",  "RD",   "SCH", "CH",  "MUS"};

void move(double bearing, double km, PlaceCandidate& place) {
  GeographicLib::Geodesic::WGS84().Direct(place.lat, place.lon, bearing, km * kKm, place.lat,
                                          place.lon);
}

bool is_fine(PlacePrecision precision) {
  return precision == PlacePrecision::kPoint || precision == PlacePrecision::kTown;
}

void take_part(const PlaceReading& reading, PlaceCandidate& place) {
  if (reading.type == PlaceType::kArea && is_fine(place.precision)) {
    place.radius_km = std::max(place.radius_km, kCountrysideKm);
  }
  if (reading.bearing) {
    move(*reading.bearing, kShift * place.radius_km, place);
    place.radius_km *= kPartRadius;
  }
  if (is_fine(place.precision)) place.precision = PlacePrecision::kWithin;
}

void go_near(const PlaceReading& reading, PlaceCandidate& place) {
  if (!is_fine(place.precision) && place.precision != PlacePrecision::kWithin) {
    if (reading.bearing) take_part(reading, place);
    return;
  }
  if (reading.bearing) move(*reading.bearing, place.radius_km + kNearKm / 2, place);
  place.radius_km = std::max(place.radius_km, kNearKm);
  place.precision = PlacePrecision::kWithin;
}

void go_away(const PlaceReading& reading, PlaceCandidate& place) {
  if (reading.bearing) {
    move(*reading.bearing, reading.offset_km, place);
    place.radius_km = std::max(1.0, kOffsetError * reading.offset_km + place.radius_km / 2);
  } else {
    place.radius_km += reading.offset_km;
  }
  if (is_fine(place.precision)) place.precision = PlacePrecision::kWithin;
}

}  // namespace

PlacePrecision precision_of(const PlaceRow& row) {
  if (row.feature == "PCLI" || row.feature == "CONT") return PlacePrecision::kCountry;
  if (row.feature == "ADM1") return PlacePrecision::kProvince;
  if (row.feature == "ADM2") return PlacePrecision::kDistrict;
  if (std::find(kPoints.begin(), kPoints.end(), row.feature) != kPoints.end()) {
    return PlacePrecision::kPoint;
  }
  if (row.feature.starts_with("PPL")) return PlacePrecision::kTown;
  if (row.radius_km < kSmallAreaKm) return PlacePrecision::kDistrict;
  return row.radius_km < kLargeAreaKm ? PlacePrecision::kProvince : PlacePrecision::kCountry;
}

PlaceCandidate candidate_of(const PlaceRow& row) {
  return {.name = std::string(row.name),
          .id = std::string(row.id),
          .lat = row.lat,
          .lon = row.lon,
          .country = std::string(row.country),
          .admin1 = std::string(row.admin1),
          .admin2 = std::string(row.admin2),
          .feature = std::string(row.feature),
          .radius_km = row.radius_km,
          .precision = precision_of(row)};
}

void apply_shape(const PlaceReading& reading, PlaceCandidate& place) {
  switch (reading.shape) {
    case PlaceShape::kWhole:
      break;
    case PlaceShape::kWithin:
      take_part(reading, place);
      break;
    case PlaceShape::kNear:
      go_near(reading, place);
      break;
    case PlaceShape::kOffset:
      go_away(reading, place);
      break;
    case PlaceShape::kBetween:  // of two places: `between` below
      break;
  }
}

PlaceCandidate between(const PlaceCandidate& a, const PlaceCandidate& b) {
  PlaceCandidate place = a;
  const GeographicLib::GeodesicLine line =
      GeographicLib::Geodesic::WGS84().InverseLine(a.lat, a.lon, b.lat, b.lon);
  line.Position(line.Distance() / 2, place.lat, place.lon);
  place.radius_km = std::max(1.0, line.Distance() / 2 / kKm);
  place.name = a.name + " – " + b.name;
  place.id = a.id + "+" + b.id;
  place.feature = "RD";
  if (a.country != b.country) place.country.clear();
  if (a.admin1 != b.admin1 || place.country.empty()) place.admin1.clear();
  if (a.admin2 != b.admin2 || place.admin1.empty()) place.admin2.clear();
  if (place.radius_km < kNearRoadKm) {
    place.precision = PlacePrecision::kWithin;
  } else {
    place.precision =
        place.radius_km < kSmallAreaKm ? PlacePrecision::kDistrict : PlacePrecision::kProvince;
  }
  place.score = std::min(a.score, b.score);
  return place;
}

void take_place(PlaceCandidate place, PlaceValue& value) {
  value.reason = place.reason;
  value.candidates.insert(value.candidates.begin(), place);
  if (value.candidates.size() > kMostCandidates) value.candidates.pop_back();
  value.place = std::move(place);
}

double distance_km(const PlaceCandidate& a, const PlaceCandidate& b) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, metres);
  return metres / kKm;
}

std::optional<PrecisionCodes> precision_codes(PlacePrecision precision) {
  switch (precision) {
    case PlacePrecision::kNone:
      return std::nullopt;
    case PlacePrecision::kPoint:
    case PlacePrecision::kTown:
      return PrecisionCodes{1, 1};
    case PlacePrecision::kWithin:
      return PrecisionCodes{2, 2};
    case PlacePrecision::kDistrict:
      return PrecisionCodes{2, 3};
    case PlacePrecision::kProvince:
      return PrecisionCodes{3, 4};
    case PlacePrecision::kCountry:
      return PrecisionCodes{3, 6};
  }
  return std::nullopt;
}

}  // namespace tocsin::resolve
