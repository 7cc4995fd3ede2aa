// How it works: a ring's area and centre by the shoelace formula on a plane that is true to scale
// at the ring's own latitude; holes count as less. Good to a per cent for areas of a country's
// size.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <tuple>

#include "tocsin/resolve/gazetteer_formats.h"
#include "tocsin/resolve/separated_values.h"

namespace tocsin::resolve {
namespace {

using nlohmann::json;

constexpr double kKmOfDegree = 111.2;

/// Sums over rings: their area and their centres weighted by it.
struct Shape {
  double area = 0;  ///< in square degrees of latitude
  double lat = 0;
  double lon = 0;
};

class Reader {
 public:
  explicit Reader(const PlaceImport& import) : import_(import) {}

  std::vector<NewPlace> read() {
    std::ifstream stream(import_.file, std::ios::binary);
    if (!stream) throw Error(ErrorCode::kFileMissing, import_.file.string() + ": cannot be opened");
    json root;
    try {
      root = json::parse(stream);
    } catch (const json::exception& error) {
      throw fault(std::string("found no JSON: ") + error.what());
    }
    const json* features = member(root, "features");
    if (features == nullptr || !features->is_array()) {
      throw fault("found no \"features\", expected a FeatureCollection");
    }
    std::vector<NewPlace> places;
    for (const json& feature : *features) {
      ++number_;
      places.push_back(place_of(feature));
    }
    return places;
  }

 private:
  Error fault(const std::string& message) const {
    const std::string where = number_ == 0 ? "" : ": feature " + std::to_string(number_);
    return {ErrorCode::kDataInvalid, import_.file.string() + where + ": " + message};
  }

  static const json* member(const json& object, const std::string& name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? nullptr : &*found;
  }

  /// A property by the name that was asked for or one that is usual.
  std::string property(const json& properties, const std::string& field,
                       const std::vector<std::string>& usual) const {
    const auto asked = import_.columns.find(field);
    const std::vector<std::string> names =
        asked == import_.columns.end() ? usual : std::vector{asked->second};
    for (const std::string& name : names) {
      for (const auto& [key, value] : properties.items()) {
        if (lower_ascii(key) != lower_ascii(name)) continue;
        if (value.is_string()) return value.get<std::string>();
        if (value.is_number()) return value.dump();
      }
    }
    return {};
  }

  NewPlace place_of(const json& feature) const {
    static const json kNone = json::object();
    const json* given = member(feature, "properties");
    const json& properties = given != nullptr && given->is_object() ? *given : kNone;
    NewPlace place{
        .id = property(properties, "id", {"id", "pcode", "shapeid"}),
        .name = property(properties, "name",
                         {"name", "shapename", "adm3_en", "adm2_en", "adm1_en", "title"}),
        .names = bar_separated(property(properties, "names", {"names", "aliases"})),
        .country = country_code(property(properties, "country",
                                         {"country", "iso3", "shapegroup", "iso", "adm0_pcode"})),
        .admin1 = property(properties, "admin1", {"admin1", "adm1_en"}),
        .admin2 = property(properties, "admin2", {"admin2", "adm2_en"}),
        .feature = property(properties, "feature", {"feature", "shapetype"})};
    if (place.name.empty()) throw fault("found no name, expected a property of it");
    if (place.feature.empty()) place.feature = "AREA";
    const json* geometry = member(feature, "geometry");
    if (geometry == nullptr || !geometry->is_object())
      throw fault("found no geometry, expected one");
    locate(*geometry, place);
    return place;
  }

  void locate(const json& geometry, NewPlace& place) const {
    const json* type = member(geometry, "type");
    const json* coordinates = member(geometry, "coordinates");
    if (type == nullptr || !type->is_string() || coordinates == nullptr) {
      throw fault("found a geometry without type or coordinates, expected both");
    }
    const std::string kind = type->get<std::string>();
    if (kind == "Point") {
      std::tie(place.lon, place.lat) = point(*coordinates);
      if (place.feature == "AREA") place.feature = "PPL";
      return;
    }
    Shape shape;
    if (kind == "Polygon") {
      add_polygon(*coordinates, shape);
    } else if (kind == "MultiPolygon" && coordinates->is_array()) {
      for (const json& polygon : *coordinates) add_polygon(polygon, shape);
    } else {
      throw fault("found a " + kind + ", expected a Polygon, MultiPolygon or Point");
    }
    if (!(shape.area > 0)) throw fault("found an area of nothing, expected a ring around some");
    place.lat = shape.lat / shape.area;
    place.lon = shape.lon / shape.area;
    place.radius_km = std::sqrt(shape.area / std::numbers::pi) * kKmOfDegree;
  }

  std::pair<double, double> point(const json& pair) const {
    const bool is_pair =
        pair.is_array() && pair.size() >= 2 && pair[0].is_number() && pair[1].is_number();
    if (!is_pair)
      throw fault("found " + pair.dump().substr(0, 40) + ", expected [longitude, latitude]");
    const std::pair<double, double> found{pair[0].get<double>(), pair[1].get<double>()};
    if (!(std::abs(found.first) <= 180 && std::abs(found.second) <= 90)) {
      throw fault("found " + pair.dump().substr(0, 40) + ", expected degrees in WGS 84");
    }
    return found;
  }

  void add_polygon(const json& rings, Shape& shape) const {
    if (!rings.is_array()) throw fault("found a polygon without rings, expected some");
    for (std::size_t i = 0; i < rings.size(); ++i) add_ring(rings[i], i == 0 ? 1 : -1, shape);
  }

  void add_ring(const json& ring, double sign, Shape& shape) const {
    if (!ring.is_array() || ring.size() < 4) throw fault("found a ring of less than 4 points");
    const auto [first_lon, first_lat] = point(ring[0]);
    const double scale = std::cos(first_lat * std::numbers::pi / 180);
    double twice = 0;
    double x = 0;
    double y = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto [lon, lat] = point(ring[i]);
      const auto [next_lon, next_lat] = point(ring[i + 1]);
      const double ax = (lon - first_lon) * scale;
      const double ay = lat - first_lat;
      const double bx = (next_lon - first_lon) * scale;
      const double by = next_lat - first_lat;
      const double cross = ax * by - bx * ay;
      twice += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (twice == 0) return;
    const double area = sign * std::abs(twice) / 2;
    shape.area += area;
    shape.lat += area * (first_lat + y / (3 * twice));
    shape.lon += area * (first_lon + x / (3 * twice) / scale);
  }

  const PlaceImport& import_;
  std::size_t number_ = 0;
};

}  // namespace

std::vector<NewPlace> read_geojson(const PlaceImport& import) { return Reader(import).read(); }

}  // namespace tocsin::resolve
