// How it works: the columns of a COD-AB table are called after their level (ADM2_EN, ADM2_PCODE, or
// adm2_name, adm2_pcode). The deepest level with a p-code is what the rows are; every other column
// of that level is one more name.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include "tocsin/resolve/gazetteer_formats.h"
#include "tocsin/resolve/separated_values.h"

namespace tocsin::resolve {
namespace {

constexpr int kDeepest = 5;

struct Level {
  int code = -1;
  std::vector<int> names;  ///< English first
};

struct PcodeColumns {
  std::vector<Level> levels;
  int deepest = -1;
  int lat = -1;
  int lon = -1;
  int area = -1;
};

bool is_name_column(const std::string& rest) {
  if (rest.starts_with("name") || rest == "ref") return true;
  return rest.size() == 2;  // a language
}

Level level_of(const NamedColumns& columns, int depth) {
  const std::string prefix = "adm" + std::to_string(depth) + "_";
  Level level;
  for (std::size_t i = 0; i < columns.names().size(); ++i) {
    const std::string name = lower_ascii(columns.names()[i]);
    if (!name.starts_with(prefix)) continue;
    const std::string rest = name.substr(prefix.size());
    if (rest == "pcode") {
      level.code = static_cast<int>(i);
    } else if (is_name_column(rest)) {
      const bool is_first = rest == "en" || rest == "name";
      level.names.insert(is_first ? level.names.begin() : level.names.end(), static_cast<int>(i));
    }
  }
  return level;
}

PcodeColumns columns_of(const NamedColumns& columns, const PlaceImport& import,
                        const SeparatedValues& rows) {
  PcodeColumns found;
  for (int depth = 0; depth <= kDeepest; ++depth) {
    found.levels.push_back(level_of(columns, depth));
    if (found.levels.back().code >= 0) found.deepest = depth;
  }
  const auto column = [&](const std::string& field, std::vector<std::string> usual) {
    const auto asked = import.columns.find(field);
    return columns.find(asked == import.columns.end() ? usual : std::vector{asked->second});
  };
  found.lat =
      column("lat", {"center_lat", "latitude", "lat", "latitude_y", "point_y", "y", "y_coord"});
  found.lon = column(
      "lon", {"center_lon", "longitude", "lon", "long", "longitude_x", "point_x", "x", "x_coord"});
  found.area = column("area", {"area_sqkm", "shape_area_sqkm"});
  if (found.deepest < 0) throw rows.fault("found no column ADM…_PCODE, expected one");
  if (found.lat < 0 || found.lon < 0) {
    throw rows.fault(
        "found no latitude and longitude, expected columns of them, such as CENTER_LAT "
        "and CENTER_LON; a table without points can be taken as GeoJSON");
  }
  return found;
}

std::string first_name(const std::vector<std::string>& cells, const Level& level) {
  for (const int column : level.names) {
    if (std::string name = cell(cells, column); !name.empty()) return name;
  }
  return {};
}

double degrees(const std::string& words, const SeparatedValues& rows) {
  double value = 0;
  const auto [end, failure] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (failure != std::errc() || end != words.data() + words.size() || !(std::abs(value) <= 180)) {
    throw rows.fault("found \"" + words + "\", expected degrees");
  }
  return value;
}

double radius_km(const std::string& area, int depth) {
  double value = 0;
  std::from_chars(area.data(), area.data() + area.size(), value);
  if (value > 0) return std::sqrt(value / std::numbers::pi);
  constexpr std::array<double, kDeepest + 1> kUsual = {300, 60, 20, 10, 2, 1.5};
  return kUsual[static_cast<std::size_t>(depth)];
}

std::string feature_of(int depth) {
  if (depth == 0) return "PCLI";
  return depth <= 3 ? "ADM" + std::to_string(depth) : "PPL";  // level 4 are settlements
}

NewPlace place_of(const std::vector<std::string>& cells, const PcodeColumns& columns,
                  const SeparatedValues& rows) {
  const auto depth = static_cast<std::size_t>(columns.deepest);
  const Level& own = columns.levels[depth];
  const std::string code = cell(cells, own.code);
  NewPlace place{.id = "ocha:" + code, .name = first_name(cells, own)};
  if (code.empty() || place.name.empty()) {
    throw rows.fault("found a row without p-code or name, expected both");
  }
  for (const int column : own.names) {
    const std::string name = cell(cells, column);
    if (!name.empty() && name != place.name) place.names.push_back(name);
  }
  place.country = country_code(cell(cells, columns.levels[0].code).substr(0, 3));
  if (place.country.empty()) place.country = country_code(code.substr(0, 2));
  if (depth >= 1) place.admin1 = first_name(cells, columns.levels[1]);
  if (depth >= 2) place.admin2 = first_name(cells, columns.levels[2]);
  place.feature = feature_of(columns.deepest);
  place.lat = degrees(cell(cells, columns.lat), rows);
  place.lon = degrees(cell(cells, columns.lon), rows);
  place.radius_km = radius_km(cell(cells, columns.area), columns.deepest);
  return place;
}

}  // namespace

std::vector<NewPlace> read_pcodes(const PlaceImport& import) {
  SeparatedValues rows(import.file, separator_of(import.file), Quoting::kQuoted);
  const NamedColumns header(rows);
  const PcodeColumns columns = columns_of(header, import, rows);
  std::vector<NewPlace> places;
  std::vector<std::string> cells;
  while (rows.next(cells)) {
    if (std::all_of(cells.begin(), cells.end(),
                    [](const auto& each) { return each.empty() || each.front() == '#'; })) {
      continue;  // a row of HXL tags
    }
    places.push_back(place_of(cells, columns, rows));
  }
  return places;
}

}  // namespace tocsin::resolve
