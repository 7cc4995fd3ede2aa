#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <unordered_map>

#include "tocsin/resolve/gazetteer_formats.h"
#include "tocsin/resolve/separated_values.h"

namespace tocsin::resolve {
namespace {

// Columns of a dump.
enum Column : std::size_t {
  kId,
  kName,
  kAsciiName,
  kNames,
  kLat,
  kLon,
  kClass,
  kFeature,
  kCountry,
  kAdmin1 = 10,
  kAdmin2 = 11,
  kPopulation = 14
};

// Of alternateNamesV2.txt.
constexpr std::size_t kOfPlace = 1;
constexpr std::size_t kLanguage = 2;
constexpr std::size_t kOtherName = 3;

// Besides places with people and administrative areas: what reports name as the place of an event.
constexpr std::array<std::string_view, 22> kFeatures = {
    "AIRB", "AIRP", "AIRF", "BDG", "CMP", "CMPRF", "CSTM", "DAM",  "HSP", "INSM", "OILF",
    "PRN",  "MT",   "MTS",  "HLL", "ISL", "PASS",  "RGN",  "AREA", "LK",  "STM",  "PRT"};

// What stands for a language where the name is none: codes, links, transcriptions.
constexpr std::array<std::string_view, 11> kNoLanguage = {
    "link", "post", "iata", "icao", "faac", "unlc", "wkdt", "phon", "piny", "tcid", "abbr"};

template <typename List>
bool is_among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_wanted(const std::vector<std::string>& cells) {
  const std::string& feature = cells[kFeature];
  if (feature.ends_with('H')) return false;  // what is no more
  if (cells[kClass] == "P") return true;
  return feature.starts_with("ADM") || is_among(kFeatures, feature);
}

double degrees(const std::string& words, double most, const SeparatedValues& rows) {
  double value = 0;
  const auto [end, failure] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (failure != std::errc() || end != words.data() + words.size() ||
      !(value <= most && value >= -most)) {
    throw rows.fault("found \"" + words + "\", expected degrees");
  }
  return value;
}

std::uint32_t people(const std::string& words) {
  std::uint32_t value = 0;
  std::from_chars(words.data(), words.data() + words.size(), value);
  return value;
}

double radius_km(std::string_view feature) {
  if (feature.starts_with("ADM1")) return 60;
  if (feature.starts_with("ADM2")) return 20;
  if (feature.starts_with("ADM")) return 10;
  return 0;
}

NewPlace place_of(const std::vector<std::string>& cells, const SeparatedValues& rows) {
  NewPlace place{.id = "geonames:" + cells[kId],
                 .name = cells[kName],
                 .country = country_code(cells[kCountry]),
                 .admin1 = cells[kAdmin1],
                 .admin2 = cells[kAdmin2],
                 .feature = cells[kFeature],
                 .lat = degrees(cells[kLat], 90, rows),
                 .lon = degrees(cells[kLon], 180, rows),
                 .population = people(cells[kPopulation]),
                 .radius_km = radius_km(cells[kFeature])};
  const std::string& names = cells[kNames];
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(',', at), names.size());
    if (end > at) place.names.push_back(names.substr(at, end - at));
    at = end + 1;
  }
  return place;
}

/// Codes of areas become their names.
void name_areas(std::vector<NewPlace>& places) {
  std::map<std::string, std::string> names;
  const auto first = [](const NewPlace& place) { return place.country + "." + place.admin1; };
  const auto second = [&](const NewPlace& place) { return first(place) + "." + place.admin2; };
  for (const NewPlace& place : places) {
    if (place.feature == "ADM1") names.emplace(first(place), place.name);
    if (place.feature == "ADM2") names.emplace(second(place), place.name);
  }
  for (NewPlace& place : places) {
    const auto district = names.find(second(place));
    const auto province = names.find(first(place));
    place.admin2 = district == names.end() ? "" : district->second;
    place.admin1 = province == names.end() ? "" : province->second;
  }
}

void add_names(const PlaceImport& import, std::vector<NewPlace>& places) {
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < places.size(); ++i) at.emplace(places[i].id, i);
  SeparatedValues rows(import.alternate_names, '\t', Quoting::kPlain);
  std::vector<std::string> cells;
  while (rows.next(cells)) {
    if (cells.size() <= kOtherName) {
      throw rows.fault("found " + std::to_string(cells.size()) +
                       " columns, expected a name in the 4th");
    }
    const auto place = at.find("geonames:" + cells[kOfPlace]);
    if (place == at.end() || is_among(kNoLanguage, cells[kLanguage])) continue;
    std::vector<std::string>& names = places[place->second].names;
    if (!is_among(names, cells[kOtherName])) names.push_back(cells[kOtherName]);
  }
}

}  // namespace

std::vector<NewPlace> read_geonames(const PlaceImport& import) {
  SeparatedValues rows(import.file, '\t', Quoting::kPlain);
  std::vector<NewPlace> places;
  std::vector<std::string> cells;
  while (rows.next(cells)) {
    if (cells.size() != kGeonamesColumns) {
      throw rows.fault("found " + std::to_string(cells.size()) + " columns, expected the " +
                       std::to_string(kGeonamesColumns) + " of a GeoNames dump");
    }
    if (!is_wanted(cells)) continue;
    if (!import.countries.empty() && !import.countries.contains(country_code(cells[kCountry])))
      continue;
    places.push_back(place_of(cells, rows));
  }
  name_areas(places);
  if (!import.alternate_names.empty()) add_names(import, places);
  return places;
}

}  // namespace tocsin::resolve
