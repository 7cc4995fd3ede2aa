#include "tocsin/resolve/gazetteer_sources.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "tocsin/resolve/gazetteer_formats.h"
#include "tocsin/resolve/separated_values.h"

namespace tocsin::resolve {
namespace {

constexpr double kMostLat = 90;
constexpr double kMostLon = 180;
constexpr double kMostRadiusKm = 5000;

/// Fields of a place with the names that columns for them go by, the likeliest first.
const std::map<std::string, std::vector<std::string>>& usual_columns() {
  static const std::map<std::string, std::vector<std::string>> kColumns = {
      {"id", {"id", "pcode", "code"}},
      {"name",
       {"name", "place", "place_name", "placename", "name_en", "location", "shapename",
        "settlement", "village", "toponym"}},
      {"names", {"names", "aliases", "alternate_names", "alternatenames", "aka"}},
      {"lat", {"lat", "latitude", "y", "lat_dd", "point_y", "latitude_y"}},
      {"lon", {"lon", "lng", "long", "longitude", "x", "lon_dd", "point_x", "longitude_x"}},
      {"country", {"country", "country_code", "iso3", "iso", "iso2"}},
      {"admin1", {"admin1", "adm1", "province", "governorate", "adm1_en", "adm1_name"}},
      {"admin2", {"admin2", "adm2", "district", "adm2_en", "adm2_name"}},
      {"feature", {"feature", "feature_code", "featurecode"}},
      {"population", {"population", "pop"}},
      {"radius_km", {"radius_km", "radius"}},
  };
  return kColumns;
}

/// Which column holds which field.
class PlaceColumns {
 public:
  PlaceColumns(const NamedColumns& columns, const PlaceImport& import,
               const SeparatedValues& rows) {
    for (const auto& [field, usual] : usual_columns()) {
      const auto asked = import.columns.find(field);
      at_[field] = columns.find(asked == import.columns.end() ? usual : std::vector{asked->second});
      if (asked != import.columns.end() && at_[field] < 0) {
        throw rows.fault("found no column \"" + asked->second + "\", expected one for " + field);
      }
    }
    for (const auto& [field, column] : import.columns) {
      if (!at_.contains(field)) throw rows.fault("no place has a field \"" + field + "\"");
    }
    for (const char* needed : {"name", "lat", "lon"}) {
      if (at_[needed] >= 0) continue;
      std::string found;
      for (const std::string& name : columns.names()) found += (found.empty() ? "" : ", ") + name;
      throw rows.fault("found the columns " + found + ", expected one for " + std::string(needed));
    }
  }

  std::string value(const std::vector<std::string>& cells, const std::string& field) const {
    return cell(cells, at_.at(field));
  }

