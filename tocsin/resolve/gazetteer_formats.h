#pragma once
/// The readers of published place data, one for each format. `countries` of the import are alpha-3.

#include <cstddef>
#include <vector>

#include "tocsin/resolve/gazetteer_sources.h"

namespace tocsin::resolve {

/// Columns of a dump of GeoNames, which names none of them.
inline constexpr std::size_t kGeonamesColumns = 19;

/// Populated places, administrative areas, and the installations and heights that reports name.
/// Source: GeoNames, readme.txt of the dumps.
std::vector<NewPlace> read_geonames(const PlaceImport& import);

/// The deepest level of areas that the table has, with the areas above it.
/// Source: OCHA, common operational data sets of administrative boundaries (COD-AB).
std::vector<NewPlace> read_pcodes(const PlaceImport& import);

/// Each area as its centre and the radius of a circle as large; points as they are.
/// Source: RFC 7946.
std::vector<NewPlace> read_geojson(const PlaceImport& import);

}  // namespace tocsin::resolve
