#pragma once
/// Places from what a desk has: a dump of GeoNames, a table of p-codes, any table with points,
/// areas in GeoJSON; and the table in which the desk's own places are kept.

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/gazetteer_write.h"

namespace tocsin::resolve {

/// What kind of file places come from.
enum class PlaceSource : std::uint8_t {
  kGeonames,  ///< allCountries.txt or a country's file of it
  kPcodes,    ///< the table of a common operational data set (COD-AB) with points
  kTable,     ///< any CSV with name, latitude and longitude
  kGeojson    ///< areas, or points
};

struct PlaceImport {
  PlaceSource source = PlaceSource::kTable;
  std::filesystem::path file;
  std::filesystem::path alternate_names;       ///< GeoNames' alternateNamesV2.txt; may be empty
  std::set<std::string> countries;             ///< ISO 3166 alpha-2 or alpha-3; empty: all
  std::map<std::string, std::string> columns;  ///< field of a place → column or property
  std::string prefix = "own";                  ///< of ids that a table gives or lacks
};

/// The kind of a file, by its name and first line. Throws: Error(kFileMissing).
PlaceSource source_of(const std::filesystem::path& file);

/// The places of a file, in its order. Names of areas are written as `known` has them.
/// Throws: Error(kFileMissing, kDataInvalid) naming file, line, what was found and expected.
std::vector<NewPlace> import_places(const PlaceImport& import, const Gazetteer* known);

/// The table of places that the desk keeps, with every value checked.
/// Throws: Error(kFileMissing, kDataInvalid) naming file and line.
std::vector<NewPlace> read_place_table(const std::filesystem::path& file);

/// The same table as text.
std::string place_table(const std::vector<NewPlace>& places);

/// ISO 3166 alpha-3 of an alpha-2 or alpha-3 code; empty where there is no such code.
std::string country_code(std::string_view code);

/// "own:tall-jumua", an id for a place that has none: of its name, with its point where `point`.
std::string place_id(std::string_view prefix, const NewPlace& place);

/// `place` with its areas' names as `known` has them: "Daraa" for "Dar'a".
void settle_areas(const Gazetteer& known, NewPlace& place);

}  // namespace tocsin::resolve