 private:
  std::map<std::string, int> at_;
};

double number_of(const std::string& words, double most, const SeparatedValues& rows,
                 const std::string& field) {
  double value = 0;
  const auto [end, failure] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (failure != std::errc() || end != words.data() + words.size() || !(std::abs(value) <= most)) {
    throw rows.fault("found \"" + words + "\" for " + field +
                     ", expected a number no greater than " +
                     std::to_string(static_cast<int>(most)));
  }
  return value;
}

NewPlace place_of(const std::vector<std::string>& cells, const PlaceColumns& columns,
                  const SeparatedValues& rows) {
  NewPlace place;
  place.id = columns.value(cells, "id");
  place.name = columns.value(cells, "name");
  if (place.name.empty()) throw rows.fault("found a place without a name, expected one");
  place.names = bar_separated(columns.value(cells, "names"));
  place.lat = number_of(columns.value(cells, "lat"), kMostLat, rows, "the latitude");
  place.lon = number_of(columns.value(cells, "lon"), kMostLon, rows, "the longitude");
  const std::string country = columns.value(cells, "country");
  place.country = country_code(country);
  if (place.country.empty() && !country.empty()) {
    throw rows.fault("found the country \"" + country + "\", expected a code of ISO 3166");
  }
  place.admin1 = columns.value(cells, "admin1");
  place.admin2 = columns.value(cells, "admin2");
  if (const std::string feature = columns.value(cells, "feature"); !feature.empty()) {
    place.feature = feature;
  }
  if (const std::string people = columns.value(cells, "population"); !people.empty()) {
    place.population =
        static_cast<std::uint32_t>(std::max(0.0, number_of(people, 1e9, rows, "the population")));
  }
  if (const std::string radius = columns.value(cells, "radius_km"); !radius.empty()) {
    place.radius_km = std::max(0.0, number_of(radius, kMostRadiusKm, rows, "the radius"));
  }
  return place;
}

std::vector<NewPlace> read_table(const PlaceImport& import) {
  SeparatedValues rows(import.file, separator_of(import.file), Quoting::kQuoted);
  const NamedColumns header(rows);
  const PlaceColumns columns(header, import, rows);
  std::vector<NewPlace> places;
  std::vector<std::string> cells;
  while (rows.next(cells)) places.push_back(place_of(cells, columns, rows));
  return places;
}

bool is_in(const std::set<std::string>& countries, const std::string& code) {
  return countries.empty() || countries.contains(code);
}

std::string shown(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.6g", value);
  return buffer.data();
}

}  // namespace

PlaceSource source_of(const std::filesystem::path& file) {
  const std::string extension = lower_ascii(file.extension().string());
  if (extension == ".geojson" || extension == ".json") return PlaceSource::kGeojson;
  SeparatedValues rows(file, separator_of(file), Quoting::kPlain);
  std::vector<std::string> cells;
  if (!rows.next(cells)) throw rows.fault("found an empty file, expected places");
  if (separator_of(file) == '\t' && cells.size() == kGeonamesColumns) return PlaceSource::kGeonames;
  const bool has_pcodes = std::any_of(cells.begin(), cells.end(), [](const std::string& name) {
    const std::string lower = lower_ascii(name);
    return lower.starts_with("adm") && lower.ends_with("_pcode");
  });
  return has_pcodes ? PlaceSource::kPcodes : PlaceSource::kTable;
}

std::vector<NewPlace> import_places(const PlaceImport& import, const Gazetteer* known) {
  PlaceImport wanted = import;
  wanted.countries.clear();
  for (const std::string& code : import.countries) wanted.countries.insert(country_code(code));
  std::vector<NewPlace> places;
  switch (import.source) {
    case PlaceSource::kGeonames:
      places = read_geonames(wanted);
      break;
    case PlaceSource::kPcodes:
      places = read_pcodes(wanted);
      break;
    case PlaceSource::kGeojson:
      places = read_geojson(wanted);
      break;
    case PlaceSource::kTable:
      places = read_table(wanted);
      break;
  }
  std::erase_if(places,
                [&](const NewPlace& place) { return !is_in(wanted.countries, place.country); });
  std::map<std::string, int> seen;
  for (NewPlace& place : places) {
    if (known != nullptr) settle_areas(*known, place);
    place.id = place_id(import.prefix, place);
    const int earlier = seen[place.id]++;
    if (earlier > 0) place.id += "#" + std::to_string(earlier + 1);
  }
  return places;
}

std::vector<NewPlace> read_place_table(const std::filesystem::path& file) {
  return read_table({.file = file});
}

std::string place_table(const std::vector<NewPlace>& places) {
  std::string text = "id,name,names,lat,lon,country,admin1,admin2,feature,population,radius_km\n";
  for (const NewPlace& place : places) {
    std::string names;
    for (const std::string& name : place.names) names += (names.empty() ? "" : "|") + name;
    std::array<char, 64> point{};
    std::snprintf(point.data(), point.size(), "%.6f,%.6f", place.lat, place.lon);
    text += csv_cell(place.id) + "," + csv_cell(place.name) + "," + csv_cell(names) + "," +
            point.data() + "," + place.country + "," + csv_cell(place.admin1) + "," +
            csv_cell(place.admin2) + "," + place.feature + "," +
            (place.population > 0 ? std::to_string(place.population) : "") + "," +
            (place.radius_km > 0 ? shown(place.radius_km) : "") + "\n";
  }
  return text;
}

std::string country_code(std::string_view code) {
  if (code.size() == 3) return std::string(code);
  if (code.size() != 2) return {};
  const std::string locale = "und_" + std::string(code);
  return uloc_getISO3Country(locale.c_str());
}

std::string place_id(std::string_view prefix, const NewPlace& place) {
  if (place.id.find(':') != std::string::npos) return place.id;
  std::string id = std::string(prefix) + ":";
  for (const char letter : lower_ascii(place.id.empty() ? place.name : place.id)) {
    const bool is_plain = static_cast<unsigned char>(letter) >= 0x80 ||
                          std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (is_plain) {
      id += letter;
    } else if (id.back() != '-' && id.back() != ':') {
      id += '-';
    }
  }
  return id;
}

void settle_areas(const Gazetteer& known, NewPlace& place) {
  const auto settled = [&](const std::string& name, std::string_view feature) {
    for (const PlaceRow& row : known.find_loosely(name)) {
      if (row.feature != feature || row.country != place.country) continue;
      return std::string(feature == "ADM1" ? row.admin1 : row.admin2);
    }
    return name;
  };
  if (!place.admin1.empty()) place.admin1 = settled(place.admin1, "ADM1");
  if (!place.admin2.empty()) place.admin2 = settled(place.admin2, "ADM2");
}

}  // namespace tocsin::resolve
